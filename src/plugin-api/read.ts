/** What a check or a fact declares to read: what, how far, and whether it can do without. */
import type { EvidenceKind } from './evidence.ts';
import type { Fact, Lookup, Questions } from './fact.ts';
import type { Kind, ResourceName } from './kube.ts';

/** Kinds of the table, views joined from several of them, and custom resources by resource and group. */
export type Listable = Kind | 'Workload' | 'IdleWorkload' | ResourceName;
export type Readable = Listable | EvidenceKind;

/**
 * own: in the namespace of the subject; of a cluster-scoped subject, everywhere. all: in every namespace. named: in the
 * namespaces that the read names.
 */
export type Reach = 'own' | 'all' | 'named';

/** must: not fully readable within its reach means `unknown`. may: the check looks at `coverage` or `isWhole` itself. */
export type Need = 'must' | 'may';

export interface ObjectRead<K extends Readable = Readable, X extends Reach = Reach> {
  readonly what: K;
  readonly reach: X;
  readonly need: Need;
  /** Of a read that is `named`. */
  readonly namespaces?: readonly string[];
  /** Of custom resources: the members that are kept, as `spec.provider`; everything else is dropped when it is read. */
  readonly keep?: readonly string[];
}

export interface FactRead<F extends AnyFact = AnyFact> {
  readonly fact: F;
  readonly need: Need;
}

// biome-ignore lint/suspicious/noExplicitAny: facts of any value and any reads
export type AnyFact = Fact<any, any> | Lookup<any, any> | Questions<any, any>;
export type AnyRead = ObjectRead | FactRead;

/** What a declared set of reads allows to be asked for within one of the given reaches. */
export type Declared<R, X extends Reach = Reach> =
  R extends ObjectRead<infer K, infer Y> ? (Y extends X ? K : never) : never;
export type DeclaredFact<R> = R extends FactRead<infer F> ? F : never;

interface Kept {
  readonly keep: readonly string[];
}
/** Custom resources may hold anything: what is kept of them is said. */
type KeptOf<K> = K extends ResourceName ? readonly [Kept] : readonly [];

export interface Reader {
  /** In the namespace of the subject, or a kind of evidence. */
  <const K extends Readable>(what: K, ...kept: KeptOf<K>): ObjectRead<K, 'own'>;
  all<const K extends Listable>(what: K, ...kept: KeptOf<K>): ObjectRead<K, 'all'>;
  in<const K extends Listable>(
    namespaces: string | readonly string[],
    what: K,
    ...kept: KeptOf<K>
  ): ObjectRead<K, 'named'>;
  fact<F extends AnyFact>(fact: F): FactRead<F>;
}

function reader(need: Need): Reader {
  const read = (what: Readable, reach: Reach, kept?: Kept) => ({ what, reach, need, ...kept });
  // The interface says for each call what comes back; an implementation of it cannot.
  return Object.assign((what: Readable, kept?: Kept) => read(what, 'own', kept), {
    all: (what: Readable, kept?: Kept) => read(what, 'all', kept),
    in: (namespaces: string | readonly string[], what: Readable, kept?: Kept) => ({
      ...read(what, 'named', kept),
      namespaces: typeof namespaces === 'string' ? [namespaces] : namespaces,
    }),
    fact: (fact: AnyFact) => ({ fact, need }),
  }) as unknown as Reader;
}

/** Without it no verdict: `must('Namespace')`, `must.all('RoleBinding')`, `must.in('kube-system', 'Pod')`. */
export const must: Reader = reader('must');
/** Read where that is allowed: a check that concludes from what is not there asks `isWhole` first. */
export const may: Reader = reader('may');

export function isFactRead(read: AnyRead): read is FactRead {
  return 'fact' in read;
}
