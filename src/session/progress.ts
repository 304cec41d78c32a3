/** How far the first read is, kind by kind. */
import type { KindRequest, SourceEvent } from '../model/ports.ts';
import type { StoredKind } from '../plugin-api/index.ts';
import type { HardenState } from '../store/state.ts';
import type { Reading } from './reading.ts';

type Shown = HardenState['progress'];

/** Told with each event, of which there are thousands: only what the event changed is counted anew. */
export class Progress {
  readonly #byKind = new Map<StoredKind, Shown['byKind'][number]>();
  readonly #reading: Reading;
  #objects = 0;
  #kindsDone = 0;

  constructor(kinds: readonly KindRequest[], reading: Reading) {
    this.#reading = reading;
    for (const { kind } of kinds) this.#add(kind, 0);
  }

  count(event: SourceEvent): void {
    if (event.type !== 'upsert' && event.type !== 'coverage') return;
    this.#add(event.kind, event.type === 'upsert' ? event.items.length : 0);
  }

  now(): Shown {
    const byKind = [...this.#byKind.values()];
    return { kindsDone: this.#kindsDone, kindsTotal: byKind.length, objects: this.#objects, byKind };
  }

  #add(kind: StoredKind, more: number): void {
    const before = this.#byKind.get(kind);
    const done = this.#reading.isDone(kind);
    this.#kindsDone += Number(done) - Number(before?.done ?? false);
    this.#objects += more;
    this.#byKind.set(kind, { kind, objects: (before?.objects ?? 0) + more, done });
  }
}
