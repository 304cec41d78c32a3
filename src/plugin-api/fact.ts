/** What several checks share: facts derived from what they read, objects found by a key, and questions over those. */
import type { AnyRead, Listable, ObjectRead } from './read.ts';
import type { AnyTable } from './table.ts';
import type { ReadOf, View } from './view.ts';

interface Shared<R extends AnyRead> {
  /** For errors and for people who look at what was read: `rbac access`. */
  readonly name: string;
  /** `namespace`: one value for each namespace, and `own` in its view means that namespace. */
  readonly scope: 'cluster' | 'namespace';
  readonly reads: readonly R[];
  /** The tables of third parties that it asks its view for. */
  readonly tables?: readonly AnyTable[];
}

/**
 * A pure function of what it reads: the flags of the control plane. Derived again where something that it has looked at
 * changes; whoever asked for it is concerned only where its value is another one, so that plain values (records, lists, Map,
 * Set) are better than objects of functions. For facts over few objects: what is asked of many is found by a `Lookup`.
 */
export interface Fact<T, R extends AnyRead = AnyRead> extends Shared<R> {
  /** Pure, synchronous, total. `namespace` is set where the scope is one. The view throws once this has returned. */
  derive(view: View<R>, namespace?: string): T;
}

/** Objects of the whole cluster, or of a namespace, by a key. */
export interface Keyed<T> {
  /** Sorted by namespace and name, those outside of namespaces first: the same whatever the order of events. */
  at(key: string): readonly T[];
}

/**
 * An index that is changed with each object, and never made anew: an event costs as much as the object has keys. Whoever
 * asked for a key depends on the objects of that key only.
 */
export interface Lookup<T, R extends ObjectRead = ObjectRead> extends Shared<R> {
  /** Of one object, from nothing else; the same key twice counts once. Pure, synchronous, total. */
  keysOf(item: T): readonly string[];
}

/** Answers made of lookups. Holds nothing: whoever asks depends on what was looked up for the answer. */
export interface Questions<T, R extends AnyRead = AnyRead> extends Shared<R> {
  /** Pure, synchronous, total: nothing is remembered from one question to the next. */
  answering(view: View<R>): T;
}

/** Identity function: lets TypeScript infer what the view of the fact shows. */
export function defineFact<T, const R extends AnyRead>(fact: Fact<T, R>): Fact<T, R> {
  return fact;
}

/** Of the whole cluster where nothing else is said. */
type Unscoped<F extends { readonly scope: 'cluster' | 'namespace' }> = Omit<F, 'scope'> & Partial<Pick<F, 'scope'>>;

export function defineLookup<const K extends Listable>(
  lookup: Unscoped<Lookup<ReadOf<K>, ObjectRead<K, 'own'>>>,
): Lookup<ReadOf<K>, ObjectRead<K, 'own'>> {
  return { scope: 'cluster', ...lookup };
}

export function defineQuestions<T, const R extends AnyRead>(questions: Unscoped<Questions<T, R>>): Questions<T, R> {
  return { scope: 'cluster', ...questions };
}

export function isLookup(fact: object): fact is Lookup<unknown> {
  return 'keysOf' in fact;
}
export function isQuestions(fact: object): fact is Questions<unknown> {
  return 'answering' in fact;
}
