/** What a container can write although its root filesystem cannot be written. */
import type { Container, Workload } from '../../plugin-api/index.ts';

type Mount = NonNullable<Container['spec']['volumeMounts']>[number];

/** Always mounted for reading only. */
const READ_ONLY: readonly string[] = ['configMap', 'secret', 'projected', 'downwardAPI', 'image'];
const NO_FOLDERS: readonly string[] = ['File', 'Socket', 'CharDevice', 'BlockDevice'];

/** The mount that decides about a path: the deepest one at it or above it. */
export function mountAt<M extends { readonly mountPath: string }>(path: string, mounts: readonly M[]): M | undefined {
  const place = canonical(path);
  return mounts
    .map((mount) => ({ mount, at: canonical(mount.mountPath) }))
    .filter(({ at }) => place === at || place.startsWith(`${at}/`))
    .toSorted((left, right) => right.at.length - left.at.length)[0]?.mount;
}

/** `/var/run` is `/run` in every image of the last ten years. */
function canonical(path: string): string {
  const plain = path.replace(/\/+$/, '');
  return plain === '/var/run' || plain.startsWith('/var/run/') ? plain.slice('/var'.length) : plain;
}

/** Only where it is certain: a part of a volume may be a single file, a volume that is not listed may be anything. */
export function isWritable(workload: Workload, { name, readOnly, subPath, subPathExpr }: Mount): boolean {
  if (readOnly === true || subPath || subPathExpr) return false;
  const volume = workload.pod.volumes?.find((candidate) => candidate.name === name);
  if (volume === undefined) return isClaimed(workload, name);
  return Object.entries(volume).every(([type, source]) => {
    if (type === 'name' || source === null || source === undefined) return true;
    if (READ_ONLY.includes(type)) return false;
    const { readOnly: isReadOnly, type: place } = source as { readonly readOnly?: unknown; readonly type?: unknown };
    return isReadOnly !== true && !(type === 'hostPath' && NO_FOLDERS.includes(String(place)));
  });
}

/** A StatefulSet gives its pods volumes that the template does not list. */
function isClaimed({ object }: Workload, name: string): boolean {
  const { volumeClaimTemplates: claims } = (object as { readonly spec?: { readonly volumeClaimTemplates?: unknown } })
    .spec ?? { volumeClaimTemplates: undefined };
  return Array.isArray(claims) && claims.some((claim) => claim?.metadata?.name === name);
}
