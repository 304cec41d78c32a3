/** Webhooks that nobody answers, that let pass what they cannot look at, and that leave out namespaces. */
import { defineCheck, tables } from 'kubectl-harden/plugin-api';
import { judgeWebhooks, READS } from './judge.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'policy/webhook-health',
    title: 'Webhooks are answered and leave nobody out',
    severity: 'high',
    rationale:
      'A webhook whose service has no pod refuses every request, or lets every request through: an outage or an open gate. ' +
      'One of a policy engine that fails open is switched off by whoever stops its pods. One that leaves out a namespace, or ' +
      'objects by a label of their own, is passed by whoever goes there or sets the label.',
    guidance:
      'Bring the service back, or delete the configuration that an uninstalled product left behind. Let webhooks of security ' +
      'policies fail closed (`failurePolicy: Fail`) once their engine runs with several replicas over several nodes, and ' +
      'leave out nothing but the namespaces of the platform and of the engine, by their names and not by labels that others ' +
      'may set.',
    item: 'policy',
    refs: [
      { framework: 'owasp-k8s-2025', control: 'K04' },
      { framework: 'mitre-attack', control: 'T1562' },
      { framework: 'guide', control: 'B6' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: READS,
  tables: [tables.clusterTools],
  evaluate: (_cluster, { view }) => judgeWebhooks(view),
  remediation: { title: 'Mend the webhook', kind: 'guide', disruption: 'access' },
});
