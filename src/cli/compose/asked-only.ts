/** Checks that judge by evidence which nobody has given: of those only the question is left. */
import type { EvidenceSet } from '../../model/ports.ts';
import type { Check } from '../../plugin-api/index.ts';

export function askedOnly(check: Check, named: EvidenceSet): Check {
  if (check.mode === 'manual' || check.evidenceFirst === undefined || check.question === undefined) return check;
  if (named[check.evidenceFirst] !== undefined) return check;
  const { meta, examples, question } = check;
  return { mode: 'manual', meta, ...(examples === undefined ? {} : { examples }), scope: 'cluster', ...question };
}
