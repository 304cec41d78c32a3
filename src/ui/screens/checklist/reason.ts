/** Why a row of an item cannot simply be applied. Pure. */

import { readyPart, resolvedBy } from '../../../model/decision.ts';
import { printable } from '../../../text/printable.ts';
import type { Decision, DecisionRow } from '../../types.ts';

/** Why a row has its readiness, in a few words. */
export function rowReason(row: DecisionRow): string {
  const lead = row.members[0];
  if (lead?.refusal !== undefined) return printable(lead.refusal.reason);
  if (lead?.owner != null && lead.readiness === 'elsewhere') return `${printable(lead.owner.label)} owns it`;
  if (lead === undefined) return '';
  const part = readyPart(lead);
  return printable(part === undefined ? ownReason(lead) : `${part}. ${ownReason(lead)}`);
}

/** Of its readiness: why its worst finding is not resolved, where what is offered first leaves it. */
function ownReason({ findings, variants, severity, readiness }: Decision): string {
  const [first] = variants;
  if (first === undefined) return findings[0]?.message ?? '';
  if (first.readiness === readiness) return first.reasons[0] ?? '';
  const resolved = new Set(resolvedBy(findings, first));
  const left = findings.find((finding) => finding.severity === severity && !resolved.has(finding));
  return left?.proposal?.reason ?? left?.message ?? '';
}
