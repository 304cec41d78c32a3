/** Running images with known vulnerabilities that have a fix: by reports of a scanner in the cluster. */
import {
  containerName,
  count,
  defineCheck,
  fails,
  may,
  nameSome,
  notApplicable,
  unknown,
  type Violation,
  type Workload,
} from 'kubectl-harden/plugin-api';
import { buildsOf } from '../reference.ts';
import { type Report, reportsOf, trivyReports } from '../reports.ts';

const READS = [may.fact(trivyReports)] as const;

function fixable({ report }: Report, severity: string): readonly string[] {
  const found = (report?.vulnerabilities ?? []).filter((each) => each.severity === severity && each.fixedVersion);
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
        evidence: [{ text: `The report is of ${report.report?.updateTimestamp ?? 'an unknown day'}.` }],
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

/** Why a container is not judged by what there is. */
function unjudged(workload: Workload, reports: ReadonlyMap<string, Report>): string | undefined {
  for (const container of workload.containers) {
    if (container.role === 'ephemeral') continue;
    const report = reports.get(container.name);
    if (report === undefined) return `No report is there for container ${container.name}.`;
    const scanned = report.report?.artifact?.digest;
    const other = buildsOf(workload, container).find(({ digest }) => digest && scanned && digest !== scanned);
    if (other !== undefined) return `The report for container ${container.name} is about another build than runs.`;
  }
  return undefined;
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
  reads: READS,
  evaluate(workload, { view }) {
    const seen = view.derive(trivyReports);
    if (seen.coverage.state === 'absent')
      return notApplicable('No scanner keeps reports in this cluster that are read here.');
    const reports = reportsOf(workload, seen.value);
    const violations = violationsOf(workload, reports);
    if (violations.length > 0) return fails(violations, true);
    if (!seen.isRead) return unknown('Reports of the scanner could not be read.');
    const reason = unjudged(workload, reports);
    return reason === undefined ? [] : unknown(reason);
  },
  remediation: {
    title: 'Update what has a fix',
    kind: 'guide',
    disruption: 'rollout',
  },
});
