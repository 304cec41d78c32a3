/** How far the first read is, kind by kind. */
import type { SourceEvent } from '../model/ports.ts';
import type { Kind } from '../plugin-api/index.ts';
import type { HardenState } from '../store/state.ts';

export class Progress {
  readonly #kinds = new Map<string, { objects: number; done: boolean }>();

  constructor(kinds: readonly Kind[]) {
    for (const kind of kinds) this.#kinds.set(kind, { objects: 0, done: false });
  }

  count(event: SourceEvent): void {
    if (event.type !== 'upsert' && event.type !== 'coverage') return;
    const entry = this.#kinds.get(event.kind) ?? { objects: 0, done: false };
    if (event.type === 'upsert') entry.objects += event.items.length;
    else if (event.coverage.state !== 'syncing') entry.done = true;
    this.#kinds.set(event.kind, entry);
  }

  now(): HardenState['progress'] {
    const byKind = [...this.#kinds].map(([kind, { objects, done }]) => ({ kind, objects, done }));
    return {
      kindsDone: byKind.filter(({ done }) => done).length,
      kindsTotal: byKind.length,
      objects: byKind.reduce((sum, { objects }) => sum + objects, 0),
      byKind,
    };
  }
}
