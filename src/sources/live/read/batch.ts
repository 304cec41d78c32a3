/** Watch events gathered for a moment: the last word about an object counts, and goes out with its kind in one event. */
import { refKey, refOf } from '../../../kube/refs.ts';
import type { Observed, SourceEvent } from '../../../model/ports.ts';
import type { ObjectRef } from '../../../plugin-api/index.ts';
import type { ListedKind } from './resource.ts';

const BATCH_MS = 40;

type Pending = { readonly item: Observed } | { readonly gone: ObjectRef };

export class Batch {
  readonly #emit: (event: SourceEvent) => void;
  readonly #pending = new Map<ListedKind, Map<string, Pending>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(emit: (event: SourceEvent) => void) {
    this.#emit = emit;
  }

  upsert(kind: ListedKind, item: Observed): void {
    this.#add(kind, refOf(item.object), { item });
  }

  remove(kind: ListedKind, ref: ObjectRef): void {
    this.#add(kind, ref, { gone: ref });
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const [kind, pending] of this.#pending) {
      const items: Observed[] = [];
      const refs: ObjectRef[] = [];
      for (const change of pending.values()) {
        if ('item' in change) items.push(change.item);
        else refs.push(change.gone);
      }
      if (refs.length > 0) this.#emit({ type: 'remove', kind, refs });
      if (items.length > 0) this.#emit({ type: 'upsert', kind, items });
    }
    this.#pending.clear();
  }

  #add(kind: ListedKind, ref: ObjectRef, change: Pending): void {
    const pending = this.#pending.get(kind) ?? new Map<string, Pending>();
    pending.set(refKey(ref), change);
    this.#pending.set(kind, pending);
    this.#timer ??= setTimeout(() => this.flush(), BATCH_MS);
  }
}
