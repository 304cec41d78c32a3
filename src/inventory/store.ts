/** Objects by kind, namespace and name. Forks are cheap: a namespace's map is copied only when it is written. */
import { groupOf, isResourceName, kindOf } from '../kube/kinds.ts';
import { refKey } from '../kube/refs.ts';
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

/** Objects of unknown kinds may share a name, so theirs includes the kind. */
function storageName(kind: StoredKind, ref: ObjectRef): string {
  return kind === 'CustomWorkload' ? refKey(ref) : ref.name;
}

export class ObjectStore {
  readonly #buckets: Map<StoredKind, Map<string, Bucket>>;
  /** Buckets that another store may hold too. */
  readonly #shared: Set<Bucket>;
  /** Of custom resources, by group and kind: objects name their kind, requests their resource. */
  readonly #resources: Map<string, ResourceName>;

  constructor(
    buckets: Map<StoredKind, Map<string, Bucket>> = new Map(),
    resources: Map<string, ResourceName> = new Map(),
  ) {
    this.#buckets = buckets;
    this.#shared = new Set();
    this.#resources = resources;
  }

  /** The kind under which an object of this reference is stored; kinds that nobody asked for share `CustomWorkload`. */
  kindOf(ref: ObjectRef): StoredKind {
    return kindOf(ref.apiVersion, ref.kind) ?? this.#resources.get(groupKind(ref)) ?? 'CustomWorkload';
  }

  fork(): ObjectStore {
    const copy = new Map<StoredKind, Map<string, Bucket>>();
    for (const [kind, byNamespace] of this.#buckets) copy.set(kind, new Map(byNamespace));
    const forked = new ObjectStore(copy, new Map(this.#resources));
    for (const byNamespace of copy.values()) {
      for (const bucket of byNamespace.values()) {
        forked.#shared.add(bucket);
        this.#shared.add(bucket);
      }
    }
    return forked;
  }

  /** False when the same content was there already; the resourceVersion does not count as content. */
  put(kind: StoredKind, item: Observed): boolean {
    const { object } = item;
    const namespace = object.metadata.namespace ?? '';
    const name = storageName(
      kind,
      object.metadata.namespace === undefined ? refWithout(object) : refIn(object, namespace),
    );
    const current = this.#buckets.get(kind)?.get(namespace)?.get(name);
    if (current !== undefined && sameContent(current.object, object) && sameFacts(current.facts, item.facts))
      return false;
    if (isResourceName(kind)) this.#resources.set(groupKind(object), kind);
    this.#writable(kind, namespace).set(name, { object, ...(item.facts === undefined ? {} : { facts: item.facts }) });
    return true;
  }

  remove(kind: StoredKind, ref: ObjectRef): boolean {
    const namespace = ref.namespace ?? '';
    const name = storageName(kind, ref);
    if (this.#buckets.get(kind)?.get(namespace)?.has(name) !== true) return false;
    return this.#writable(kind, namespace).delete(name);
  }

  entry(kind: StoredKind, ref: ObjectRef): Entry | undefined {
    return this.#buckets
      .get(kind)
      ?.get(ref.namespace ?? '')
      ?.get(storageName(kind, ref));
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
    // The decoder put only objects of this kind here.
    return Array.from(this.entries(kind, namespace), (entry) => entry.object as Stored<K>);
  }

  get<K extends StoredKind>(kind: K, name: string, namespace?: string): Stored<K> | undefined {
    const found = this.#buckets
      .get(kind)
      ?.get(namespace ?? '')
      ?.get(name);
    return found?.object as Stored<K> | undefined;
  }

  /** Namespaces in which an object of any kind is stored; '' for cluster-scoped ones. */
  namespaces(): ReadonlySet<string> {
    const found = new Set<string>();
    for (const byNamespace of this.#buckets.values())
      for (const [namespace, bucket] of byNamespace) if (bucket.size > 0) found.add(namespace);
    return found;
  }

  holdsIn(namespace: string): boolean {
    for (const byNamespace of this.#buckets.values()) if ((byNamespace.get(namespace)?.size ?? 0) > 0) return true;
    return false;
  }

  count(): number {
    let count = 0;
    for (const byNamespace of this.#buckets.values()) for (const bucket of byNamespace.values()) count += bucket.size;
    return count;
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

function refWithout(object: KubeObject): ObjectRef {
  return { apiVersion: object.apiVersion, kind: object.kind, name: object.metadata.name };
}
function refIn(object: KubeObject, namespace: string): ObjectRef {
  return { ...refWithout(object), namespace };
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
