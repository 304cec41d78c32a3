/**
 * Changes of kinds that are still being read. No verdict on such a kind can be had before it is read, and then everything
 * that reads it is judged anyway: page by page it would only be judged in vain.
 */
import type { ChangedObjects, Delta } from '../inventory/index.ts';
import type { SourceEvent } from '../model/ports.ts';
import type { StoredKind } from '../plugin-api/index.ts';
import type { Reading } from './reading.ts';

export class HeldChanges {
  readonly #reading: Reading;
  readonly #held = new Map<StoredKind, Map<string, string[]>>();
  #isOver = false;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** What is to be considered now; `undefined`: nothing yet. */
  take(event: SourceEvent, delta: Delta): Delta | undefined {
    if (!('kind' in event)) return isEmpty(delta) ? undefined : delta;
    const { kind } = event;
    if (this.#isHeld(event)) {
      this.#hold(kind, delta);
      return undefined;
    }
    const released = { ...delta, objects: [...this.#release(kind), ...delta.objects] };
    return isEmpty(released) ? undefined : released;
  }

  /** The first read is over: what was held of kinds of which the source says nothing. */
  end(): Delta | undefined {
    this.#isOver = true;
    const kinds = [...this.#held.keys()];
    if (kinds.length === 0) return undefined;
    return { objects: kinds.flatMap((kind) => this.#release(kind)), coverage: kinds, evidence: [] };
  }

  #isHeld({ kind }: Extract<SourceEvent, { readonly kind: StoredKind }>): boolean {
    return !this.#isOver && !this.#reading.isDone(kind);
  }

  #hold(kind: StoredKind, { objects }: Delta): void {
    const held = this.#held.get(kind) ?? new Map<string, string[]>();
    this.#held.set(kind, held);
    for (const { namespace, names } of objects) {
      const known = held.get(namespace);
      if (known === undefined) held.set(namespace, [...names]);
      else known.push(...names);
    }
  }

  #release(kind: StoredKind): readonly ChangedObjects[] {
    const held = this.#held.get(kind) ?? new Map<string, string[]>();
    this.#held.delete(kind);
    return Array.from(held, ([namespace, names]) => ({ kind, namespace, names }));
  }
}

function isEmpty({ objects, coverage, evidence }: Delta): boolean {
  return objects.length + coverage.length + evidence.length === 0;
}
