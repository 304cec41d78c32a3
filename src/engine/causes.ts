/** Consequences fold (ux N3): findings that disappear with another one name it as their cause. */

import { refKey } from '../kube/refs.ts';
import type { Finding } from '../model/finding.ts';

interface CauseRule {
  readonly cause: string;
  readonly covers: readonly string[];
  /** Findings belong together when this is equal. */
  readonly scope: (finding: Finding) => string;
  /** Only findings that say so are causes. */
  readonly when?: (finding: Finding) => boolean;
}

const bySubject = (finding: Finding) => refKey(finding.subject);
const byPart = (finding: Finding) => `${refKey(finding.subject)} ${finding.part ?? ''}`;

/** A table on purpose: shared code knows no check but here, and the tests walk it both ways. */
export const CAUSES: readonly CauseRule[] = [
  {
    cause: 'pod-security/enforce-missing',
    covers: ['pod-security/warn-audit', 'pod-security/labels-valid'],
    scope: bySubject,
  },
  {
    cause: 'workloads/privileged',
    covers: ['workloads/drop-all', 'workloads/privilege-escalation', 'workloads/seccomp'],
    scope: byPart,
  },
  {
    cause: 'network/default-deny-ingress',
    covers: ['network/unselected-pods'],
    scope: (finding) => finding.subject.namespace ?? finding.subject.name,
  },
  {
    cause: 'rbac/wildcards',
    covers: [
      'rbac/secrets-read',
      'rbac/workload-create',
      'rbac/pod-exec',
      'rbac/role-binding-write',
      'rbac/escalate-bind',
    ],
    scope: (finding) => finding.place,
    when: (finding) => finding.violation.facts?.full === true,
  },
];

/** The findings, with `cause` set on those that follow from another. */
export function withCauses(findings: readonly Finding[]): readonly Finding[] {
  const causeOf = new Map<string, string>();
  for (const rule of CAUSES) {
    const causes = new Map<string, string>();
    for (const finding of findings) {
      if (finding.check === rule.cause && rule.when?.(finding) !== false) causes.set(rule.scope(finding), finding.id);
    }
    for (const finding of findings) {
      const cause = rule.covers.includes(finding.check) ? causes.get(rule.scope(finding)) : undefined;
      if (cause !== undefined) causeOf.set(finding.id, cause);
    }
  }
  return findings.map((finding) => {
    const cause = causeOf.get(finding.id);
    return cause === undefined ? finding : { ...finding, cause };
  });
}
