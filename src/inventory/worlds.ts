/**
 * What of manifests belongs together where one identity is defined more than once. Copies in `prod/` and in `staging/`
 * say that nothing of the one folder is there for the other: each sees its own files and what they share. Of copies that
 * are left, the nearest is seen.
 */
import { fileOfCopy, withoutOrdinal } from '../kube/copies.ts';
import { refKey, refOf, withoutFile } from '../kube/refs.ts';
import type { KubeObject, ObjectRef, StoredKind } from '../plugin-api/index.ts';
import type { Entry, ObjectStore } from './store.ts';

/** A folder or a file that stands for a world; '' for what all share. */
export type World = string;
export const SHARED: World = '';

interface Held {
  readonly kind: StoredKind;
  readonly entry: Entry;
  /** `undefined`: it is in no file. */
  readonly file: string | undefined;
}

class Worlds {
  readonly #held: readonly Held[];
  /** By folder: sets of its members of which each is without the others. */
  readonly #apart = new Map<string, ReadonlySet<string>[]>();

  constructor(store: ObjectStore) {
    this.#held = Array.from(store.all(), ([kind, entry]) => ({ kind, entry, file: fileOf(entry) }));
    const copies = this.#held.filter(({ entry }) => fileOfCopy(entry.object) !== undefined);
    const groups = Map.groupBy(copies, ({ entry }) => refKey(withoutFile(refOf(entry.object))));
    for (const group of groups.values()) if (isApart(group)) this.#split(group.flatMap(({ file }) => file ?? []));
  }

  /** The deepest folder or file around a path that is without others. */
  of(file: string | undefined): World {
    const parts = file === undefined ? [] : withoutOrdinal(file).split('/');
    let world = SHARED;
    for (let at = 0; at < parts.length; at++) {
      const folder = parts.slice(0, at).join('/');
      if (this.#apart.get(folder)?.some((set) => set.has(parts[at] ?? ''))) world = parts.slice(0, at + 1).join('/');
    }
    return world;
  }

  /** Everything that is there for a world, each identity once. */
  *seenFrom(world: World): Generator<readonly [StoredKind, Entry]> {
    for (const { kind, entry } of this.#nearest(world).values()) yield [kind, entry];
  }

  /** Of those that are there more than once for a world, the ones that are seen from it. */
  chosenIn(world: World): readonly Entry[] {
    return [...this.#nearest(world).values()].filter(({ isOneOfSeveral }) => isOneOfSeveral).map(({ entry }) => entry);
  }

  #nearest(world: World): ReadonlyMap<string, Held & { readonly isOneOfSeveral: boolean }> {
    const nearest = new Map<string, Held & { readonly isOneOfSeveral: boolean }>();
    for (const held of this.#held) {
      if (!this.#isSeen(world, held.file)) continue;
      const key = keyIn(held);
      const known = nearest.get(key);
      const best = known === undefined || stepsTo(world, held) < stepsTo(world, known) ? held : known;
      nearest.set(key, { ...best, isOneOfSeveral: known !== undefined });
    }
    return nearest;
  }

  /** Worlds that have something in a namespace; what several share is of each of them, where there are others within. */
  in(namespace: string): readonly World[] {
    const found = new Set<World>();
    for (const { entry, file } of this.#held) {
      const { kind, metadata } = entry.object;
      if ((kind === 'Namespace' ? metadata.name : metadata.namespace) === namespace) found.add(this.of(file));
    }
    const all = [...found];
    const worlds = all.filter((world) => !all.some((other) => isWithin(other, world)));
    return worlds.length === 0 ? [SHARED] : worlds.sort();
  }

  isFile(path: string): boolean {
    return this.#held.some(({ file }) => file !== undefined && withoutOrdinal(file) === path);
  }

  #isSeen(world: World, file: string | undefined): boolean {
    if (world === SHARED || file === undefined) return true;
    const [own, other] = [world.split('/'), withoutOrdinal(file).split('/')];
    const at = own.findIndex((part, index) => part !== other[index]);
    if (at < 0) return true;
    const [left, right] = [own[at] ?? '', other[at] ?? ''];
    return this.#apart.get(own.slice(0, at).join('/'))?.some((set) => set.has(left) && set.has(right)) !== true;
  }

  #split(files: readonly string[], depth = 0): void {
    const byMember = Map.groupBy(files, (file) => withoutOrdinal(file).split('/')[depth] ?? '');
    const folder = withoutOrdinal(files[0] ?? '')
      .split('/')
      .slice(0, depth)
      .join('/');
    if (byMember.size > 1) this.#apart.set(folder, [...(this.#apart.get(folder) ?? []), new Set(byMember.keys())]);
    for (const [member, inside] of byMember) if (member !== '' && inside.length > 1) this.#split(inside, depth + 1);
  }
}

function isWithin(inner: World, outer: World): boolean {
  return inner !== outer && (outer === SHARED || inner.startsWith(`${outer}/`));
}

/** Names that the API server makes are no identity; a Namespace that is said again as it is makes nothing another. */
function isApart(copies: readonly Held[]): boolean {
  const [first] = copies;
  if (first === undefined || first.entry.object.metadata.generateName !== undefined) return false;
  return first.kind !== 'Namespace' || copies.some(({ entry }) => textOf(entry) !== textOf(first.entry));
}

function textOf({ object }: Entry): string {
  return JSON.stringify(object);
}

function fileOf({ object, facts }: Entry): string | undefined {
  return fileOfCopy(object) ?? facts?.origin?.within;
}

/** Each generated name is an object of its own. */
function keyIn({ entry, kind }: Held): string {
  const ref = refOf(entry.object);
  return `${kind} ${refKey(entry.object.metadata.generateName === undefined ? withoutFile(ref) : ref)}`;
}

/** Folders up and down between a world and a file. */
function stepsTo(world: World, { file }: Held): number {
  if (file === undefined) return 0;
  const [from, to] = [world === SHARED ? [] : world.split('/'), withoutOrdinal(file).split('/')];
  const shared = from.findIndex((part, index) => part !== to[index]);
  const common = shared < 0 ? from.length : shared;
  return from.length - common + to.length - common;
}

/** The same for an inventory, which is asked of many subjects and changes at times. */
export class Seen<T> {
  /** Whether some name is defined more than once. */
  readonly hasCopies: boolean;
  readonly #store: ObjectStore;
  readonly #whole: T;
  readonly #only: (entries: Iterable<readonly [StoredKind, Entry]>) => T;
  readonly #made = new Map<World, T>();
  readonly #chosen = new Map<World, readonly KubeObject[]>();
  #worlds: Worlds | undefined;

  /** `only`: makes a part of the whole. */
  constructor(store: ObjectStore, whole: T, only: (entries: Iterable<readonly [StoredKind, Entry]>) => T) {
    this.#store = store;
    this.hasCopies = store.hasCopies;
    this.#whole = whole;
    this.#only = only;
  }

  /** That of an object, or of the file that a reference names. */
  of(ref: ObjectRef): World {
    if (!this.hasCopies) return SHARED;
    return this.#split.of(ref.file ?? this.#store.entry(this.#store.kindOf(ref), ref)?.facts?.origin?.within);
  }

  /** What is there for a world: the whole where nothing is defined twice. */
  from(world: World): T {
    if (!this.hasCopies) return this.#whole;
    const made = this.#made.get(world) ?? this.#only(this.#split.seenFrom(world));
    this.#made.set(world, made);
    return made;
  }

  /** Of names that are defined more than once for a world, the objects that are seen from it. */
  chosenIn(world: World): readonly KubeObject[] {
    if (!this.hasCopies) return [];
    const chosen = this.#chosen.get(world) ?? this.#split.chosenIn(world).map(({ object }) => object);
    this.#chosen.set(world, chosen);
    return chosen;
  }

  in(namespace: string): readonly World[] {
    return this.hasCopies ? this.#split.in(namespace) : [SHARED];
  }

  isFile(world: World): boolean {
    return this.#split.isFile(world);
  }

  get #split(): Worlds {
    this.#worlds ??= new Worlds(this.#store);
    return this.#worlds;
  }
}
