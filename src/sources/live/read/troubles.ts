/** What could not be read, as it is told to people: denials together, failures once. */
import type { SourceEvent } from '../../../model/ports.ts';

const MOST_NAMED = 8;

export class Troubles {
  readonly #emit: (event: SourceEvent) => void;
  readonly #denied = new Set<string>();
  readonly #failures = new Set<string>();

  constructor(emit: (event: SourceEvent) => void) {
    this.#emit = emit;
  }

  /** `what`: "pods in shop" */
  deny(what: string): void {
    this.#denied.add(what);
  }

  /** The same broken connection fails many lists: it is said once. */
  fail(text: string, what: string): void {
    const same = text.replaceAll(/ \([^()]*\)/g, '');
    if (this.#failures.has(same)) return;
    this.#failures.add(same);
    this.#emit({ type: 'message', level: 'error', text: text.includes(what) ? text : `${what} failed: ${text}` });
  }

  /** Says all denials so far in one sentence; nothing where there were none. */
  tellDenied(): void {
    if (this.#denied.size === 0) return;
    const kinds = [...this.#denied].sort();
    const more = kinds.length > MOST_NAMED ? ` and ${kinds.length - MOST_NAMED} more` : '';
    const shown = kinds.slice(0, MOST_NAMED).join(', ') + more;
    const text = `unknown, not passed: you may not list ${shown}. Checks that need them stay unknown.`;
    this.#emit({ type: 'message', level: 'warning', text });
  }
}
