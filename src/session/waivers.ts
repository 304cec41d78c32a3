/** Whether a waiver holds for a finding as it is now. */
import { type Finding, severityRank } from '../model/finding.ts';
import type { Waiver } from '../model/records.ts';

/** What came to a decision, or became another value or worse, after it was accepted was accepted by nobody. */
export function accepts({ findings }: Waiver, { id, judged, severity }: Finding): boolean {
  if (findings === undefined) return true;
  const accepted = findings.find((each) => each.id === id);
  if (accepted === undefined) return false;
  if (accepted.judged !== undefined && accepted.judged !== judged) return false;
  return accepted.severity === undefined || severityRank(severity) >= severityRank(accepted.severity);
}
