/** Events pushed by many readers, taken by one. */
import type { SourceEvent } from '../../../model/ports.ts';

export class EventQueue implements AsyncIterable<SourceEvent> {
  readonly #events: SourceEvent[] = [];
  #wake: (() => void) | undefined;
  #end: { readonly error?: unknown } | undefined;

  push(event: SourceEvent): void {
    this.#events.push(event);
    this.#wake?.();
  }

  /** Events that were pushed before are still delivered; an error is thrown after them. */
  end(error?: unknown): void {
    this.#end ??= error === undefined ? {} : { error };
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<SourceEvent> {
    for (;;) {
      const event = this.#events.shift();
      if (event !== undefined) {
        yield event;
        continue;
      }
      if (this.#end !== undefined) {
        if ('error' in this.#end) throw this.#end.error;
        return;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
  }
}
