/** Rules for what an intrusion looks like, and a way out for their alerts. */
import { defineCheck, tables } from 'kubectl-harden/plugin-api';
import { examples } from './examples.ts';
import { judgeDetections, READS } from './judge.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'runtime/detections',
    title: 'Shells, miners and escapes are detected and told',
    severity: 'low',
    rationale:
      'An agent sees what its rules are about. Five things betray most intrusions: a shell in a container, sensitive files ' +
      'read, network tools started, miners, and ways out of the container. Alerts that stay in the log of the agent are read ' +
      'by nobody, and go with the node.',
    guidance:
      'Falco brings rules for shells, sensitive files and escapes; those for network tools and miners come with its ' +
      'incubating and sandbox rules, or as your own. Send alerts off the node: falcosidekick, `http_output`, or a log ' +
      'collector that takes its output. Try each rule once.',
    item: 'runtime-protection',
    refs: [
      { framework: 'nsa-cisa', control: 'audit-logging-and-threat-detection' },
      { framework: 'owasp-k8s-2025', control: 'K10' },
      { framework: 'mitre-attack', control: 'T1059' },
      { framework: 'mitre-attack', control: 'T1496' },
      { framework: 'guide', control: 'B7' },
    ],
    since: '0.1.0',
  },
  examples,
  subject: 'Cluster',
  reads: READS,
  tables: [tables.runtimeProtection],
  question: {
    question:
      'Does the agent of this cluster detect shells in containers, reading of sensitive files, network tools, miners and escapes, and do its alerts reach a person?',
    evidence: [
      'The rules or the policy of the product, with their list.',
      'An alert of each, raised by a harmless test, with its date and who got it.',
    ],
    validDays: 90,
  },
  evaluate: (_cluster, { view }) => judgeDetections(view),
  remediation: { title: 'Detect what intruders do', kind: 'file', disruption: 'none' },
});
