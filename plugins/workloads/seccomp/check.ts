/** Containers without a filter on system calls. */
import { type Container, defineCheck, type Violation, type Workload } from 'kubectl-harden/plugin-api';
import { confineSyscalls, runsOnLinux, seccompOf } from '../../../src/analysis/pod-template/index.ts';
import { nameOf } from '../shared.ts';

const CONFINED: readonly unknown[] = ['RuntimeDefault', 'Localhost'];

function violationsOf(workload: Workload, container: Container): readonly Violation[] {
  const { type, path, by } = seccompOf(workload, container);
  if (CONFINED.includes(type)) return [];
  const place = { part: container.name, path };
  if (type === undefined)
    return [{ ...place, message: `${nameOf(container)} may make any system call: no seccomp profile is set.` }];
  const message = `${nameOf(container)} may make any system call: the ${by} sets seccomp to ${type}.`;
  return [{ ...place, message, severity: 'high', severityReason: 'raised: the filter is switched off explicitly' }];
}

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
  subject: 'Workload',
  place: 'pod-template',
  applies: runsOnLinux,
  evaluate(workload) {
    return workload.containers.flatMap((container) => violationsOf(workload, container));
  },
  remediation: {
    title: 'Apply the seccomp profile of the runtime',
    kind: 'patch',
    disruption: 'rollout',
    propose({ part }, workload) {
      const container = workload.containers.find(({ name }) => name === part);
      return container && confineSyscalls(workload, container);
    },
  },
});
