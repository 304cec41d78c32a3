/** The report that `--baseline` names. */
import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import * as z from 'zod';
import { SEVERITIES, STATUS_ORDER } from '../../model/finding.ts';
import type { Severity } from '../../plugin-api/index.ts';
import type { Earlier } from '../../report/baseline/earlier.ts';
import { narrowerThan } from '../../report/baseline/narrower.ts';
import { sourceEntry } from '../../report/report.ts';
import { fileProblem } from '../../text/errors.ts';
import type { Invocation } from '../args/command.ts';
import { fileScopeOf } from '../args/file-scope.ts';
import { CliError, EXIT } from '../exit.ts';
import type { Opened } from './compose.ts';

const API_VERSION = 'harden.kubectl.dev/v1alpha1';

/** What every report of any version has. */
const envelope = z.looseObject({ apiVersion: z.string().startsWith('harden.kubectl.dev/'), kind: z.literal('Report') });

/** Values of which a newer version may have others: it knows more than this one can compare. */
function word<T extends string>(words: readonly [T, ...T[]] | readonly T[]) {
  return z.enum(words as [T, ...T[]]);
}

const severity = word(SEVERITIES);
const finding = z.looseObject({
  id: z.string(),
  check: z.string().optional(),
  severity: severity.optional(),
  subject: z
    .looseObject({ apiVersion: z.string(), kind: z.string(), namespace: z.string(), name: z.string() })
    .optional(),
  part: z.string().nullable().optional(),
  path: z.string().nullable().optional(),
  judged: z.string().optional(),
  origin: z.looseObject({ file: z.string(), line: z.number() }).optional(),
});
const accepted = z.array(z.looseObject({ findings: z.array(finding) })).optional();

/** Of the report only what is compared: a report of another minor version still serves. */
const schema = z.looseObject({
  source: z.looseObject({
    type: word(['live', 'files', 'sample']),
    server: z.string(),
    label: z.string().optional(),
    cluster: z.string().nullable().optional(),
  }),
  scope: z
    .looseObject({
      namespaces: z.array(z.string()),
      leftOut: z.array(z.string()),
      severity: severity.nullable(),
      files: z
        .looseObject({
          paths: z.array(z.string()),
          recursive: z.boolean(),
          exclude: z.array(z.string()),
          kustomize: z.boolean(),
        })
        .nullable(),
    })
    .optional(),
  checks: z.array(
    z.looseObject({
      id: z.string(),
      status: word(STATUS_ORDER),
      confidence: word(['direct', 'inferred', 'attested']).optional(),
    }),
  ),
  findings: z.array(finding),
  waivers: accepted,
  answers: z
    .array(
      z.looseObject({
        check: z.string(),
        scope: z.string().nullable(),
        verdict: word(['pass', 'fail']),
        findings: z.array(finding),
      }),
    )
    .optional(),
});

/** Before anything is read: a pipeline that compares with nothing must not pass. Throws CliError with exit code 2. */
export function loadBaseline({ flags }: Pick<Invocation, 'flags'>): Earlier | undefined {
  const file = flags.text('baseline');
  if (file === undefined) return undefined;
  const value = parse(file);
  const { success: isReport, data: head } = envelope.safeParse(value);
  if (!isReport) throw refused(`${file} is no report of kubectl harden`);
  if (head.apiVersion !== API_VERSION)
    throw refused(`${file} is a report of ${head.apiVersion}, and this version reads ${API_VERSION}`);
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw refused(problemOf(file, value, parsed.error));
  const { answers, waivers = [], scope, ...rest } = parsed.data;
  return { ...rest, scope, answers, accepted: [...waivers, ...(answers ?? [])].flatMap((each) => each.findings) };
}

/** A word that this version does not know is a newer one's; anything else is no report. */
function problemOf(file: string, value: unknown, { issues: [issue] }: z.ZodError): string {
  const path = issue?.path ?? [];
  const found = path.reduce<unknown>((inner, step) => (inner as Readonly<Record<PropertyKey, unknown>>)?.[step], value);
  const place = path.map(String).join('.');
  return issue?.code === 'invalid_value' && typeof found === 'string'
    ? `${file} was written by a newer version: this one does not know ${JSON.stringify(found)} at ${place}`
    : `${file} is no report of kubectl harden: ${place} is not as it should be`;
}

function refused(message: string): CliError {
  return new CliError(EXIT.usage, message, 'Write one with kubectl harden scan -o json=FILE.');
}

function parse(file: string): unknown {
  try {
    const text = readFileSync(file, 'utf8');
    // JSON first: it is quicker, and a large report is the usual one.
    return text.trimStart().startsWith('{') ? JSON.parse(text) : load(text);
  } catch (error) {
    throw new CliError(
      EXIT.usage,
      `cannot read the baseline ${file}: ${fileProblem(error) ?? 'it is neither JSON nor YAML'}`,
    );
  }
}

/** Before anything is read. Throws CliError with exit code 2 where the earlier scan asked for less. */
export async function demandAsWide(
  earlier: Earlier | undefined,
  opened: Opened,
  invocation: Invocation,
): Promise<void> {
  if (earlier === undefined) return;
  const { flags, signal } = invocation;
  const { source, checks } = opened;
  const asked = {
    source: sourceEntry(source, await source.identity(signal)),
    namespaces: flags.list('namespace'),
    severity: (flags.text('severity') as Severity | undefined) ?? null,
    files: fileScopeOf(flags) ?? null,
    checks: checks.map(({ meta }) => meta.id),
  };
  const why = narrowerThan(earlier, asked);
  if (why === undefined) return;
  throw new CliError(
    EXIT.usage,
    `${flags.text('baseline') ?? ''} is no baseline of this scan: ${why}`,
    'Write one with the flags of this scan and -o json=FILE.',
  );
}
