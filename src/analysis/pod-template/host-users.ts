/** `hostUsers: false` for a pod whose image works as root only: its root is nobody on the node. */

import type { Container, Proposal, Workload } from '../../plugin-api/index.ts';
import { listed } from '../../text/words.ts';
import { patchTemplate } from './patch.ts';
import { isPrivileged } from './privileges.ts';
import type { UserEvidence } from './user.ts';
import type { Offer, UserNamespaces } from './user-namespaces.ts';

type Pod = Workload['pod'];
type Known = UserEvidence & { readonly known: true };

/** A user namespace of a pod holds this many ids. */
const IDS = 65_536;
const SHARED = { hostNetwork: 'the network', hostPID: 'the processes', hostIPC: 'the memory' } as const;
/** Volumes of file systems that cannot be mounted with other ids, or whose driver is not known to. */
const NOT_MAPPED = ['azureFile', 'cephfs', 'flexVolume', 'glusterfs', 'nfs'] as const;

/** Of a pod that runs as root. `undefined` where its nodes offer none to it, or nothing may change it. */
export function takeUserNamespace(workload: Workload, user: Known, nodes: UserNamespaces): Proposal | undefined {
  const offer = nodes.offered(workload.pod.runtimeClassName);
  if (offer.by !== 'all' || obstacleOf(workload) !== undefined) return undefined;
  return patchTemplate(workload, {
    readiness: 'review',
    reason: `${user.evidence.text} ${offer.evidence.text} There root of the pod is nobody on its node.`,
    edits: [{ op: 'set', path: [...workload.podPath, 'hostUsers'], value: false }],
    caveats: caveatsOf(workload),
    evidence: [offer.evidence],
  });
}

export interface UserNamespaceWay {
  readonly offer: Offer;
  /** What keeps this pod from having one, as a clause. */
  readonly obstacle?: string;
  readonly proposal?: Proposal;
}

/** For any pod, whoever it runs as. */
export function userNamespaceFor(workload: Workload, nodes: UserNamespaces): UserNamespaceWay {
  const offer = nodes.offered(workload.pod.runtimeClassName);
  const obstacle = obstacleOf(workload);
  if (obstacle !== undefined) return { offer, obstacle };
  if (offer.by !== 'all') return { offer };
  const proposal = patchTemplate(workload, {
    readiness: 'review',
    reason: `${offer.evidence.text} Which file systems its volumes are on, and whose files they hold, is not all visible.`,
    edits: [{ op: 'set', path: [...workload.podPath, 'hostUsers'], value: false }],
    caveats: caveatsOf(workload).slice(1),
    evidence: [offer.evidence],
  });
  return { offer, ...(proposal === undefined ? {} : { proposal }) };
}

/** Why there is no such way, where one was near: a clause. */
export function whyNone(workload: Workload, nodes: UserNamespaces): string | undefined {
  const offer = nodes.offered(workload.pod.runtimeClassName);
  if (offer.by === 'none') return undefined;
  return offer.by === 'some' ? offer.reason : obstacleOf(workload);
}

function obstacleOf({ pod, containers }: Workload): string | undefined {
  for (const [field, what] of Object.entries(SHARED))
    if (pod[field as keyof typeof SHARED] === true) return `the pod shares ${what} of its node`;
  const privileged = containers.find(isPrivileged);
  if (privileged !== undefined) return `container ${privileged.name} is privileged`;
  const raw = containers.find(({ spec }) => (spec.volumeDevices ?? []).length > 0);
  if (raw !== undefined) return `container ${raw.name} uses a raw block volume`;
  const unmapped = pod.volumes?.find((volume) => NOT_MAPPED.some((type) => volume[type] !== undefined));
  if (unmapped !== undefined) return `volume ${unmapped.name} cannot be mounted with other ids`;
  const high = idsOf(pod, containers).find((id) => id >= IDS);
  return high === undefined ? undefined : `id ${high} is above those of a user namespace`;
}

function idsOf({ securityContext }: Pod, containers: readonly Container[]): readonly number[] {
  const { fsGroup, supplementalGroups = [] } = securityContext ?? {};
  const contexts = [securityContext, ...containers.map(({ spec }) => spec.securityContext)];
  const own = contexts.flatMap((context) => [context?.runAsUser, context?.runAsGroup]);
  return [...own, fsGroup, ...supplementalGroups].filter((id) => typeof id === 'number');
}

function caveatsOf(workload: Workload): readonly string[] {
  const { pod, containers } = workload;
  const mapped = [...claimsOf(workload), ...(pod.volumes ?? []).filter(({ hostPath }) => hostPath).map(nameOf)];
  const added = containers.flatMap(({ spec }) => spec.securityContext?.capabilities?.add ?? []);
  return [
    'Pod Security lets it run as root at restricted only as of v1.35: a level that is pinned lower refuses it still.',
    ...mapped.map((name) => `The file system of volume ${name} must allow idmapped mounts: NFS does not.`),
    ...(added.length === 0 ? [] : [`${listed([...new Set(added)])}: granted in the pod only, not on the node.`]),
  ];
}

/** Volumes whose file system the template does not tell. */
function claimsOf({ pod, object }: Workload): readonly string[] {
  const { volumeClaimTemplates } =
    (object as { readonly spec?: { readonly volumeClaimTemplates?: unknown } }).spec ?? {};
  const templates = Array.isArray(volumeClaimTemplates) ? volumeClaimTemplates.map((each) => each?.metadata) : [];
  const ofPod = (pod.volumes ?? []).filter((volume) => volume.persistentVolumeClaim ?? volume.ephemeral ?? volume.csi);
  return [...templates, ...ofPod].flatMap((each) => (typeof each?.name === 'string' ? [each.name] : []));
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}
