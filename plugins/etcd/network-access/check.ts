import { controlPlane, defineCheck } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';
import { RULES } from './rules.ts';

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'etcd/network-access',
    title: 'Only the control plane reaches etcd',
    severity: 'high',
    rationale:
      'etcd needs to be reached by the API servers and its own members, and by nobody else. A member that listens ' +
      'on every address of its node can be tried from every pod and every network that reaches the node, and a ' +
      'fault in etcd or a lost certificate is then enough.',
    guidance:
      'Let etcd listen on the address that API servers and members use and on loopback, its metrics on loopback ' +
      'alone, and close ports 2379 and 2380 in the firewall of the control plane nodes for everybody else. Look ' +
      'from another network: `nc -zv ADDRESS 2379`. ' +
      controlPlane.howToSetFlags('an etcd member'),
    item: 'etcd',
    refs: [
      { framework: 'nsa-cisa', control: 'network-separation' },
      { framework: 'owasp-k8s-2025', control: 'K05' },
      { framework: 'mitre-attack', control: 'T1133' },
      { framework: 'guide', control: 'A10' },
      { framework: 'guide', control: 'B1' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: controlPlane.FLAG_READS,
  question: {
    question:
      'Are ports 2379 and 2380 of the control plane nodes, or of the hosts of etcd, closed to everybody but API servers and members of etcd?',
    evidence: [
      'The rules of the firewall or security group of these hosts, with the date they were looked at.',
      'The output of nc -zv ADDRESS 2379 from a pod and from a network of users: it does not connect.',
      'The statement of the provider that etcd is not reachable from your networks.',
    ],
    validDays: 180,
  },
  evaluate: ({ context }, { view }) =>
    controlPlane.judgeRules(view, context, {
      rules: RULES,
      setting: 'settings of the control plane',
      proposal: controlPlane.FLAGS_BY_FILE,
    }),
  remediation: { title: 'Let etcd listen where it has to', kind: 'file', disruption: 'none' },
});
