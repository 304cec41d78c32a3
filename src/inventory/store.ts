/** Objects by kind, namespace and name. Forks are cheap: a namespace's map is copied only when it is written. */
import { groupOf, isResourceName, kindOf } from '../kube/kinds.ts';
import { refKey, refOf } from '../kube/refs.ts';
import type { ObjectFacts, Observed } from '../model/ports.ts';
import type {
  CustomObject,
  Kind,
  KindMap,
  KubeObject,
  ObjectRef,
  ResourceName,
  StoredKind,
} from '../plugin-api/index.ts';

export interface Entry {
  readonly object: KubeObject;
  readonly facts?: ObjectFacts;
}
type Bucket = Map<string, Entry>;

export type Stored<K extends StoredKind> = K extends Kind ? KindMap[K] : CustomObject;

/** Objects of unknown kinds may share a name, so theirs includes the kind; copies of one name are told by their file. */
function storageName(kind: StoredKind, ref: ObjectRef): string {
  if (kind === 'CustomWorkload') return refKey(ref);
  return ref.file === undefined ? ref.name : `${ref.name}${COPY}${ref.file}`;
}
const COPY = '@';

export class ObjectStore {
  readonly #buckets: Map<StoredKind, Map<string, Bucket>>;
  /** Buckets that another store may hold too. */
  readonly #shared: Set<Bucket>;
  /** Of custom resources, by group and kind: objects name their kind, requests their resource. */
  readonly #resources: Map<string, ResourceName>;
  /** Objects by namespace; '' for cluster-scoped ones. */
  readonly #sizes: Map<string, number>;
  #count: number;
  #hasCopies: boolean;
  /** Made anew only when a namespace comes or goes. */
  #names: readonly string[] | undefined;

  constructor(from?: {
    readonly buckets: Map<StoredKind, Map<string, Bucket>>;
    readonly resources: Map<string, ResourceName>;
    readonly sizes: Map<string, number>;
    readonly count: number;
    readonly hasCopies: boolean;
    readonly names: readonly string[] | undefined;
  }) {
    this.#buckets = from?.buckets ?? new Map();
    this.#shared = new Set();
    this.#resources = from?.resources ?? new Map();
    this.#sizes = from?.sizes ?? new Map();
    this.#count = from?.count ?? 0;
    this.#hasCopies = from?.hasCopies ?? false;
    this.#names = from?.names;
  }

  /** The kind under which an object of this reference is stored; kinds that nobody asked for share `CustomWorkload`. */
  kindOf(ref: ObjectRef): StoredKind {
    return kindOf(ref.apiVersion, ref.kind) ?? this.#resources.get(groupKind(ref)) ?? 'CustomWorkload';
  }

  fork(): ObjectStore {
    const copy = new Map<StoredKind, Map<string, Bucket>>();
    for (const [kind, byNamespace] of this.#buckets) copy.set(kind, new Map(byNamespace));
    const forked = new ObjectStore({
      buckets: copy,
      resources: new Map(this.#resources),
      sizes: new Map(this.#sizes),
      count: this.#count,
      hasCopies: this.#hasCopies,
      names: this.#names,
    });
    for (const byNamespace of copy.values()) {
      for (const bucket of byNamespace.values()) {
        forked.#shared.add(bucket);
        this.#shared.add(bucket);
      }
    }
    return forked;
  }

  /**
   * False when the same content was there already; the resourceVersion does not count as content. What has changed is
   * another object than before, be it that only its facts are others.
   */
  put(kind: StoredKind, item: Observed): boolean {
    const { object, facts } = item;
    const namespace = object.metadata.namespace ?? '';
    const ref = refOf(object);
    const name = storageName(kind, ref);
    const current = this.#buckets.get(kind)?.get(namespace)?.get(name);
    if (current !== undefined && sameContent(current.object, object) && sameFacts(current.facts, facts)) return false;
    if (isResourceName(kind)) this.#resources.set(groupKind(object), kind);
    const stored = current?.object === object ? { ...object } : object;
    this.#writable(kind, namespace).set(name, { object: stored, ...(facts === undefined ? {} : { facts }) });
    if (ref.file !== undefined) this.#hasCopies = true;
    if (current === undefined) this.#counted(kind, namespace, 1);
    return true;
  }

  remove(kind: StoredKind, ref: ObjectRef): boolean {
    const namespace = ref.namespace ?? '';
    const name = storageName(kind, ref);
    if (this.#buckets.get(kind)?.get(namespace)?.has(name) !== true) return false;
    this.#writable(kind, namespace).delete(name);
    this.#counted(kind, namespace, -1);
    return true;
  }

  #counted(kind: StoredKind, namespace: string, by: 1 | -1): void {
    const size = (this.#sizes.get(namespace) ?? 0) + by;
    if (size === 0) this.#sizes.delete(namespace);
    else this.#sizes.set(namespace, size);
    this.#count += by;
    if (kind === 'Namespace' || size === 0 || (size === 1 && by === 1)) this.#names = undefined;
  }

  /** Where the file of a copy is not named, the first one. */
  entry(kind: StoredKind, ref: ObjectRef): Entry | undefined {
    return this.#entry(kind, ref.namespace ?? '', storageName(kind, ref));
  }

  #entry(kind: StoredKind, namespace: string, name: string): Entry | undefined {
    const bucket = this.#buckets.get(kind)?.get(namespace);
    const found = bucket?.get(name);
    if (found !== undefined || bucket === undefined || !this.#hasCopies || name.includes(COPY)) return found;
    for (const [key, entry] of bucket) if (key.startsWith(`${name}${COPY}`)) return entry;
    return undefined;
  }

  /** Whether some name is defined more than once. */
  get hasCopies(): boolean {
    return this.#hasCopies;
  }

  /** Everything, with its kind. */
  *all(): IterableIterator<readonly [StoredKind, Entry]> {
    for (const kind of this.#buckets.keys()) for (const entry of this.entries(kind)) yield [kind, entry];
  }

  *entries(kind: StoredKind, namespace?: string): IterableIterator<Entry> {
    const byNamespace = this.#buckets.get(kind);
    if (byNamespace === undefined) return;
    if (namespace !== undefined) {
      yield* byNamespace.get(namespace)?.values() ?? [];
      return;
    }
    for (const bucket of byNamespace.values()) yield* bucket.values();
  }

  list<K extends StoredKind>(kind: K, namespace?: string): readonly Stored<K>[] {
    const byNamespace = this.#buckets.get(kind);
    const own = namespace === undefined ? undefined : byNamespace?.get(namespace);
    const buckets = namespace === undefined ? (byNamespace?.values() ?? []) : own === undefined ? [] : [own];
    const objects: Stored<K>[] = [];
    // The decoder put only objects of this kind here.
    for (const bucket of buckets) for (const { object } of bucket.values()) objects.push(object as Stored<K>);
    return objects;
  }

  get<K extends StoredKind>(kind: K, name: string, namespace?: string): Stored<K> | undefined {
    return this.#entry(kind, namespace ?? '', name)?.object as Stored<K> | undefined;
  }

  /** Every namespace that exists or is referred to by an object; the same list until that changes. */
  namespaces(): readonly string[] {
    if (this.#names === undefined) {
      const names = new Set([...this.#sizes.keys(), ...this.list('Namespace').map(({ metadata }) => metadata.name)]);
      names.delete('');
      this.#names = [...names].sort();
    }
    return this.#names;
  }

  holdsIn(namespace: string): boolean {
    return this.#sizes.has(namespace);
  }

  count(): number {
    return this.#count;
  }

  #writable(kind: StoredKind, namespace: string): Bucket {
    let byNamespace = this.#buckets.get(kind);
    if (byNamespace === undefined) {
      byNamespace = new Map();
      this.#buckets.set(kind, byNamespace);
    }
    const bucket = byNamespace.get(namespace);
    if (bucket !== undefined && !this.#shared.has(bucket)) return bucket;
    const fresh: Bucket = new Map(bucket);
    byNamespace.set(namespace, fresh);
    return fresh;
  }
}

function groupKind({ apiVersion, kind }: Pick<ObjectRef, 'apiVersion' | 'kind'>): string {
  return `${groupOf(apiVersion)}/${kind}`;
}

/** Equal but for the resourceVersion, which every status update moves. Key order is the server's, so text compares. */
function sameContent(left: KubeObject, right: KubeObject): boolean {
  if (left === right) return true;
  return contentOf(left) === contentOf(right);
}
/** Who owns an object is told by what the decoder prunes: it can change while the rest stays. */
function sameFacts(left: ObjectFacts | undefined, right: ObjectFacts | undefined): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}

function contentOf(object: KubeObject): string {
  return JSON.stringify({ ...object, metadata: { ...object.metadata, resourceVersion: undefined } });
}
