/** The report that `--baseline` names. */
import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { z } from 'zod';
import { errorCode } from '../../disk/errors.ts';
import type { Baseline } from '../../model/baseline.ts';
import { STATUS_ORDER } from '../../model/finding.ts';
import type { ScanSnapshot } from '../../model/snapshot.ts';
import type { Invocation } from '../args/command.ts';
import { CliError, EXIT } from '../exit.ts';

/** Of the report only what is compared: a report of another minor version still serves. */
const schema = z.looseObject({
  apiVersion: z.literal('harden.kubectl.dev/v1alpha1'),
  kind: z.literal('Report'),
  source: z.looseObject({ type: z.string(), server: z.string() }),
  checks: z.array(z.looseObject({ id: z.string(), status: z.enum(STATUS_ORDER) })),
  findings: z.array(z.looseObject({ id: z.string() })),
});

export interface LoadedBaseline extends Baseline {
  readonly source: { readonly type: string; readonly server: string };
}

/** Before anything is read: a pipeline that compares with nothing must not pass. Throws CliError with exit code 2. */
export function loadBaseline({ flags }: Pick<Invocation, 'flags'>): LoadedBaseline | undefined {
  const file = flags.text('baseline');
  if (file === undefined) return undefined;
  const parsed = schema.safeParse(parse(file));
  if (!parsed.success)
    throw new CliError(
      EXIT.usage,
      `${file} is no report of kubectl harden`,
      'Write one with kubectl harden scan -o json=FILE.',
    );
  const { findings, checks, source } = parsed.data;
  return {
    ids: new Set(findings.map(({ id }) => id)),
    failed: new Set(checks.filter(({ status }) => status === 'fail').map(({ id }) => id)),
    source,
  };
}

function parse(file: string): unknown {
  try {
    const text = readFileSync(file, 'utf8');
    // JSON first: it is quicker, and a large report is the usual one.
    return text.trimStart().startsWith('{') ? JSON.parse(text) : load(text);
  } catch (error) {
    throw new CliError(
      EXIT.usage,
      `cannot read the baseline ${file}: ${errorCode(error) ?? 'it is neither JSON nor YAML'}`,
    );
  }
}

/** Files move: their path is no sign of another source. */
export function otherSourceLine({ source }: LoadedBaseline, snapshot: ScanSnapshot): string | undefined {
  const { type } = snapshot.source;
  const isSame = source.type === type && (type !== 'live' || source.server === snapshot.identity.server);
  return isSame
    ? undefined
    : `The baseline is of another source (${source.type} ${source.server}): what it does not hold is new.`;
}
