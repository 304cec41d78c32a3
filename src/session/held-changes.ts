/**
 * Changes of kinds that are still being read. No verdict on such a kind can be had before it is read, and then everything
 * that reads it is judged anyway: page by page it would only be judged in vain.
 */
import type { Delta } from '../inventory/index.ts';
import type { SourceEvent } from '../model/ports.ts';
import type { StoredKind } from '../plugin-api/index.ts';
import type { Reading } from './reading.ts';

type Changed = Delta['objects'][number];

export class HeldChanges {
  readonly #reading: Reading;
  readonly #held = new Map<StoredKind, Map<string, Changed>>();
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
    const held = this.#held.get(kind) ?? new Map<string, Changed>();
    for (const changed of objects) held.set(changed.namespace, changed);
    this.#held.set(kind, held);
  }

  #release(kind: StoredKind): readonly Changed[] {
    const held = [...(this.#held.get(kind)?.values() ?? [])];
    this.#held.delete(kind);
    return held;
  }
}

function isEmpty({ objects, coverage, evidence }: Delta): boolean {
  return objects.length + coverage.length + evidence.length === 0;
}
