/** Containers that can write their own root filesystem. */
import { defineCheck, eachContainer, podTemplate } from 'kubectl-harden/plugin-api';
import { DEPLOYMENT_EXAMPLE } from '../examples.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'workloads/read-only-rootfs',
    title: 'Root filesystems are read-only',
    severity: 'low',
    rationale:
      'An intruder downloads tools and changes the program. On a read-only filesystem there is no place for either, and what a container writes is known because it needs a volume.',
    guidance:
      'Set `securityContext.readOnlyRootFilesystem: true` and mount an `emptyDir` at every path that the program writes, `/tmp` first. An empty volume hides what the image holds at that path.',
    item: 'read-only-rootfs',
    refs: [
      { framework: 'nsa-cisa', control: 'immutable-file-systems' },
      { framework: 'owasp-k8s-2025', control: 'K01' },
      { framework: 'guide', control: 'B3' },
      { framework: 'guide', control: 'BC' },
    ],
    since: '0.1.0',
  },
  examples: [DEPLOYMENT_EXAMPLE],
  subject: 'Workload',
  applies: podTemplate.runsOnLinux,
  evaluate(workload) {
    return eachContainer(workload, ['securityContext', 'readOnlyRootFilesystem'], (container) => {
      const { role, spec } = container;
      if (role === 'ephemeral' || spec.securityContext?.readOnlyRootFilesystem === true) return undefined;
      return {
        message: 'can write its root filesystem.',
        proposal: podTemplate.makeRootReadOnly(workload, container),
      };
    });
  },
  remediation: {
    title: 'Make the root filesystem read-only',
    kind: 'patch',
    disruption: 'rollout',
  },
});
