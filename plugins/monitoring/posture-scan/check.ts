import { defineCheck, fails, installed, plan, tables, toolAtWork } from 'kubectl-harden/plugin-api';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'monitoring/posture-scan',
    title: 'The cluster is scanned again and again',
    severity: 'low',
    rationale:
      'A cluster that was in order on the day of its audit is another one a month later. What looks again by ' +
      'itself finds the change before somebody uses it.',
    guidance:
      'Run a scanner on a schedule: an operator such as Trivy Operator or Kubescape, a CronJob with kube-bench, ' +
      'or this program in CI with a baseline (`scan --baseline`). Let its findings reach the people who can mend ' +
      'them.',
    item: 'monitoring',
    refs: [
      { framework: 'nsa-cisa', control: 'audit-logging-and-threat-detection' },
      { framework: 'owasp-k8s-2025', control: 'K10' },
      { framework: 'guide', control: 'A8' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: installed.READS,
  tables: [tables.clusterTools],
  question: {
    question:
      'Is the configuration of this cluster scanned on a schedule, by CI or by a service that is not seen here?',
    evidence: ['The schedule, and the report of the last run with its date.', 'Who gets the findings.'],
    validDays: 90,
  },
  evaluate(_cluster, { view }) {
    const tool = toolAtWork(view, 'posture', 'Manifests do not show whether what scans the configuration works.');
    if (!('idle' in tool)) return tool;
    const { idle } = tool;
    const message =
      idle.length > 0
        ? 'What scans the configuration is installed and does not run.'
        : 'Nothing is seen that scans the configuration again and again.';
    const proposal = plan('Which product, and where it keeps what it gathers, is for you to say.');
    return fails([{ message, key: 'none', evidence: idle, proposal }], idle.length > 0);
  },
  remediation: { title: 'Scan on a schedule', kind: 'guide', disruption: 'none' },
});
