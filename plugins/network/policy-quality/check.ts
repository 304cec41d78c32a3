/** Network policies that allow everything, or that select nothing. */
import { defineCheck, fails, may, must, network, unknown } from 'kubectl-harden/plugin-api';
import { peersOf, selectsNothing } from './dangling.ts';
import { openings, withoutEffect } from './openings.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'network/policy-quality',
    title: 'Network policies say what they mean',
    severity: 'medium',
    rationale:
      'Policies only add up: one that allows everything makes the others for the same pods useless. A selector that matches nothing looks like a rule and is none: a label was renamed or misspelt, and what was to be closed, or allowed, is not.',
    guidance:
      'Name the peers and the ports that are needed. Where an empty `namespaceSelector` stands, name the namespaces by `kubernetes.io/metadata.name`. Compare selectors that match nothing with the labels of the pods (`kubectl get pods --show-labels`), and delete policies whose pods are gone for good.',
    item: 'network',
    refs: [
      { framework: 'cis-k8s', control: '5.3.2' },
      { framework: 'nsa-cisa', control: 'network-separation' },
      { framework: 'owasp-k8s-2025', control: 'K05' },
      { framework: 'guide', control: 'A3' },
      { framework: 'guide', control: 'B4' },
    ],
    since: '0.1.0',
  },
  subject: 'NetworkPolicy',
  reads: [
    must('Workload'),
    may('IdleWorkload'),
    may.fact(network.selectedAtAnyTime),
    may.fact(network.selectedNamespaces),
  ],
  evaluate({ object }, { view }) {
    const idle = view.own('IdleWorkload');
    const namespaces = view.derive(network.selectedNamespaces);
    const sight = {
      pods: view.derive(network.selectedAtAnyTime).value,
      namespaces: namespaces.isWhole ? namespaces.value : undefined,
      isCluster: view.isCluster,
    };
    const peers = peersOf(object);
    const violations = [...openings(object), ...withoutEffect(object), ...selectsNothing(object, peers, sight)];
    if (violations.length === 0 && !idle.isRead) return unknown('What may run again was not read.');
    if (violations.length === 0 && !namespaces.isRead && peers.some(({ peer }) => peer.namespaceSelector !== undefined))
      return unknown(
        `Which namespaces its peers select is not visible: ${namespaces.coverage.reason ?? 'they were not read'}.`,
      );
    return violations.length === 0 ? [] : fails(violations, true);
  },
  remediation: { title: 'Say what is meant', kind: 'policy', disruption: 'traffic' },
});
