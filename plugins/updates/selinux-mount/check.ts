/** Volumes that pods with different SELinux labels share, which do not start together any more. */
import {
  compareText,
  defineCheck,
  must,
  nameSome,
  notApplicable,
  objectName,
  pass,
  plan,
  unknown,
  type Violation,
  versionOf,
  type Workload,
} from 'kubectl-harden/plugin-api';

/** From this minor release on volumes of all access modes are mounted with the label of the pod. */
const FROM = 37;

interface User {
  readonly name: string;
  /** Level of its label, or that it is privileged. */
  readonly label: string;
}

/** By `namespace/claim`; without those that ask for the old way, and those that ask for no label. */
function usersOf(workloads: readonly Workload[]): ReadonlyMap<string, readonly User[]> {
  const users = new Map<string, User[]>();
  for (const { ref, pod, containers } of workloads) {
    const { seLinuxOptions, seLinuxChangePolicy } = pod.securityContext ?? {};
    if (seLinuxChangePolicy === 'Recursive') continue;
    const own = containers.flatMap(({ spec }) => spec.securityContext?.seLinuxOptions?.level ?? []);
    const isPrivileged = containers.some(({ spec }) => spec.securityContext?.privileged === true);
    const label = isPrivileged ? 'privileged' : (own[0] ?? seLinuxOptions?.level);
    if (label === undefined) continue;
    for (const { persistentVolumeClaim } of pod.volumes ?? []) {
      if (persistentVolumeClaim === undefined || persistentVolumeClaim === null) continue;
      const key = `${ref.namespace}/${persistentVolumeClaim.claimName}`;
      users.set(key, [...(users.get(key) ?? []), { name: objectName(ref), label }]);
    }
  }
  return users;
}

function conflict(claim: string, users: readonly User[]): readonly Violation[] {
  const labels = new Set(users.map(({ label }) => label));
  if (labels.size < 2) return [];
  const named = users.map(({ name, label }) => `${name} (${label})`).toSorted(compareText);
  return [
    {
      message: `Pods with different SELinux labels share claim ${claim} and do not start together on one node: ${nameSome(named)}.`,
      key: claim,
      value: named,
      proposal: plan(
        'Give them one label, or let them ask for the old way (seLinuxChangePolicy: Recursive): either may change who can read the files.',
      ),
    },
  ];
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'updates/selinux-mount',
    title: 'Pods that share a volume share its SELinux label',
    severity: 'medium',
    rationale:
      'From Kubernetes 1.37 on a volume is mounted with the SELinux label of its pod, so that no other pod reads it. Pods with ' +
      'different labels that share one do not start together any more: a restart during an upgrade becomes an outage.',
    guidance:
      'Give pods that share a volume the same `seLinuxOptions.level`, or set `securityContext.seLinuxChangePolicy: Recursive` ' +
      'on all of them, which labels the files one by one as before. Do so before the upgrade to 1.37. It concerns nodes with ' +
      'SELinux, and drivers that say `seLinuxMount: true`.',
    item: 'updates',
    refs: [
      { framework: 'nsa-cisa', control: 'upgrading-and-application-security' },
      { framework: 'guide', control: 'A5' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: [must('ServerVersion'), must('CSIDriver'), must('Workload')],
  evaluate(_cluster, { view }) {
    const version = versionOf(view.evidence('ServerVersion').value?.gitVersion ?? '');
    if (version === undefined) return unknown('The version of the API server cannot be told.');
    // One release before, there is still time.
    if (version[1] < FROM - 1) return notApplicable(`Kubernetes 1.${version[1]} mounts without labels.`);
    const drivers = view.own('CSIDriver').value.filter(({ spec }) => spec?.seLinuxMount === true);
    if (drivers.length === 0) return notApplicable('No storage driver mounts with labels (seLinuxMount).');
    const found = [...usersOf(view.own('Workload').value)].flatMap(([claim, users]) => conflict(claim, users));
    return found.length > 0 ? found : pass('No claim is shared by pods with different labels.');
  },
  remediation: { title: 'Share one label', kind: 'guide', disruption: 'rollout' },
});
