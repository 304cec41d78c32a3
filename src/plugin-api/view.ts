/** The read-only window on the inventory that a check gets: only what it declared. */
import type { Coverage, EvidenceKind, EvidenceMap, EvidenceResult } from './evidence.ts';
import type { Kind, KindMap } from './kube.ts';
import type { Workload } from './subject.ts';

/** Everything a check may declare to read. */
export interface ReadMap extends KindMap {
  Workload: Workload;
  /**
   * Has no pod now and may make some again: templates that an unread owner has scaled to zero, finished Jobs and pods. No
   * subject, and not among the workloads.
   */
  IdleWorkload: Workload;
}
export type Readable = keyof ReadMap | EvidenceKind;

/** Frozen and indexed. Asking for something undeclared is a type error, and throws at run time. */
export interface View<R extends Readable> {
  list<K extends R & keyof ReadMap>(kind: K, namespace?: string): readonly ReadMap[K][];
  get<K extends R & Kind>(kind: K, name: string, namespace?: string): KindMap[K] | undefined;
  /** Objects of one namespace whose labels contain all the given ones. */
  select<K extends R & Kind>(
    kind: K,
    namespace: string,
    labels: Readonly<Record<string, string>>,
  ): readonly KindMap[K][];
  evidence<K extends R & EvidenceKind>(kind: K): EvidenceResult<EvidenceMap[K]>;
  coverage(kind: R, namespace?: string): Coverage;
}

export interface Context<R extends Readable, P = unknown> {
  readonly view: View<R>;
  readonly params: Readonly<P>;
}
