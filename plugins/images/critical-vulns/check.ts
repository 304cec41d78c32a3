/** Running images with known vulnerabilities that have a fix: by reports of a scanner in the cluster or on this machine. */
import {
  containerName,
  count,
  defineCheck,
  fails,
  nameSome,
  type Violation,
  type Workload,
} from 'kubectl-harden/plugin-api';
import { KNOWN_READS, knownOf, unjudged } from '../known.ts';
import type { Report } from '../reports.ts';

function fixable({ vulnerabilities }: Report, severity: string): readonly string[] {
  const found = vulnerabilities.filter((each) => each.severity === severity && each.fixedVersion);
  return [...new Set(found.flatMap(({ vulnerabilityID }) => vulnerabilityID ?? []))].sort();
}

function violationsOf(workload: Workload, reports: ReadonlyMap<string, Report>): readonly Violation[] {
  return workload.containers.flatMap((container): readonly Violation[] => {
    const report = reports.get(container.name);
    if (report === undefined) return [];
    const [critical, high] = [fixable(report, 'CRITICAL'), fixable(report, 'HIGH')];
    if (critical.length + high.length === 0) return [];
    const lowered = { severity: 'medium', severityReason: 'lowered: none of them is critical' } as const;
    return [
      {
        message: `${containerName(container)} has ${numbers(critical, high)} with a fix: ${nameSome([...critical, ...high])}.`,
        path: [...container.path, 'image'],
        part: container.name,
        value: [...critical, ...high],
        evidence: [{ text: report.told }],
        ...(critical.length > 0 ? {} : lowered),
      },
    ];
  });
}

function numbers(critical: readonly string[], high: readonly string[]): string {
  const parts = [
    ...(critical.length === 0 ? [] : [count(critical, 'critical vulnerability', 'critical vulnerabilities')]),
    ...(high.length === 0 ? [] : [count(high, 'high one')]),
  ];
  return high.length > 0 && critical.length === 0
    ? count(high, 'high vulnerability', 'high vulnerabilities')
    : parts.join(' and ');
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'images/critical-vulns',
    title: 'Running images have no critical fault that has a fix',
    severity: 'high',
    rationale:
      'A published fault with a published fix is tried by everybody within days. What has no fix yet cannot be mended by an update, what has one can.',
    guidance:
      'Raise the base image or the package to the version that has the fix, build, test and roll out. Where the vulnerable part is never reached, write that down as a waiver with an end. Fewer packages have fewer faults: use a minimal base.',
    item: 'images',
    refs: [
      { framework: 'nsa-cisa', control: 'upgrading-and-application-security' },
      { framework: 'owasp-k8s-2025', control: 'K07' },
      { framework: 'mitre-attack', control: 'T1190' },
      { framework: 'guide', control: 'A6' },
      { framework: 'guide', control: 'B6' },
    ],
    since: '0.1.0',
  },
  subject: 'Workload',
  reads: KNOWN_READS,
  evaluate(workload, { view }) {
    const known = knownOf(workload, view);
    if (!('reports' in known)) return known;
    const violations = violationsOf(workload, known.reports);
    if (violations.length > 0) return fails(violations, true);
    return unjudged(workload, known) ?? [];
  },
  remediation: {
    title: 'Update what has a fix',
    kind: 'guide',
    disruption: 'rollout',
  },
});
