/** The indexed objects of one source, kept current by its events: what subjects and views are made from. */

import { refKey, refOf } from '../kube/refs.ts';
import { worst } from '../model/coverage.ts';
import { isProtectedRbac } from '../model/platform.ts';
import type { EvidenceSet, ObjectFacts, Observed, SourceEvent } from '../model/ports.ts';
import type { CoverageEntry } from '../model/snapshot.ts';
import type {
  BindingSubject,
  Coverage,
  EvidenceKind,
  EvidenceMap,
  EvidenceResult,
  Kind,
  KubeObject,
  NamespaceSubject,
  ObjectRef,
  RoleSubject,
  StoredKind,
  Workload,
} from '../plugin-api/index.ts';
import { keepSame } from './same.ts';
import { ObjectStore, type Stored } from './store.ts';
import { isWorkloadKind, WORKLOAD_KINDS } from './templates.ts';
import { buildWorkloads, type Joined } from './workloads.ts';
import { Seen } from './worlds.ts';

/** Objects of one kind in one namespace ('' for cluster-scoped; a Namespace is in itself) that are others than before. */
export interface ChangedObjects {
  readonly kind: StoredKind;
  readonly namespace: string;
  readonly names: readonly string[];
}

/** What an event changed. */
export interface Delta {
  readonly objects: readonly ChangedObjects[];
  readonly coverage: readonly StoredKind[];
  readonly evidence: readonly EvidenceKind[];
  /** A copy came or went: what is seen from where may be anything else than before. */
  readonly isAnew?: boolean;
}

const NOT_READ: Coverage = { state: 'syncing', reason: 'it has not been read yet' };
const ANYWHERE = '*';
const ABOUT_PODS: readonly Kind[] = [...WORKLOAD_KINDS, 'Service', 'Ingress', 'NetworkPolicy'];

export class Inventory {
  readonly #store: ObjectStore;
  readonly #coverage: Map<StoredKind, Map<string, Coverage>>;
  #evidence: EvidenceSet;
  readonly #workloads: Map<string, Joined>;
  /** Namespaces whose workloads have to be joined again. */
  readonly #unjoined: Set<string>;
  #entries: readonly CoverageEntry[] | undefined;
  #seen: Seen<Inventory> | undefined;

  constructor(from?: {
    store: ObjectStore;
    coverage: Map<StoredKind, Map<string, Coverage>>;
    evidence: EvidenceSet;
    workloads: Map<string, Joined>;
    unjoined: Set<string>;
  }) {
    this.#store = from?.store ?? new ObjectStore();
    this.#coverage = from?.coverage ?? new Map();
    this.#evidence = from?.evidence ?? {};
    this.#workloads = from?.workloads ?? new Map();
    this.#unjoined = from?.unjoined ?? new Set();
  }

  /** A copy that can be changed without changing this one: for simulation. */
  fork(): Inventory {
    return new Inventory({
      store: this.#store.fork(),
      coverage: this.#coverage,
      evidence: this.#evidence,
      workloads: new Map(this.#workloads),
      unjoined: new Set(this.#unjoined),
    });
  }

  /** What belongs together where manifests define something more than once. */
  get worlds(): Seen<Inventory> {
    this.#seen ??= new Seen(this.#store, this, (entries) => this.#only(entries));
    return this.#seen;
  }

  /** Of the objects only these; all that is known besides stays. */
  #only(entries: Iterable<readonly [StoredKind, Observed]>): Inventory {
    const store = new ObjectStore();
    for (const [kind, entry] of entries) store.put(kind, entry);
    const [coverage, evidence] = [this.#coverage, this.#evidence];
    return new Inventory({ store, coverage, evidence, workloads: new Map(), unjoined: new Set() });
  }

  apply(event: SourceEvent): Delta {
    switch (event.type) {
      case 'upsert': {
        const changed = event.items.filter((item) => this.#store.put(event.kind, item));
        return this.#changed(
          event.kind,
          changed.map(({ object }) => refOf(object)),
        );
      }
      case 'remove': {
        const gone = event.refs.filter((ref) => this.#store.remove(event.kind, ref));
        return this.#gone(event.kind, gone);
      }
      case 'retain': {
        const keep = new Set(event.refs.map(refKey));
        const stored = [...this.#store.entries(event.kind, event.namespace)].map(({ object }) => refOf(object));
        const gone = stored.filter((ref) => !keep.has(refKey(ref)) && this.#store.remove(event.kind, ref));
        return this.#gone(event.kind, gone);
      }
      case 'coverage': {
        const byNamespace = this.#coverage.get(event.kind) ?? new Map<string, Coverage>();
        byNamespace.set(event.namespace ?? ANYWHERE, event.coverage);
        this.#coverage.set(event.kind, byNamespace);
        this.#entries = undefined;
        this.#seen = undefined;
        return { objects: [], coverage: [event.kind], evidence: [] };
      }
      case 'evidence': {
        this.#evidence = { ...this.#evidence, ...event.evidence };
        this.#entries = undefined;
        return { objects: [], coverage: [], evidence: Object.keys(event.evidence) as EvidenceKind[] };
      }
      case 'message':
      case 'follow':
      case 'retry':
      case 'synced':
        return { objects: [], coverage: [], evidence: [] };
    }
  }

  list<K extends StoredKind>(kind: K, namespace?: string): readonly Stored<K>[] {
    return this.#store.list(kind, namespace);
  }
  get<K extends StoredKind>(kind: K, name: string, namespace?: string): Stored<K> | undefined {
    return this.#store.get(kind, name, namespace);
  }
  /** The kind under which objects of this reference are stored. */
  kindOf(ref: ObjectRef): StoredKind {
    return this.#store.kindOf(ref);
  }
  factsOf(ref: ObjectRef): ObjectFacts | undefined {
    return this.#store.entry(this.#store.kindOf(ref), ref)?.facts;
  }
  find(ref: ObjectRef): KubeObject | undefined {
    return this.#store.entry(this.#store.kindOf(ref), ref)?.object;
  }
  count(): number {
    return this.#store.count();
  }

  /** For one namespace, or for all (`namespace` absent): then the worst of what is known. */
  coverage(kind: StoredKind, namespace?: string): Coverage {
    const byNamespace = this.#coverage.get(kind);
    if (byNamespace === undefined) return NOT_READ;
    const everywhere = byNamespace.get(ANYWHERE);
    if (namespace !== undefined) return byNamespace.get(namespace) ?? everywhere ?? NOT_READ;
    const found = worst([...(everywhere === undefined ? [] : [everywhere]), ...byNamespace.values()]);
    if (found.state !== 'full') return found;
    return everywhere ?? { state: 'denied', reason: 'only the namespaces of the scan were read' };
  }

  /**
   * What was said of exactly this scope, all namespaces together when `namespace` is absent. Undefined where the other
   * scope says it; a kind that nothing was said of has not been read.
   */
  ownCoverage(kind: StoredKind, namespace?: string): Coverage | undefined {
    const byNamespace = this.#coverage.get(kind);
    if (byNamespace === undefined) return NOT_READ;
    const own = byNamespace.get(namespace ?? ANYWHERE);
    return own === undefined && namespace !== undefined && !byNamespace.has(ANYWHERE) ? NOT_READ : own;
  }

  evidence<K extends EvidenceKind>(kind: K): EvidenceResult<EvidenceMap[K]> {
    // The set holds for each kind a result of that kind; the index type cannot say so.
    const found = this.#evidence[kind] as EvidenceResult<EvidenceMap[K]> | undefined;
    return found ?? { coverage: NOT_READ };
  }

  /** Sorted; the same list until something is covered otherwise. */
  coverageEntries(): readonly CoverageEntry[] {
    this.#entries ??= this.#listCoverage();
    return this.#entries;
  }

  #listCoverage(): readonly CoverageEntry[] {
    const entries: CoverageEntry[] = [];
    for (const [kind, byNamespace] of this.#coverage) {
      for (const [namespace, coverage] of byNamespace)
        entries.push({ kind, ...(namespace === ANYWHERE ? {} : { namespace }), coverage });
    }
    for (const kind of Object.keys(this.#evidence) as EvidenceKind[])
      entries.push({ kind, coverage: this.evidence(kind).coverage });
    return entries.sort((left, right) =>
      `${left.kind}/${left.namespace ?? ''}` < `${right.kind}/${right.namespace ?? ''}` ? -1 : 1,
    );
  }

  /** A workload of which nothing has changed stays the same object, and the list the same when all of it did. */
  workloads(namespace?: string): readonly Workload[] {
    if (namespace === undefined) return this.namespaceNames().flatMap((name) => this.workloads(name));
    return this.#joined(namespace).workloads;
  }

  /** What has no pod now and may make some again: no subjects of checks. */
  idleWorkloads(namespace?: string): readonly Workload[] {
    if (namespace === undefined) return this.namespaceNames().flatMap((name) => this.idleWorkloads(name));
    return this.#joined(namespace).idle;
  }

  #joined(namespace: string): Joined {
    const known = this.#workloads.get(namespace);
    if (known !== undefined && !this.#unjoined.has(namespace)) return known;
    const built = keepSame(known, buildWorkloads(this.#store, namespace));
    this.#workloads.set(namespace, built);
    this.#unjoined.delete(namespace);
    return built;
  }

  /** Every namespace that exists or is referred to by an object, sorted; the same list until that changes. */
  namespaceNames(): readonly string[] {
    return this.#store.namespaces();
  }

  /** Whether it exists, or an object is in it. */
  hasNamespace(name: string): boolean {
    if (name === '') return false;
    if (this.#store.get('Namespace', name) !== undefined) return true;
    return this.#store.holdsIn(name);
  }

  /** Whether something in it has, makes or reaches pods, or limits who does. */
  describesPods(namespace: string): boolean {
    return ABOUT_PODS.some((kind) => !this.#store.entries(kind, namespace).next().done);
  }

  namespaces(): readonly NamespaceSubject[] {
    return this.namespaceNames().map((name) => this.namespaceSubject(name));
  }

  namespaceSubject(name: string): NamespaceSubject {
    const object = this.#store.get('Namespace', name);
    const ref: ObjectRef = { apiVersion: 'v1', kind: 'Namespace', name };
    return { ref, name, ...(object === undefined ? {} : { object }) };
  }

  /** Of one namespace; the cluster-scoped ones where `namespace` is ''. */
  roles(namespace: string): readonly RoleSubject[] {
    const found = namespace === '' ? this.#store.list('ClusterRole') : this.#store.list('Role', namespace);
    return found.map((object) => ({
      ref: refOf(object),
      object,
      rules: object.rules ?? [],
      isProtected: isProtectedRbac(object),
    }));
  }

  /** Of one namespace; the cluster-scoped ones where `namespace` is ''. */
  bindings(namespace: string): readonly BindingSubject[] {
    const found =
      namespace === '' ? this.#store.list('ClusterRoleBinding') : this.#store.list('RoleBinding', namespace);
    return found.map((object) => ({ ref: refOf(object), object, isProtected: isProtectedRbac(object) }));
  }

  #gone(kind: StoredKind, refs: readonly ObjectRef[]): Delta {
    const delta = this.#changed(kind, refs);
    return kind === 'Namespace' ? { ...delta, coverage: this.#forget(refs) } : delta;
  }

  /** Gives the kinds of which something was said of one alone, where all were asked for: that goes with it. */
  #forget(namespaces: readonly ObjectRef[]): readonly StoredKind[] {
    for (const { name } of namespaces) this.#workloads.delete(name);
    const kinds = [...this.#coverage].flatMap(([kind, byNamespace]) => {
      const forgotten = byNamespace.has(ANYWHERE) ? namespaces.filter(({ name }) => byNamespace.delete(name)) : [];
      return forgotten.length > 0 ? [kind] : [];
    });
    if (kinds.length > 0) this.#entries = undefined;
    return kinds;
  }

  #changed(kind: StoredKind, refs: readonly ObjectRef[]): Delta {
    this.#seen = undefined;
    const places = Map.groupBy(refs, (ref) => (kind === 'Namespace' ? ref.name : (ref.namespace ?? '')));
    if (isWorkloadKind(kind)) for (const namespace of places.keys()) this.#unjoined.add(namespace);
    const objects = Array.from(places, ([namespace, all]) => ({ kind, namespace, names: all.map(({ name }) => name) }));
    const isAnew = this.#store.hasCopies && refs.length > 0;
    return { objects, coverage: [], evidence: [], ...(isAnew ? { isAnew } : {}) };
  }
}

export function createInventory(): Inventory {
  return new Inventory();
}
