/** Containers without a filter on system calls. */
import { defineCheck, eachContainer, podTemplate, shown } from 'kubectl-harden/plugin-api';
import { DEPLOYMENT_EXAMPLE } from '../examples.ts';

const CONFINED: readonly unknown[] = ['RuntimeDefault', 'Localhost'];

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'workloads/seccomp',
    title: 'System calls are filtered by a seccomp profile',
    severity: 'medium',
    rationale:
      'Most ways out of a container go through a system call that ordinary programs never make. The default profile of the container runtime refuses those, and most kubelets apply none unless they are asked to.',
    guidance:
      'Set `securityContext.seccompProfile.type: RuntimeDefault` on the pod. Use a `Localhost` profile where a program needs a call that the default refuses; `Unconfined` removes the filter.',
    item: 'workloads',
    refs: [
      { framework: 'cis-k8s', control: '5.6.2' },
      { framework: 'nsa-cisa', control: 'pod-security' },
      { framework: 'owasp-k8s-2025', control: 'K01' },
      { framework: 'pss', control: 'seccompProfile_restricted' },
      { framework: 'guide', control: 'A4' },
    ],
    since: '0.1.0',
  },
  examples: [DEPLOYMENT_EXAMPLE],
  subject: 'Workload',
  applies: podTemplate.runsOnLinux,
  evaluate(workload) {
    return eachContainer(workload, ['securityContext', 'seccompProfile'], (container) => {
      const { type, path, by } = podTemplate.seccompOf(workload, container);
      if (CONFINED.includes(type)) return undefined;
      const proposal = podTemplate.confineSyscalls(workload, container);
      if (type === undefined)
        return { message: 'may make any system call: no seccomp profile is set.', path, proposal };
      const message = `may make any system call: the ${by} sets seccomp to ${shown(type)}.`;
      return {
        message,
        path,
        proposal,
        severity: 'high',
        severityReason: 'raised: the filter is switched off explicitly',
      };
    });
  },
  remediation: {
    title: 'Apply the seccomp profile of the runtime',
    kind: 'patch',
    disruption: 'rollout',
  },
});
