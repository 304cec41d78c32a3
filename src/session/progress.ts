/** How far the first read is, kind by kind. */
import type { KindRequest, SourceEvent } from '../model/ports.ts';
import type { StoredKind } from '../plugin-api/index.ts';
import type { HardenState } from '../store/state.ts';
import type { Reading } from './reading.ts';

export class Progress {
  readonly #objects = new Map<StoredKind, number>();
  readonly #reading: Reading;

  constructor(kinds: readonly KindRequest[], reading: Reading) {
    this.#reading = reading;
    for (const { kind } of kinds) this.#objects.set(kind, 0);
  }

  count(event: SourceEvent): void {
    if (event.type !== 'upsert' && event.type !== 'coverage') return;
    const more = event.type === 'upsert' ? event.items.length : 0;
    this.#objects.set(event.kind, (this.#objects.get(event.kind) ?? 0) + more);
  }

  now(): HardenState['progress'] {
    const byKind = [...this.#objects].map(([kind, objects]) => ({ kind, objects, done: this.#reading.isDone(kind) }));
    return {
      kindsDone: byKind.filter(({ done }) => done).length,
      kindsTotal: byKind.length,
      objects: byKind.reduce((sum, { objects }) => sum + objects, 0),
      byKind,
    };
  }
}
