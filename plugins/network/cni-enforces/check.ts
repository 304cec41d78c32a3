/** Does the network plugin do what network policies say? */
import { defineCheck, inferred, may, network, pass, unknown } from 'kubectl-harden/plugin-api';
import { pluginPlace } from '../plugin-place.ts';
import { examples } from './examples.ts';

/** Denials that are kept by the letter only. */
const FOLLOWS: readonly string[] = [
  'network/default-deny-ingress',
  'network/default-deny-egress',
  'network/metadata-egress',
];

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'network/cni-enforces',
    title: 'The network plugin enforces network policies',
    severity: 'high',
    rationale:
      'The API server takes every NetworkPolicy, whether or not anything enforces it. With a plugin that only connects pods, or one that is told to audit, a default deny is a text that stops nobody.',
    guidance:
      'Use a network plugin that enforces policies on every node, such as Calico, Cilium or Antrea, or run kube-network-policies beside the one that is there. Turn on what is off: `enable-policy` and `policy-audit-mode` of Cilium, `--run-firewall` of kube-router, the network policy agent of Amazon, Dataplane V2 on GKE. Then try one denied connection.',
    item: 'default-deny',
    refs: [
      { framework: 'cis-k8s', control: '5.3.1' },
      { framework: 'nsa-cisa', control: 'network-separation' },
      { framework: 'owasp-k8s-2025', control: 'K05' },
      { framework: 'mitre-attack', control: 'T1046' },
      { framework: 'guide', control: 'A3' },
      { framework: 'guide', control: 'B4' },
    ],
    since: '0.1.0',
  },
  examples,
  subject: 'Cluster',
  reads: [may.fact(network.enforcement)],
  place: pluginPlace,
  question: {
    question: 'Does something enforce the NetworkPolicies of this cluster on every node?',
    evidence: [
      'A connection that a NetworkPolicy denies was tried between pods on different nodes, and failed, with its date.',
      'The page of the provider that says policies are enforced for this cluster.',
    ],
    validDays: 90,
  },
  evaluate(_cluster, { view }) {
    const { state, text, evidence } = view.derive(network.enforcement).value;
    const source = evidence[0]?.source;
    switch (state) {
      case 'enforced':
        return pass([{ text, ...(source === undefined ? {} : { source }) }], 'inferred');
      case 'unknown':
      case 'unseen':
        return unknown(evidence.length === 0 ? text : evidence);
      case 'ignored':
        return inferred([{ message: text, key: 'ignored', value: 'ignored', evidence, explains: FOLLOWS }]);
      case 'partly':
        return inferred([{ message: text, key: 'partly', value: 'partly', evidence }]);
    }
  },
  remediation: { title: 'Let the network plugin enforce policies', kind: 'guide', disruption: 'traffic' },
});
