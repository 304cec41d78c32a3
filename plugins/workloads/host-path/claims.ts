/** Claims of a workload whose volumes are folders of a node: no rule about pods sees them. */
import { type KindMap, may, refOf, type View, type Violation, type Workload } from 'kubectl-harden/plugin-api';
import { exposureOf, normalPath, socketAt } from '../host-paths.ts';
import { weighed } from '../shipped.ts';

export const CLAIM_READS = [may('PersistentVolumeClaim'), may('PersistentVolume')] as const;
type Reads = View<(typeof CLAIM_READS)[number]>;
type PersistentVolume = KindMap['PersistentVolume'];

/** Of the template and of the pods, which have those that a StatefulSet makes as well; volume by claim. */
function claimsOf({ pod, pods }: Workload): ReadonlyMap<string, string> {
  const claims = new Map<string, string>();
  for (const { name, persistentVolumeClaim } of pod.volumes ?? [])
    if (persistentVolumeClaim) claims.set(persistentVolumeClaim.claimName, name);
  for (const { metadata, spec } of pods)
    for (const { name, persistentVolumeClaim, ephemeral } of spec?.volumes ?? []) {
      if (persistentVolumeClaim) claims.set(persistentVolumeClaim.claimName, name);
      if (ephemeral) claims.set(`${metadata.name}-${name}`, name);
    }
  return claims;
}

export interface Claimed {
  readonly violations: readonly Violation[];
  /** Why not all of them were seen. */
  readonly unseen?: string;
}

export function claimedFolders(workload: Workload, component: string | undefined, view: Reads): Claimed {
  const claims = claimsOf(workload);
  if (claims.size === 0) return { violations: [] };
  const found = [...claims].map(([claim, volume]) => ({ volume, ...volumeOf(claim, view) }));
  const violations = found.flatMap(({ volume, object }) => (object ? folderOf(object, volume, component) : []));
  const unseen = found.find(({ isSeen }) => !isSeen);
  return { violations, ...(unseen === undefined ? {} : { unseen: `Volume ${unseen.volume}: ${unseen.why}.` }) };
}

/** A claim that is bound to nothing yet shows nothing; in manifests most are not there. */
function volumeOf(claim: string, view: Reads) {
  const own = view.get('PersistentVolumeClaim', claim);
  if (!own.isRead) return { isSeen: !view.isCluster, why: 'its claim is not readable' };
  const name = own.value?.spec?.volumeName;
  if (!name) return { isSeen: true, why: '' };
  const { value: object, isRead } = view.get('PersistentVolume', name);
  return {
    ...(object === undefined ? {} : { object }),
    isSeen: isRead || !view.isCluster,
    why: `PersistentVolume ${name} is not readable`,
  };
}

/** Folders that a provisioner makes for one claim alone are what a claim is for. */
function folderOf(object: PersistentVolume, volume: string, component: string | undefined): readonly Violation[] {
  const source = object.spec?.hostPath === undefined ? 'local' : 'hostPath';
  const path = object.spec?.[source]?.path;
  if (path === undefined) return [];
  const normal = normalPath(path);
  const { read, write } = exposureOf(normal);
  const isSensitive = read === 'secrets' || write !== 'other' || socketAt(normal) !== undefined;
  if (!isSensitive) return [];
  const ref = refOf(object);
  return [
    {
      message: `Volume ${volume} is ${path} of the node, by PersistentVolume ${ref.name}.`,
      at: ref,
      path: ['spec', source, 'path'],
      part: volume,
      ...weighed('high', undefined, component),
    },
  ];
}
