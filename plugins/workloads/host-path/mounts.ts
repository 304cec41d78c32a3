/** Folders of the node in a pod: what is read there, and what is written. */
import {
  containerName,
  type Proposal,
  plan,
  podTemplate,
  type Severity,
  type Violation,
  type Workload,
} from 'kubectl-harden/plugin-api';
import { type Exposure, exposureOf, holdsMounts } from '../host-paths.ts';
import { type HostMount, hostMounts, hostVolumes } from '../mounted.ts';
import { whyNotRoot } from '../root.ts';
import { weighed } from '../shipped.ts';

type Weight = readonly [severity: Severity, reason: string | undefined];

const READ: Readonly<Record<Exposure['read'], Weight>> = {
  secrets: ['high', undefined],
  other: ['medium', 'lowered: no keys and no data of other pods are known to be there'],
  public: ['low', 'lowered: nothing of it is secret'],
};
const WRITE: Readonly<Record<Exposure['write'], Weight>> = {
  takeover: ['critical', 'raised: whoever writes there is root on the node soon after'],
  control: ['high', undefined],
  other: ['medium', 'lowered: no programs and no settings of the node are known to be there'],
};
/** A socket is opened, not written: those below the root of the disk are open through a mount that is read-only. */
const WHOLE: Weight = [
  'critical',
  'raised: its root opens the control sockets of the node through it, read-only or not',
];
const ORDER: readonly Severity[] = ['info', 'low', 'medium', 'high', 'critical'];

export function hostFolders(workload: Workload, component: string | undefined): readonly Violation[] {
  return hostVolumes(workload).flatMap(({ name, hostPath }) => {
    const mounts = hostMounts(workload, name, hostPath.path);
    return [
      volumeOf(workload, { name, path: hostPath.path }, mounts, component),
      ...written(workload, mounts, component),
    ];
  });
}

function volumeOf(
  workload: Workload,
  volume: { readonly name: string; readonly path: string },
  mounts: readonly HostMount[],
  component: string | undefined,
): Violation {
  const worst = mounts
    .map((mount) => weightOf(workload, mount, isWholeDisk(mount) ? WHOLE : READ[exposureOf(mount.normal).read]))
    .toSorted(([left], [right]) => ORDER.indexOf(right) - ORDER.indexOf(left))[0];
  const [severity, reason] = worst ?? (['low', 'lowered: no container mounts it'] as const);
  return {
    message: `Volume ${volume.name} is ${volume.path} of the node.`,
    path: [...workload.podPath, 'volumes', { key: 'name', is: volume.name }, 'hostPath'],
    part: volume.name,
    ...weighed(severity, reason, component),
    proposal: plan('What the pod needs of its node is not known: nothing is taken away.'),
  };
}

/** Pipes of Windows are not on its disk. */
function isWholeDisk({ path, normal }: HostMount): boolean {
  return normal === '/' && path.startsWith('/');
}

/** Whoever is not root reads and writes what everybody may. */
function weightOf(workload: Workload, { container }: HostMount, weight: Weight): Weight {
  const [severity] = weight;
  const reason = whyNotRoot(workload, container);
  const isLower = reason !== undefined && ORDER.indexOf(severity) > ORDER.indexOf('medium');
  return isLower ? ['medium', `lowered: ${reason}, and files of root keep others out`] : weight;
}

function written(
  workload: Workload,
  mounts: readonly HostMount[],
  component: string | undefined,
): readonly Violation[] {
  return mounts
    .filter(({ mount }) => mount.readOnly !== true)
    .map((each) => {
      const { container, mount, path, normal } = each;
      const [severity, reason] = weightOf(workload, each, WRITE[exposureOf(normal).write]);
      return {
        message: `${containerName(container)} may write ${path} of the node.`,
        path: [...container.path, 'volumeMounts', { key: 'mountPath', is: mount.mountPath }, 'readOnly'],
        part: mount.name,
        ...weighed(severity, reason, component),
        proposal: forbidWriting(workload, each),
      };
    });
}

function forbidWriting(workload: Workload, { container, mount, path, normal }: HostMount): Proposal | undefined {
  if (container.role === 'ephemeral') return undefined;
  const at = [...container.path, 'volumeMounts', { key: 'mountPath', is: mount.mountPath }, 'readOnly'];
  return podTemplate.patchTemplate(workload, {
    readiness: 'review',
    reason: `Whether ${container.name} writes ${path} is not visible here.`,
    edits: [{ op: 'set', path: at, value: true }],
    caveats: [
      `${container.name} stops being able to create or change files in ${mount.mountPath}.`,
      ...(holdsMounts(normal)
        ? [`File systems that are mounted below ${path} stay writable, unless recursiveReadOnly is set as well.`]
        : []),
      ...(mount.mountPropagation === 'Bidirectional'
        ? ['What it mounts there for others needs a mount that can be written.']
        : []),
    ],
  });
}
