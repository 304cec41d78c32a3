/** Which kinds are read so far: of some each namespace is read by itself. */
import type { SourceEvent } from '../model/ports.ts';
import type { StoredKind } from '../plugin-api/index.ts';

const EVERYWHERE = '';

export class Reading {
  /** Parts that are under way; a kind that nothing was said of has no entry. */
  readonly #parts = new Map<StoredKind, Set<string>>();

  see(event: SourceEvent): void {
    if (event.type !== 'coverage') return;
    const parts = this.#parts.get(event.kind) ?? new Set<string>();
    this.#parts.set(event.kind, parts);
    const part = event.namespace ?? EVERYWHERE;
    if (event.coverage.state === 'syncing') parts.add(part);
    else parts.delete(part);
  }

  /** It was said how each part of it went. */
  isDone(kind: StoredKind): boolean {
    return this.#parts.get(kind)?.size === 0;
  }
}
