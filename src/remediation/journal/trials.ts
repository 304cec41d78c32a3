/** Which objects of trials may be in a cluster: on disk before they are made, gone from it once they are removed. */
import { join } from 'node:path';
import * as z from 'zod';
import type { ClusterIdentity } from '../../model/ports.ts';
import type { ObjectRef } from '../../plugin-api/index.ts';
import type { JournalFiles } from './files.ts';

/** Names of ours, so that no file whatsoever makes anything else be removed. */
const NAME = /^harden-trial-[0-9a-f]{16}$/;
const schema = z.strictObject({
  cluster: z.strictObject({ id: z.string(), server: z.string(), ca: z.string() }),
  refs: z
    .array(
      z.strictObject({
        apiVersion: z.literal('rbac.authorization.k8s.io/v1'),
        kind: z.enum(['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding']),
        namespace: z.string().optional(),
        name: z.string().regex(NAME),
      }),
    )
    .min(1),
});

export interface Entry {
  readonly path: string;
  readonly refs: readonly ObjectRef[];
}

export interface Place {
  readonly stateFolder: string;
  readonly files: JournalFiles;
}

function folderOf({ stateFolder }: Place): string {
  return join(stateFolder, 'trials');
}

/** Throws what the file system says: then nothing must be made. */
export function note(refs: readonly ObjectRef[], cluster: ClusterIdentity, place: Place): Entry {
  const [first] = refs;
  if (first === undefined) throw new RangeError('a trial makes objects');
  const folder = folderOf(place);
  place.files.makeFolder(folder);
  const path = join(folder, `${first.name}.json`);
  place.files.create(path, `${JSON.stringify({ cluster: pinned(cluster), refs })}\n`);
  return { path, refs };
}

export function strike({ path }: Entry, { files }: Place): void {
  files.remove(path);
}

export function hasAny(place: Place): boolean {
  return place.files.list(folderOf(place)).length > 0;
}

/** Of this cluster. What cannot be read is none of ours to act on. */
export function open(cluster: ClusterIdentity, place: Place): readonly Entry[] {
  const folder = folderOf(place);
  return place.files.list(folder).flatMap((file): readonly Entry[] => {
    const path = join(folder, file);
    const entry = parsed(place.files.read(path));
    return entry === undefined || entry.cluster.id !== cluster.id || entry.cluster.ca !== cluster.ca
      ? []
      : [{ path, refs: entry.refs as readonly ObjectRef[] }];
  });
}

function pinned({ id, server, ca }: ClusterIdentity) {
  return { id, server, ca };
}

function parsed(text: string | undefined): z.infer<typeof schema> | undefined {
  try {
    return schema.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
}
