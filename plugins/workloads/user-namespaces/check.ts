/** Pods whose root is root on the node, where nodes offer them users of their own. */
import { defineCheck, may, notApplicable, podTemplate, unknown } from 'kubectl-harden/plugin-api';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'workloads/user-namespaces',
    title: 'Pods have users of their own',
    severity: 'low',
    rationale:
      'In a user namespace root of the pod is nobody on the node: who breaks out of the container has no rights there. It holds for programs that cannot do without root as well.',
    guidance:
      'Set `hostUsers: false` on the pod. It needs nodes whose runtime and kernel offer user namespaces, and volumes on file systems that can be mounted with other ids, which NFS is not. Pods that share a namespace of their node cannot have it.',
    item: 'workloads',
    refs: [
      { framework: 'nsa-cisa', control: 'non-root' },
      { framework: 'owasp-k8s-2025', control: 'K01' },
      { framework: 'mitre-attack', control: 'T1611' },
      { framework: 'guide', control: 'A4' },
    ],
    since: '0.1.0',
  },
  subject: 'Workload',
  reads: [may.fact(podTemplate.userNamespaces)],
  applies: podTemplate.runsOnLinux,
  evaluate(workload, { view }) {
    if (workload.pod.hostUsers === false) return [];
    const nodes = view.derive(podTemplate.userNamespaces);
    const { offer, obstacle, proposal } = podTemplate.userNamespaceFor(workload, nodes.value);
    if (obstacle !== undefined) return notApplicable(`The pod cannot have one: ${obstacle}.`);
    if (offer.by === 'some') return notApplicable(`Not every node offers one: ${offer.reason}.`);
    if (offer.by === 'none')
      return nodes.isWhole
        ? notApplicable('No node is known to offer one to it.')
        : unknown('Whether nodes offer one is not known: not all of them, or not the version, could be read.');
    return [
      {
        message: 'The pod uses the users of its node: its root is root there.',
        path: [...workload.podPath, 'hostUsers'],
        proposal,
      },
    ];
  },
  remediation: {
    title: 'Give the pod users of its own',
    kind: 'patch',
    disruption: 'rollout',
  },
});
