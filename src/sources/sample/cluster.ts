/** The sample cluster, held in memory: objects, and who is told when they change. */
import { refKey, refOf } from '../../kube/refs.ts';
import type { ObjectRef } from '../../plugin-api/index.ts';
import type { Stored } from './make.ts';
import { type Memory, NO_MEMORY } from './memory.ts';
import { CONTROL_PLANE } from './objects/control-plane.ts';
import { PLATFORM } from './objects/platform.ts';
import { RBAC } from './objects/rbac.ts';
import { SHOP, WEB } from './objects/shop.ts';
import { TEAMS } from './objects/teams.ts';
import { consequencesOf, runningPod } from './pods.ts';

export type SampleChange =
  | { readonly type: 'stored'; readonly object: Stored }
  | { readonly type: 'removed'; readonly object: Stored };
export type Listener = (changes: readonly SampleChange[]) => void;

export interface SampleCluster {
  /** Why it is not as it was left. */
  readonly warning?: string;
  objects(): readonly Stored[];
  get(ref: ObjectRef): Stored | undefined;
  /** What would be stored, without storing it: the next resource version. */
  stamp(object: Stored): Stored;
  store(object: Stored): void;
  remove(ref: ObjectRef): void;
  /** Returns what ends it. */
  listen(listener: Listener): () => void;
}

/** Everything that is not made by a controller of the cluster. */
export const BUNDLED: readonly Stored[] = [...CONTROL_PLANE, ...PLATFORM, ...SHOP, ...WEB, ...TEAMS, ...RBAC].map(
  (object) => (object.kind === 'Pod' ? runningPod(object) : object),
);

export function createSampleCluster(memory: Memory = NO_MEMORY): SampleCluster {
  const changed = new Map<string, Stored>();
  const removed = new Set<string>();
  const objects = new Map<string, Stored>();
  const listeners = new Set<Listener>();
  let version = 1000;

  const keyOf = (object: Stored): string => refKey(refOf(object));
  const childrenOf = (uid: string | undefined): readonly Stored[] =>
    uid === undefined
      ? []
      : [...objects.values()].filter(({ metadata }) => metadata.ownerReferences?.some((owner) => owner.uid === uid));
  const tell = (changes: readonly SampleChange[]): void => {
    for (const listener of listeners) listener(changes);
  };

  /** Removes an object with all that it owns. */
  function take(object: Stored): readonly SampleChange[] {
    const owned = childrenOf(object.metadata.uid).flatMap(take);
    objects.delete(keyOf(object));
    return [...owned, { type: 'removed', object }];
  }

  /** Stores an object and brings what follows from it up to date: a changed template starts new pods. */
  function put(object: Stored): readonly SampleChange[] {
    objects.set(keyOf(object), object);
    const wanted = consequencesOf(object);
    const isRolledOut = wanted.every(
      (each) => JSON.stringify(objects.get(keyOf(each))?.spec) === JSON.stringify(each.spec),
    );
    const changes: SampleChange[] = [{ type: 'stored', object }];
    if (wanted.length === 0 || isRolledOut) return changes;
    changes.push(...childrenOf(object.metadata.uid).flatMap(take));
    for (const each of wanted) {
      const { resourceVersion } = object.metadata;
      const made = { ...each, metadata: { ...each.metadata, ...(resourceVersion && { resourceVersion }) } };
      objects.set(keyOf(made), made);
      changes.push({ type: 'stored', object: made });
    }
    return changes;
  }

  function stamp(object: Stored): Stored {
    return { ...object, metadata: { ...object.metadata, resourceVersion: String(version + 1) } };
  }

  for (const object of BUNDLED) put(object);
  const { left, warning } = memory.load();
  for (const object of left?.stored ?? []) {
    put(object);
    changed.set(keyOf(object), object);
  }
  for (const key of left?.removed ?? []) {
    const object = objects.get(key);
    if (object !== undefined) take(object);
    removed.add(key);
  }
  version = left?.version ?? version;

  const save = (): void => memory.save({ version, stored: [...changed.values()], removed: [...removed] });

  return {
    ...(warning === undefined ? {} : { warning }),
    objects: () => [...objects.values()],
    get: (ref) => objects.get(refKey(ref)),
    stamp,
    store: (object) => {
      version += 1;
      changed.set(keyOf(object), object);
      removed.delete(keyOf(object));
      save();
      tell(put(object));
    },
    remove: (ref) => {
      const found = objects.get(refKey(ref));
      if (found === undefined) return;
      version += 1;
      changed.delete(refKey(ref));
      removed.add(refKey(ref));
      save();
      tell(take(found));
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
