/** Facts that several checks share, derived once for each version of what they read. */
import type { AnyRead } from './read.ts';
import type { AnyTable } from './table.ts';
import type { View } from './view.ts';

/**
 * A pure function of what it reads: indexes over all RBAC objects, the flags of the control plane, what isolates a
 * namespace. Dropped when something it reads changes, derived again when it is asked for.
 */
export interface Fact<T, R extends AnyRead = AnyRead> {
  /** For errors and for people who look at what was read: `rbac access`. */
  readonly name: string;
  /** `namespace`: one value for each namespace, and `own` in its view means that namespace. */
  readonly scope: 'cluster' | 'namespace';
  readonly reads: readonly R[];
  /** The tables of third parties that it asks its view for. */
  readonly tables?: readonly AnyTable[];
  /** Pure, synchronous, total. `namespace` is set where the scope is one. */
  derive(view: View<R>, namespace?: string): T;
}

/** Identity function: lets TypeScript infer what the view of the fact shows. */
export function defineFact<T, const R extends AnyRead>(fact: Fact<T, R>): Fact<T, R> {
  return fact;
}
