/** Containers whose processes may gain more rights than they started with. */
import { defineCheck } from 'kubectl-harden/plugin-api';
import { forbidEscalation, runsOnLinux } from '../../../src/analysis/pod-template/index.ts';
import { nameOf } from '../shared.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'workloads/privilege-escalation',
    title: 'Containers cannot gain privileges',
    severity: 'medium',
    rationale:
      'A setuid program in the image turns any process into root unless the kernel is told not to allow it. Setting `allowPrivilegeEscalation: false` tells it.',
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
  subject: 'Workload',
  place: 'pod-template',
  applies: runsOnLinux,
  evaluate({ containers }) {
    return containers
      .filter(({ spec }) => spec.securityContext?.allowPrivilegeEscalation !== false)
      .map((container) => {
        const isAllowed = container.spec.securityContext?.allowPrivilegeEscalation === true;
        return {
          message: `${nameOf(container)} may gain privileges: allowPrivilegeEscalation is ${isAllowed ? 'true' : 'not set'}.`,
          part: container.name,
          path: [...container.path, 'securityContext', 'allowPrivilegeEscalation'],
        };
      });
  },
  remediation: {
    title: 'Forbid privilege escalation',
    kind: 'patch',
    disruption: 'rollout',
    propose({ part }, workload) {
      const container = workload.containers.find(({ name }) => name === part);
      return container && forbidEscalation(workload, container);
    },
  },
});
