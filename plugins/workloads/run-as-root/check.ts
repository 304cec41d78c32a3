/** Containers that run as root, or that nothing keeps from it. */
import { defineCheck, eachContainer, may, podTemplate } from 'kubectl-harden/plugin-api';
import { DEPLOYMENT_EXAMPLE } from '../examples.ts';
import { describeUser, mayBeRoot } from './user.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'workloads/run-as-root',
    title: 'Containers run as non-root',
    severity: 'medium',
    rationale:
      'Root in a container is the same user as root on its node: a flaw in the runtime or the kernel, or one volume too many, and it is root there. Another user has to break a second wall first.',
    guidance:
      'Set `runAsNonRoot: true`, and `runAsUser` to a number where the image names its user or runs as root. An image that works as root only needs a `USER` line and files that this user may write, or `hostUsers: false`, which makes its root nobody on the node.',
    item: 'non-root',
    refs: [
      { framework: 'cis-k8s', control: '5.2.7' },
      { framework: 'nsa-cisa', control: 'non-root' },
      { framework: 'owasp-k8s-2025', control: 'K01' },
      { framework: 'pss', control: 'runAsNonRoot' },
      { framework: 'guide', control: 'B3' },
      { framework: 'guide', control: 'BC' },
    ],
    since: '0.1.0',
  },
  examples: [DEPLOYMENT_EXAMPLE],
  subject: 'Workload',
  reads: [may.fact(podTemplate.userNamespaces)],
  applies: podTemplate.runsOnLinux,
  evaluate(workload, { view }) {
    // In a user namespace of its own, root of the pod is nobody on the node.
    if (workload.pod.hostUsers === false) return [];
    const nodes = view.derive(podTemplate.userNamespaces).value;
    return eachContainer(workload, ['securityContext', 'runAsNonRoot'], (container) =>
      mayBeRoot(workload, container)
        ? { ...describeUser(workload, container), proposal: podTemplate.forbidRoot(workload, container, nodes) }
        : undefined,
    );
  },
  remediation: {
    title: 'Require a non-root user',
    kind: 'patch',
    disruption: 'rollout',
  },
});
