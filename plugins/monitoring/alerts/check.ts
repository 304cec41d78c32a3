/** Alerts that reach a person: rules for what an intrusion looks like, and something that sends them. */
import { defineCheck, tables } from 'kubectl-harden/plugin-api';
import { examples } from './examples.ts';
import { judgeAlerts, READS } from './judge.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'monitoring/alerts',
    title: 'Alerts on refusals and load reach a person',
    severity: 'medium',
    rationale:
      'Somebody who tries a stolen token is refused many times before something works, and a miner takes all the CPU that it ' +
      'gets. Both are in the metrics within minutes. Without a rule and a receiver nobody reads them until the bill comes.',
    guidance:
      'Write alert rules on refused and unauthenticated requests to the API server and on CPU far above what is usual, and ' +
      'route them to somebody who is on call, by a receiver that has been tried. Watch the watchers: an alert that always ' +
      'fires, and whose absence is noticed.',
    item: 'monitoring',
    refs: [
      { framework: 'nsa-cisa', control: 'audit-logging-and-threat-detection' },
      { framework: 'owasp-k8s-2025', control: 'K10' },
      { framework: 'mitre-attack', control: 'T1496' },
      { framework: 'guide', control: 'A8' },
    ],
    since: '0.1.0',
  },
  examples,
  subject: 'Cluster',
  reads: READS,
  tables: [tables.clusterTools],
  question: {
    question:
      'Do alerts on refused requests to the API server and on unusual load of this cluster reach a person, by something that is not seen here?',
    evidence: [
      'The rules, where they are kept.',
      'The last alert of each, or a test of it, with its date and who got it.',
    ],
    validDays: 90,
  },
  evaluate: (_cluster, { view }) => judgeAlerts(view),
  remediation: { title: 'Alert on refusals and load', kind: 'file', disruption: 'none' },
});
