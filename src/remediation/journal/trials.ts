/** Which objects of trials may be in a cluster: on disk before they are made, gone from it once they are removed. */
import { join } from 'node:path';
import * as z from 'zod';
import type { ClusterIdentity } from '../../model/ports.ts';
import type { KubeObject } from '../../plugin-api/index.ts';
import type { JournalFiles } from './files.ts';

/** Names of ours, so that no file whatsoever makes anything else be removed. */
const NAME = /^harden-trial-[0-9a-f]{16}$/;
const schema = z.strictObject({
  cluster: z.strictObject({ id: z.string(), server: z.string(), ca: z.string() }),
  objects: z
    .array(
      z.looseObject({
        apiVersion: z.literal('rbac.authorization.k8s.io/v1'),
        kind: z.enum(['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding']),
        metadata: z.looseObject({ name: z.string().regex(NAME), namespace: z.string().optional() }),
      }),
    )
    .min(1),
});
/** A line of its own, added when the server has answered. */
const made = z.strictObject({ kind: z.string(), uid: z.string() });

export interface Entry {
  readonly path: string;
  /** As they were sent, in the order in which they are removed. */
  readonly objects: readonly KubeObject[];
  /** By kind, of those that the server said it stored. */
  readonly uids: ReadonlyMap<string, string>;
}

export interface Place {
  readonly stateFolder: string;
  readonly files: JournalFiles;
}

function folderOf({ stateFolder }: Place): string {
  return join(stateFolder, 'trials');
}

/** Throws what the file system says: then nothing must be made. */
export function note(objects: readonly KubeObject[], cluster: ClusterIdentity, place: Place): Entry {
  const [first] = objects;
  if (first === undefined) throw new RangeError('a trial makes objects');
  const folder = folderOf(place);
  place.files.makeFolder(folder);
  const path = join(folder, `${first.metadata.name}.json`);
  place.files.create(path, `${JSON.stringify({ cluster: pinned(cluster), objects })}\n`);
  return { path, objects, uids: new Map() };
}

/** From now on only this one is ours, whatever has its name. */
export function noteMade({ path }: Entry, { kind, uid }: z.infer<typeof made>, { files }: Place): void {
  files.append(path, `${JSON.stringify({ kind, uid })}\n`);
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
    const [head, ...lines] = (place.files.read(path) ?? '').split('\n');
    const entry = schema.safeParse(json(head)).data;
    if (entry === undefined || entry.cluster.id !== cluster.id || entry.cluster.ca !== cluster.ca) return [];
    return [{ path, objects: entry.objects as unknown as readonly KubeObject[], uids: uidsIn(lines) }];
  });
}

/** A line that was cut off is as if it had not been written. */
function uidsIn(lines: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    lines.flatMap((line) => {
      const one = made.safeParse(json(line)).data;
      return one === undefined ? [] : [[one.kind, one.uid] as const];
    }),
  );
}

function pinned({ id, server, ca }: ClusterIdentity) {
  return { id, server, ca };
}

function json(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
