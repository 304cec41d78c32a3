/** A check as `checks -o json` and `explain -o json` print it. */
import { inputsOf } from '../../engine/inputs.ts';
import type { Check, CheckMeta, Disruption, RemediationKind } from '../../plugin-api/index.ts';
import { areaOf } from '../../report/report.ts';

export interface CheckEntry {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly item: string;
  readonly area: string;
  readonly title: string;
  readonly severity: CheckMeta['severity'];
  readonly mode: Check['mode'];
  readonly rationale: string;
  readonly guidance: string;
  readonly refs: CheckMeta['refs'];
  readonly remediation: {
    readonly kind: RemediationKind;
    readonly title: string;
    readonly disruption: Disruption;
    /** What it can be told with `--set`. */
    readonly inputs: readonly { readonly name: string; readonly describe: string }[];
  } | null;
}

export function describeCheck(check: Check): CheckEntry {
  const { id, aliases, item, title, severity, rationale, guidance, refs } = check.meta;
  return {
    id,
    aliases: aliases ?? [],
    item,
    area: areaOf(id),
    title,
    severity,
    mode: check.mode,
    rationale,
    guidance,
    refs: refs.map(({ framework, control }) => ({ framework, control })),
    remediation: remediationOf(check),
  };
}

function remediationOf(check: Check): CheckEntry['remediation'] {
  if (check.mode === 'manual') return { kind: 'attest', title: check.question, disruption: 'none', inputs: [] };
  if (check.remediation === undefined) return null;
  const { kind, title, disruption } = check.remediation;
  const inputs = Object.entries(inputsOf(check)).map(([name, { describe }]) => ({ name, describe }));
  return { kind, title, disruption, inputs };
}
