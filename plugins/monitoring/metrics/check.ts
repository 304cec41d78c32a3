import { defineCheck, fails, installed, plan, tables, toolAtWork } from 'kubectl-harden/plugin-api';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'monitoring/metrics',
    title: 'Metrics are gathered',
    severity: 'medium',
    rationale:
      'A miner shows as load, an attack on passwords as refused requests, a broken agent as a gap. Without ' +
      'metrics nobody sees any of it, and no alert can be written.',
    guidance:
      'Run Prometheus or another system that scrapes the API server, the kubelets, kube-state-metrics and your ' +
      'workloads, and keeps the numbers for some weeks. Let its ServiceAccount read `nodes/metrics` and no more ' +
      'of nodes. Then write alerts (`monitoring/alerts`).',
    item: 'monitoring',
    refs: [
      { framework: 'nsa-cisa', control: 'audit-logging-and-threat-detection' },
      { framework: 'owasp-k8s-2025', control: 'K10' },
      { framework: 'mitre-attack', control: 'T1496' },
      { framework: 'guide', control: 'A8' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: installed.READS,
  tables: [tables.clusterTools],
  question: {
    question:
      'Are metrics of this cluster gathered by something that is not seen here, such as an agent of the provider?',
    evidence: [
      'A graph of the requests to the API server of this cluster of the last day.',
      'How long numbers are kept, and who may see them.',
    ],
    validDays: 90,
  },
  evaluate(_cluster, { view }) {
    const tool = toolAtWork(view, 'metrics', 'Manifests do not show whether what gathers metrics works.');
    if (!('idle' in tool)) return tool;
    const { idle } = tool;
    const message =
      idle.length > 0 ? 'What gathers metrics is installed and not ready.' : 'Nothing is seen that gathers metrics.';
    const proposal = plan('Which product, and where it keeps what it gathers, is for you to say.');
    return fails([{ message, key: 'none', evidence: idle, proposal }], idle.length > 0);
  },
  remediation: { title: 'Gather metrics', kind: 'guide', disruption: 'none' },
});
