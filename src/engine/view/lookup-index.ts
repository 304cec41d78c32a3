/** Objects by the keys of one lookup, changed with each object and never made anew. */
import type { ChangedObjects, Inventory } from '../../inventory/index.ts';
import type { Listable, Lookup } from '../../plugin-api/index.ts';
import { Layered } from './layered.ts';
import { allParts, compareItems, type Item, namespaceOf, type Part, partsOf } from './lookup-parts.ts';
import { isBehind } from './reads.ts';

type Items = readonly Item[];

const NOTHING: Items = [];

export class LookupIndex {
  readonly #lookup: Lookup<unknown>;
  readonly #inventory: Inventory;
  /** What is indexed of each part. */
  readonly #held: Layered<string, Items>;
  readonly #byKey: Layered<string, Items>;

  private constructor(lookup: Lookup<unknown>, inventory: Inventory, from?: LookupIndex) {
    this.#lookup = lookup;
    this.#inventory = inventory;
    this.#held = new Layered(from === undefined ? undefined : from.#held);
    this.#byKey = new Layered(from === undefined ? undefined : from.#byKey);
  }

  static of(lookup: Lookup<unknown>, inventory: Inventory): LookupIndex {
    const index = new LookupIndex(lookup, inventory);
    index.#fill();
    return index;
  }

  /** A copy that changes for itself: for simulation. */
  fork(inventory: Inventory): LookupIndex {
    return new LookupIndex(this.#lookup, inventory, this);
  }

  /** The same list until one of its objects is another. */
  at(key: string): readonly unknown[] {
    return this.#byKey.get(key) ?? NOTHING;
  }

  /** The keys of which other objects are found than before. */
  update(objects: readonly ChangedObjects[]): ReadonlySet<string> {
    const keys = new Set<string>();
    for (const what of this.#kinds())
      for (const changed of objects)
        if (isBehind(changed.kind, what))
          for (const part of partsOf(this.#inventory, what, changed)) this.#exchange(part, keys);
    return keys;
  }

  #fill(): void {
    const found = new Map<string, Item[]>();
    for (const what of this.#kinds())
      for (const { id, items } of allParts(this.#inventory, what)) {
        this.#held.set(id, items);
        for (const item of items)
          for (const key of this.#keysOf(item)) {
            const known = found.get(key);
            if (known === undefined) found.set(key, [item]);
            else known.push(item);
          }
      }
    for (const [key, items] of found) this.#byKey.set(key, items.length > 1 ? items.sort(compareItems) : items);
  }

  #exchange({ id, items }: Part, keys: Set<string>): void {
    const before = this.#held.get(id) ?? NOTHING;
    if (before === items) return;
    const [was, is] = [new Set(before), new Set(items)];
    for (const item of before) if (!is.has(item)) this.#take(item, keys);
    for (const item of items) if (!was.has(item)) this.#put(item, keys);
    if (items.length === 0) this.#held.delete(id);
    else this.#held.set(id, items);
  }

  #take(item: Item, keys: Set<string>): void {
    for (const key of this.#keysOf(item)) {
      keys.add(key);
      const left = (this.#byKey.get(key) ?? NOTHING).filter((each) => each !== item);
      if (left.length === 0) this.#byKey.delete(key);
      else this.#byKey.set(key, left);
    }
  }

  #put(item: Item, keys: Set<string>): void {
    for (const key of this.#keysOf(item)) {
      keys.add(key);
      const known = this.#byKey.get(key) ?? NOTHING;
      this.#byKey.set(key, known.toSpliced(placeAmong(known, item), 0, item));
    }
  }

  #kinds(): readonly Listable[] {
    return this.#lookup.reads.map(({ what }) => what as Listable);
  }

  #keysOf(item: Item): Iterable<string> {
    const { scope } = this.#lookup;
    const keys = this.#lookup.keysOf(item);
    const placed = scope === 'cluster' ? keys : keys.map((key) => keyWithin(this.#lookup, namespaceOf(item), key));
    return placed.length > 1 ? new Set(placed) : placed;
  }
}

/** Each namespace has keys of its own, where the lookup is one of namespaces. */
export function keyWithin({ scope }: Lookup<unknown>, namespace: string | undefined, key: string): string {
  return scope === 'cluster' ? key : `${namespace ?? ''}\u0000${key}`;
}

function placeAmong(items: Items, item: Item): number {
  let [from, to] = [0, items.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (compareItems(items[middle] as Item, item) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}
