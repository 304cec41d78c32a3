/** Containers whose processes may gain more rights than they started with. */
import { defineCheck, eachContainer, podTemplate } from 'kubectl-harden/plugin-api';
import { DEPLOYMENT_EXAMPLE } from '../examples.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'workloads/privilege-escalation',
    title: 'Containers cannot gain privileges',
    severity: 'medium',
    rationale:
      'A setuid program in the image turns any process into root unless the kernel forbids it, and `allowPrivilegeEscalation: false` makes it do so.',
    guidance:
      'Set `securityContext.allowPrivilegeEscalation: false` on every container. It is allowed beside everything but `privileged` and the capability SYS_ADMIN.',
    item: 'workloads',
    refs: [
      { framework: 'cis-k8s', control: '5.2.6' },
      { framework: 'nsa-cisa', control: 'pod-security' },
      { framework: 'owasp-k8s-2025', control: 'K01' },
      { framework: 'pss', control: 'allowPrivilegeEscalation' },
      { framework: 'guide', control: 'B3' },
    ],
    since: '0.1.0',
  },
  examples: [DEPLOYMENT_EXAMPLE],
  subject: 'Workload',
  applies: podTemplate.runsOnLinux,
  evaluate(workload) {
    return eachContainer(workload, ['securityContext', 'allowPrivilegeEscalation'], (container) => {
      const isAllowed = container.spec.securityContext?.allowPrivilegeEscalation;
      if (isAllowed === false) return undefined;
      return {
        message: `may gain privileges: allowPrivilegeEscalation is ${isAllowed === true ? 'true' : 'not set'}.`,
        proposal: podTemplate.forbidEscalation(workload, container),
      };
    });
  },
  remediation: {
    title: 'Forbid privilege escalation',
    kind: 'patch',
    disruption: 'rollout',
  },
});
