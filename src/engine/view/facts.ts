/** Facts as they are derived from an inventory: once, until something that they have looked at changes. */
import type { Delta, Inventory } from '../../inventory/index.ts';
import type { AnyFact, Lookup } from '../../plugin-api/index.ts';
import { type Cell, cellsOf, factCell } from './cells.ts';
import { LookupIndex } from './lookup-index.ts';
import { isBehind, isEvidenceKind, objectReadsOfFact } from './reads.ts';
import { Resting } from './resting.ts';
import { isSameValue } from './same-value.ts';
import { FactTrace, type Looking } from './trace.ts';

interface Held {
  readonly fact: AnyFact;
  readonly namespace: string | undefined;
  readonly value: unknown;
}

/** Derives a fact as it is now; what it looks at is noted. */
export type Derive = (fact: AnyFact, namespace: string | undefined, trace: Looking) => unknown;

export class FactStore {
  readonly #inventory: Inventory;
  /** By the cell of the fact, as are the next two. */
  readonly #held: Map<Cell, Held>;
  /** Those of which something has changed: whether they have is not known yet. */
  readonly #stale: Set<Cell>;
  readonly #resting: Resting;
  readonly #indexes: Map<Lookup<unknown>, LookupIndex>;
  #changed: Cell[] = [];

  constructor(
    inventory: Inventory,
    held: Map<Cell, Held> = new Map(),
    stale: Set<Cell> = new Set(),
    resting = new Resting(),
    indexes: Map<Lookup<unknown>, LookupIndex> = new Map(),
  ) {
    this.#inventory = inventory;
    this.#held = held;
    this.#stale = stale;
    this.#resting = resting;
    this.#indexes = indexes;
  }

  /** A copy that forgets for itself: for simulation. This one has to stay as it is meanwhile, and does. */
  fork(inventory: Inventory): FactStore {
    const indexes = new Map([...this.#indexes].map(([lookup, index]) => [lookup, index.fork(inventory)]));
    const copy = new FactStore(inventory, new Map(this.#held), new Set(this.#stale), this.#resting.fork(), indexes);
    copy.#changed = [...this.#changed];
    return copy;
  }

  get<T>(fact: AnyFact, namespace: string | undefined, derive: Derive): T {
    const scope = fact.scope === 'cluster' ? undefined : namespace;
    const cell = factCell(fact, scope ?? '');
    const known = this.#held.get(cell);
    if (known !== undefined && !this.#stale.has(cell)) return known.value as T;
    const trace = new FactTrace((looked) => this.#resting.note(looked, cell));
    const value = derive(fact, scope, trace);
    trace.close();
    this.#stale.delete(cell);
    if (known !== undefined && isSameValue(known.value, value)) return known.value as T;
    this.#held.set(cell, { fact, namespace: scope, value });
    if (known !== undefined) this.#announce(cell);
    return value as T;
  }

  at(lookup: Lookup<unknown>, key: string): readonly unknown[] {
    const index = this.#indexes.get(lookup) ?? LookupIndex.of(lookup, this.#inventory);
    this.#indexes.set(lookup, index);
    return index.at(key);
  }

  /** Follows lookups, and marks facts that have looked at what has changed. Gives the cells that have changed. */
  *update(delta: Delta): Generator<Cell> {
    for (const [lookup, index] of this.#indexes)
      for (const key of index.update(delta.objects)) {
        const cell = factCell(lookup, key);
        this.#touch(cell);
        yield cell;
      }
    if (this.#held.size === 0) return;
    for (const cell of cellsOf(delta)) this.#touch(cell);
    if (delta.coverage.length + delta.evidence.length === 0) return;
    for (const [cell, { fact }] of this.#held) if (isSeenOtherwise(fact, delta)) this.#stale.add(cell);
  }

  /** Derives again what may have changed. Gives the cells of facts that have, since the last call. */
  *settle(derive: Derive): Generator<Cell> {
    for (;;) {
      yield* this.#changed;
      this.#changed = [];
      const [cell] = this.#stale;
      const held = cell === undefined ? undefined : this.#held.get(cell);
      if (cell === undefined || held === undefined) return;
      this.#deriveAgain(cell, held, derive);
    }
  }

  #deriveAgain(cell: Cell, { fact, namespace }: Held, derive: Derive): void {
    try {
      if (namespace !== undefined && !this.#inventory.hasNamespace(namespace)) this.#forget(cell);
      else this.get(fact, namespace, derive);
    } catch {
      // An error of whoever asks for it: told there.
      this.#forget(cell);
    }
  }

  #forget(cell: Cell): void {
    this.#held.delete(cell);
    this.#stale.delete(cell);
    this.#announce(cell);
  }

  #announce(cell: Cell): void {
    this.#changed.push(cell);
    this.#touch(cell);
  }

  #touch(cell: Cell): void {
    for (const fact of this.#resting.take(cell)) if (this.#held.has(fact)) this.#stale.add(fact);
  }
}

/** How much was seen is no cell. */
function isSeenOtherwise(fact: AnyFact, { coverage, evidence }: Delta): boolean {
  return objectReadsOfFact(fact).some(({ what }) =>
    isEvidenceKind(what) ? evidence.includes(what) : coverage.some((kind) => isBehind(kind, what)),
  );
}
