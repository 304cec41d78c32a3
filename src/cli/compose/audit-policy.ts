/** The audit policy that `--audit-policy` names, as evidence beside what the source shows: no API serves it. */
import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import * as z from 'zod';
import type { AuditPolicy } from '../../plugin-api/index.ts';
import { fileProblem } from '../../text/errors.ts';
import { printable } from '../../text/printable.ts';
import type { Invocation } from '../args/command.ts';
import { CliError, EXIT } from '../exit.ts';

const texts = z.array(z.string()).nullish();
/** Held to the words of the API: the API server refuses a file with another one, and would not start. */
const schema = z.strictObject({
  apiVersion: z.literal('audit.k8s.io/v1'),
  kind: z.literal('Policy'),
  metadata: z.looseObject({}).nullish(),
  omitStages: texts,
  omitManagedFields: z.boolean().nullish(),
  rules: z
    .array(
      z.strictObject({
        level: z.enum(['None', 'Metadata', 'Request', 'RequestResponse']),
        users: texts,
        userGroups: texts,
        verbs: texts,
        namespaces: texts,
        nonResourceURLs: texts,
        resources: z
          .array(z.strictObject({ group: z.string().nullish(), resources: texts, resourceNames: texts }))
          .nullish(),
        omitStages: texts,
        omitManagedFields: z.boolean().nullish(),
      }),
    )
    .min(1),
});

/** Throws CliError with exit code 2 where the API server would not take the file either. */
export function loadAuditPolicy({ flags }: Pick<Invocation, 'flags'>): AuditPolicy | undefined {
  const file = flags.text('audit-policy');
  if (file === undefined) return undefined;
  const parsed = schema.safeParse(parse(file));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const at = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
    const message = `${printable(file)} is no audit policy that the API server takes${printable(at)}`;
    throw new CliError(EXIT.usage, message, 'It takes one Policy of audit.k8s.io/v1 with at least one rule.');
  }
  const { omitStages, rules } = parsed.data;
  return {
    file: printable(file),
    omitStages: omitStages ?? [],
    rules: rules.map((rule) => ({
      level: rule.level,
      users: rule.users ?? [],
      userGroups: rule.userGroups ?? [],
      verbs: rule.verbs ?? [],
      namespaces: rule.namespaces ?? [],
      nonResourceURLs: rule.nonResourceURLs ?? [],
      resources: (rule.resources ?? []).map(({ group, resources, resourceNames }) => ({
        group: group ?? '',
        resources: resources ?? [],
        resourceNames: resourceNames ?? [],
      })),
      omitStages: rule.omitStages ?? [],
    })),
  };
}

function parse(file: string): unknown {
  try {
    return load(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = fileProblem(error) ?? 'it is no YAML';
    throw new CliError(EXIT.usage, `cannot read the audit policy ${printable(file)}: ${why}`);
  }
}
