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
  /** Folders and name of the file. */
  readonly steps: readonly string[];
  /** Equal for copies of one object. */
  readonly key: string;
}

/** What is there for a world. */
interface Sight {
  /** Each identity once. */
  readonly entries: readonly (readonly [StoredKind, Entry])[];
  /** Of those that are there more than once, the ones that are seen. */
  readonly chosen: readonly Entry[];
}

class Worlds {
  readonly #held: readonly Held[];
  /** By folder: sets of its members of which each is without the others. */
  readonly #apart = new Map<string, ReadonlySet<string>[]>();

  constructor(store: ObjectStore) {
    this.#held = Array.from(store.all(), ([kind, entry]) => heldAs(kind, entry));
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

  sightOf(world: World): Sight {
    const own = stepsOf(world);
    const nearest = new Map<string, Held>();
    const several = new Set<string>();
    for (const held of this.#held) {
      if (!this.#isSeen(own, held)) continue;
      const known = nearest.get(held.key);
      if (known !== undefined) several.add(held.key);
      if (known === undefined || stepsTo(own, held) < stepsTo(own, known)) nearest.set(held.key, held);
    }
    return {
      entries: Array.from(nearest.values(), ({ kind, entry }) => [kind, entry] as const),
      chosen: Array.from(nearest.values())
        .filter(({ key }) => several.has(key))
        .map(({ entry }) => entry),
    };
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

  #isSeen(own: readonly string[], { steps }: Held): boolean {
    if (steps.length === 0) return true;
    const at = own.findIndex((step, index) => step !== steps[index]);
    if (at < 0) return true;
    const [left, right] = [own[at] ?? '', steps[at] ?? ''];
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

function heldAs(kind: StoredKind, entry: Entry): Held {
  const file = fileOf(entry);
  return { kind, entry, file, steps: file === undefined ? [] : stepsOf(withoutOrdinal(file)), key: keyIn(kind, entry) };
}

function stepsOf(path: string): readonly string[] {
  return path === SHARED ? [] : path.split('/');
}

function fileOf({ object, facts }: Entry): string | undefined {
  return fileOfCopy(object) ?? facts?.origin?.within;
}

/** Each generated name is an object of its own. */
function keyIn(kind: StoredKind, entry: Entry): string {
  const ref = refOf(entry.object);
  return `${kind} ${refKey(entry.object.metadata.generateName === undefined ? withoutFile(ref) : ref)}`;
}

/** Folders up and down between a world and a file. */
function stepsTo(from: readonly string[], { steps }: Held): number {
  if (steps.length === 0) return 0;
  const at = from.findIndex((step, index) => step !== steps[index]);
  const common = at < 0 ? from.length : at;
  return from.length - common + steps.length - common;
}

/** The same for an inventory, which is asked of many subjects and changes at times. */
export class Seen<T> {
  /** Whether some name is defined more than once. */
  readonly hasCopies: boolean;
  readonly #store: ObjectStore;
  readonly #whole: T;
  readonly #only: (entries: Iterable<readonly [StoredKind, Entry]>) => T;
  readonly #made = new Map<World, { readonly seen: T; readonly chosen: readonly KubeObject[] }>();
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
    return this.hasCopies ? this.#view(world).seen : this.#whole;
  }

  /** Of names that are defined more than once for a world, the objects that are seen from it. */
  chosenIn(world: World): readonly KubeObject[] {
    return this.hasCopies ? this.#view(world).chosen : [];
  }

  #view(world: World): { readonly seen: T; readonly chosen: readonly KubeObject[] } {
    const known = this.#made.get(world);
    if (known !== undefined) return known;
    const { entries, chosen } = this.#split.sightOf(world);
    const made = { seen: this.#only(entries), chosen: chosen.map(({ object }) => object) };
    this.#made.set(world, made);
    return made;
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
