/** What is found on a template is not found again on the pods that differ from it. */

import { formatPath } from '../kube/path.ts';
import { remembered } from '../kube/remembered.ts';
import type { CheckResult, Finding } from '../model/finding.ts';
import type { Workload } from '../plugin-api/index.ts';

/** Every check asks of the same lists. */
const haveDeviating = remembered((subjects: readonly Workload[]) =>
  subjects.some(({ deviatesFrom }) => deviatesFrom !== undefined),
);

/** Pods that differ from their template report only the difference: what the template has already is not said twice. */
export function withoutRepeats(results: readonly CheckResult[], subjects: readonly Workload[]): readonly CheckResult[] {
  if (!haveDeviating(subjects)) return results;
  const bySubject = new Map(subjects.map((subject) => [subject.ref, subject]));
  const seen = new Set<string>();
  return results.map((result) => {
    const subject = bySubject.get(result.subject);
    if (subject === undefined) return result;
    const owner = subject.deviatesFrom ?? subject.ref;
    const keyOf = (finding: Finding) =>
      `${owner.kind}/${owner.name} ${finding.part} ${finding.key} ${tailOf(finding, subject)}`;
    if (subject.deviatesFrom === undefined) {
      for (const finding of result.findings) seen.add(keyOf(finding));
      return result;
    }
    const findings = result.findings.filter((finding) => !seen.has(keyOf(finding)));
    return findings.length > 0 || result.status !== 'fail'
      ? { ...result, findings }
      : { ...result, findings, status: 'pass' };
  });
}

function tailOf(finding: Finding, subject: Workload): string {
  return finding.path === undefined ? '' : formatPath(finding.path.slice(subject.podPath.length));
}
