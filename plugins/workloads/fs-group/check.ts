/** Volumes that a program without root writes: whose group they belong to. */
import { defineCheck, podTemplate, type Violation, type Workload } from 'kubectl-harden/plugin-api';
import { giveGroup, groupOf } from './group.ts';
import { writtenVolumes } from './volumes.ts';

function rootGroups({ pod, podPath }: Workload): readonly Violation[] {
  const { fsGroup, supplementalGroups = [] } = pod.securityContext ?? {};
  const path = (field: string) => [...podPath, 'securityContext', field];
  return [
    ...(fsGroup === 0 ? [{ message: 'Its volumes belong to the group of root.', path: path('fsGroup') }] : []),
    ...(supplementalGroups.includes(0)
      ? [{ message: 'Its programs are in the group of root.', path: path('supplementalGroups') }]
      : []),
  ];
}

function withoutGroup(workload: Workload): readonly Violation[] {
  if (typeof workload.pod.securityContext?.fsGroup === 'number') return [];
  const volumes = writtenVolumes(workload);
  if (volumes.length === 0) return [];
  const group = groupOf(workload);
  return [
    {
      message: `No group is set for ${volumes.join(', ')}, which programs write that are not root.`,
      path: [...workload.podPath, 'securityContext', 'fsGroup'],
      value: volumes,
      proposal: giveGroup(workload, volumes, group),
    },
  ];
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'workloads/fs-group',
    title: 'Volumes belong to a group of the pod',
    severity: 'low',
    rationale:
      'A new volume belongs to root. A program that is not root cannot write it, so it is made root again, or an init container as root changes the owner at each start. With `fsGroup` the kubelet gives the volume to a group of the pod. The group of root opens more files than its own.',
    guidance:
      'Set `securityContext.fsGroup` on the pod to the group that the program runs in, with `fsGroupChangePolicy: OnRootMismatch`, so that a large volume is not gone through at each start. Drivers for shared file systems, such as NFS, mostly leave the group alone.',
    item: 'non-root',
    refs: [
      { framework: 'nsa-cisa', control: 'non-root' },
      { framework: 'owasp-k8s-2025', control: 'K01' },
      { framework: 'guide', control: 'B3' },
    ],
    since: '0.1.0',
  },
  subject: 'Workload',
  applies: podTemplate.runsOnLinux,
  evaluate: (workload) => [...rootGroups(workload), ...withoutGroup(workload)],
  remediation: {
    title: 'Give volumes to a group of the pod',
    kind: 'patch',
    disruption: 'rollout',
  },
});
