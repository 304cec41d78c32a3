/** Facts as they are derived from an inventory: once, until something that they read changes. */
import type { Delta, Inventory } from '../../inventory/index.ts';
import type { AnyFact, Lookup, ObjectRead } from '../../plugin-api/index.ts';
import { type Cell, factCell } from './cells.ts';
import { LookupIndex } from './lookup-index.ts';
import { isBehind, isEvidenceKind, objectReadsOfFact } from './reads.ts';

interface Held {
  readonly value: unknown;
}

const EVERYWHERE = '';

export class FactStore {
  readonly #inventory: Inventory;
  readonly #held: Map<AnyFact, Map<string, Held>>;
  readonly #indexes: Map<Lookup<unknown>, LookupIndex>;

  constructor(
    inventory: Inventory,
    held: Map<AnyFact, Map<string, Held>> = new Map(),
    indexes: Map<Lookup<unknown>, LookupIndex> = new Map(),
  ) {
    this.#inventory = inventory;
    this.#held = held;
    this.#indexes = indexes;
  }

  /** A copy that forgets for itself: for simulation. */
  fork(inventory: Inventory): FactStore {
    const held = new Map([...this.#held].map(([fact, values]) => [fact, new Map(values)]));
    const indexes = new Map([...this.#indexes].map(([lookup, index]) => [lookup, index.fork(inventory)]));
    return new FactStore(inventory, held, indexes);
  }

  get<T>(fact: AnyFact, namespace: string | undefined, derive: () => T): T {
    const scope = fact.scope === 'cluster' ? EVERYWHERE : (namespace ?? EVERYWHERE);
    let values = this.#held.get(fact);
    if (values === undefined) {
      values = new Map();
      this.#held.set(fact, values);
    }
    const known = values.get(scope);
    if (known !== undefined) return known.value as T;
    const value = derive();
    values.set(scope, { value });
    return value;
  }

  at(lookup: Lookup<unknown>, key: string): readonly unknown[] {
    const index = this.#indexes.get(lookup) ?? LookupIndex.of(lookup, this.#inventory);
    this.#indexes.set(lookup, index);
    return index.at(key);
  }

  /** Drops what was derived from something that has changed, and follows lookups. Gives the cells that have changed. */
  *update(delta: Delta): Generator<Cell> {
    for (const [lookup, index] of this.#indexes)
      for (const key of index.update(delta.objects)) yield factCell(lookup, key);
    for (const [fact, values] of this.#held)
      for (const scope of touchedScopes(fact, values, delta)) {
        values.delete(scope);
        yield factCell(fact, scope);
      }
  }
}

function touchedScopes(fact: AnyFact, values: ReadonlyMap<string, Held>, delta: Delta): ReadonlySet<string> {
  const scopes = new Set<string>();
  for (const read of objectReadsOfFact(fact)) {
    const touched = touchedBy(read, delta);
    if (touched === 'all' || (touched.length > 0 && fact.scope === 'cluster')) return new Set(values.keys());
    for (const namespace of touched) scopes.add(namespace);
    // What concerns no namespace of its own may be read by the fact of the cluster as a whole.
    if (touched.length > 0) scopes.add(EVERYWHERE);
  }
  return new Set([...scopes].filter((scope) => values.has(scope)));
}

/** Namespaces in which what is read has changed, as far as only those can be concerned. */
function touchedBy(read: ObjectRead, delta: Delta): readonly string[] | 'all' {
  const { what } = read;
  if (isEvidenceKind(what)) return delta.evidence.includes(what) ? 'all' : [];
  if (delta.coverage.some((kind) => isBehind(kind, what))) return 'all';
  const namespaces = delta.objects.filter(({ kind }) => isBehind(kind, what)).map(({ namespace }) => namespace);
  switch (read.reach) {
    case 'own':
      return namespaces.includes(EVERYWHERE) ? 'all' : namespaces;
    case 'all':
      return namespaces.length > 0 ? 'all' : [];
    case 'named':
      return namespaces.some((namespace) => read.namespaces?.includes(namespace)) ? 'all' : [];
  }
}
