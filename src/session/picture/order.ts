/** The order of findings: the worst first, then by place. */

import { refKey } from '../../kube/refs.ts';
import { type Finding, severityRank } from '../../model/finding.ts';
import { compareText } from '../../text/words.ts';

export function compareFindings(left: Finding, right: Finding): number {
  return (
    severityRank(left.severity) - severityRank(right.severity) ||
    compareText(left.subject.namespace ?? '', right.subject.namespace ?? '') ||
    compareText(left.subject.name, right.subject.name) ||
    (left.subject === right.subject ? 0 : compareText(refKey(left.subject), refKey(right.subject))) ||
    compareText(left.check, right.check) ||
    compareText(left.id, right.id)
  );
}
