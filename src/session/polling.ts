/** What cannot be followed and is read again and again, for the header and the sentence of the checklist. */
import type { Polled, SourceEvent } from '../model/ports.ts';
import type { HardenStore } from '../store/state.ts';
import { compareText } from '../text/words.ts';

type FollowEvent = Extract<SourceEvent, { readonly type: 'follow' }>;

const TOLD =
  'What you may list and not watch is read again every half minute instead of being followed: the header tells its age.';

export class Polling {
  readonly #polled = new Map<string, Polled & { readonly kind: string }>();
  #isTold = false;

  show({ kind, namespace = '', polled }: FollowEvent, store: HardenStore, at: number): void {
    const key = `${kind} ${namespace}`;
    if (polled === undefined) this.#polled.delete(key);
    else this.#polled.set(key, { kind, ...polled });
    const found = this.#summed();
    store.setState(
      ({ polled: _, ...state }) => ({ ...state, ...(found === undefined ? {} : { polled: found }) }),
      true,
    );
    if (found === undefined || this.#isTold) return;
    this.#isTold = true;
    store.setState(({ messages }) => ({ messages: [...messages, { level: 'warning', text: TOLD, at }] }));
  }

  #summed(): (Polled & { readonly kinds: readonly string[] }) | undefined {
    const all = [...this.#polled.values()];
    if (all.length === 0) return undefined;
    return {
      kinds: [...new Set(all.map(({ kind }) => kind))].sort(compareText),
      readAt: Math.min(...all.map(({ readAt }) => readAt)),
      nextAt: Math.min(...all.map(({ nextAt }) => nextAt)),
    };
  }
}
