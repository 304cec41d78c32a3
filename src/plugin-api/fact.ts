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
 * A pure function of what it reads: the flags of the control plane. Dropped as a whole when something it reads changes,
 * derived again when it is asked for: for facts over few objects. What is asked of many is found by a `Lookup`.
 */
export interface Fact<T, R extends AnyRead = AnyRead> extends Shared<R> {
  /** Pure, synchronous, total. `namespace` is set where the scope is one. */
  derive(view: View<R>, namespace?: string): T;
}

/** Objects of the whole cluster by a key. */
export interface Keyed<T> {
  /** Sorted by namespace and name, those outside of namespaces first: the same whatever the order of events. */
  at(key: string): readonly T[];
}

/**
 * An index that is changed with each object, and never made anew: an event costs as much as the object has keys. Whoever
 * asked for a key depends on the objects of that key only.
 */
export interface Lookup<T, R extends ObjectRead = ObjectRead> extends Shared<R> {
  readonly scope: 'cluster';
  /** Of one object, from nothing else; the same key twice counts once. Pure, synchronous, total. */
  keysOf(item: T): readonly string[];
}

/** Answers made of lookups. Holds nothing: whoever asks depends on what was looked up for the answer. */
export interface Questions<T, R extends AnyRead = AnyRead> extends Shared<R> {
  readonly scope: 'cluster';
  /** Pure, synchronous, total: nothing is remembered from one question to the next. */
  answering(view: View<R>): T;
}

/** Identity function: lets TypeScript infer what the view of the fact shows. */
export function defineFact<T, const R extends AnyRead>(fact: Fact<T, R>): Fact<T, R> {
  return fact;
}

export function defineLookup<const K extends Listable>(
  lookup: Omit<Lookup<ReadOf<K>, ObjectRead<K, 'own'>>, 'scope'>,
): Lookup<ReadOf<K>, ObjectRead<K, 'own'>> {
  return { ...lookup, scope: 'cluster' };
}

export function defineQuestions<T, const R extends AnyRead>(
  questions: Omit<Questions<T, R>, 'scope'>,
): Questions<T, R> {
  return { ...questions, scope: 'cluster' };
}

export function isLookup(fact: object): fact is Lookup<unknown> {
  return 'keysOf' in fact;
}
export function isQuestions(fact: object): fact is Questions<unknown> {
  return 'answering' in fact;
}
