/** The read-only window on the inventory that a check gets: only what it declared, and how much of it was seen. */
import type { Coverage, EvidenceKind, EvidenceMap, EvidenceResult } from './evidence.ts';
import type { Fact, Keyed, Lookup, Questions } from './fact.ts';
import type { CustomObject, KindMap } from './kube.ts';
import type { AnyRead, Declared, DeclaredFact, Listable } from './read.ts';
import type { Workload } from './subject.ts';
import type { Table } from './table.ts';

/** Everything that can be listed, but for custom resources. */
export interface ReadMap extends KindMap {
  Workload: Workload;
  /**
   * Has no pod now and may make some again: templates that an unread owner has scaled to zero, finished Jobs and pods. No
   * subject, and not among the workloads.
   */
  IdleWorkload: Workload;
}
export type ReadOf<K> = K extends keyof ReadMap ? ReadMap[K] : CustomObject;

/** What comes of a fact, a lookup or questions. */
export type ValueOf<F> =
  F extends Fact<infer T, infer _>
    ? T
    : F extends Questions<infer T, infer _>
      ? T
      : F extends Lookup<infer T, infer _>
        ? Keyed<T>
        : never;

/** A value with how much was seen of what it was made from. */
export interface Seen<T> {
  readonly value: T;
  /** The worst of what was asked for. */
  readonly coverage: Coverage;
  /** It was read, be it that it is not followed any more. Then what is there was seen. */
  readonly isRead: boolean;
  /** It was read, and the source shows a whole cluster: what is not here is not there. Never in manifests. */
  readonly isWhole: boolean;
}

/** Frozen and indexed. Asking for something undeclared is a type error, and throws at run time. */
export interface View<R extends AnyRead> {
  /** In the namespace of the subject; of a cluster-scoped subject, everywhere. */
  own<K extends Declared<R, 'own' | 'all'> & Listable>(kind: K): Seen<readonly ReadOf<K>[]>;
  all<K extends Declared<R, 'all'> & Listable>(kind: K): Seen<readonly ReadOf<K>[]>;
  /** In the namespaces that the read names; or in one of them. */
  named<K extends Declared<R, 'named'> & Listable>(kind: K, namespace?: string): Seen<readonly ReadOf<K>[]>;
  /** In the namespace of the subject, or cluster-scoped. */
  get<K extends Declared<R, 'own' | 'all'> & Listable>(kind: K, name: string): Seen<ReadOf<K> | undefined>;
  getIn<K extends Declared<R, 'all' | 'named'> & Listable>(
    kind: K,
    namespace: string,
    name: string,
  ): Seen<ReadOf<K> | undefined>;
  evidence<K extends Declared<R> & EvidenceKind>(kind: K): EvidenceResult<EvidenceMap[K]>;
  /**
   * The same value for everybody until something that the fact reads has changed. Whole where all of that was read,
   * whether or not the fact can do without.
   */
  derive<F extends DeclaredFact<R>>(fact: F): Seen<ValueOf<F>>;
  /** The rows of a table of third parties, with those that the operator has added. */
  table<Row extends object>(table: Table<Row>): readonly Row[];
  /** False for manifests, which hold only part of a cluster. */
  readonly isCluster: boolean;
}

export interface Context<R extends AnyRead, P = object, I = object> {
  readonly view: View<R>;
  /** What the operator or the default says. */
  readonly settings: Readonly<P>;
  /** What only a person can tell a remediation, as far as it was told. */
  readonly inputs: Readonly<Partial<I>>;
}
