/** Agents that watch what runs on the nodes, and whether they are ready on all of them. */
import { defineCheck, tables } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';
import { judgeProtection, READS } from './judge.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'runtime/protection',
    title: 'A runtime protection agent watches every Linux node',
    severity: 'medium',
    rationale:
      'Prevention fails at some point, and then only the node sees it: a shell in a container, a changed binary, a ' +
      'connection to a miner. An agent reports that while it happens. A node without one, often the control plane, is ' +
      'where an intruder stays unseen.',
    guidance:
      'Install one agent, for example Falco, Tetragon or the sensor of your security product, as a DaemonSet. Let it ' +
      'tolerate every taint (`tolerations: [{operator: Exists}]`) and select no nodes but by their operating system, so ' +
      'that control plane nodes and new pools have it too. Where it is not ready, its log on that node mostly names a ' +
      'missing kernel feature or a lack of memory. Send its alerts to people who answer them. Virtual nodes, such as ' +
      'those of Fargate, need the sensor of their provider.',
    item: 'runtime-protection',
    refs: [
      { framework: 'nsa-cisa', control: 'audit-logging-and-threat-detection' },
      { framework: 'owasp-k8s-2025', control: 'K10' },
      { framework: 'mitre-attack', control: 'T1611' },
      { framework: 'guide', control: 'A8' },
      { framework: 'guide', control: 'B7' },
      { framework: 'guide', control: 'BC' },
    ],
    since: '0.1.0',
  },
  examples: EXAMPLES,
  subject: 'Cluster',
  reads: READS,
  tables: [tables.runtimeProtection],
  question: {
    question:
      'Does something else watch what runs on every node of this cluster: a sensor of the provider, an agent that is installed with the node image, or a product that is not known here?',
    evidence: [
      'The page of the provider or product that lists the nodes of this cluster as watched, with the date it was looked at.',
      'An alert that a harmless test raised on a node of this cluster, such as a shell in a container, with its date.',
      'Where its alerts go and who answers them.',
    ],
    validDays: 90,
  },
  evaluate: (_cluster, { view }) => judgeProtection(view),
  remediation: {
    title: 'Run an agent on every Linux node',
    kind: 'guide',
    disruption: 'none',
  },
});
