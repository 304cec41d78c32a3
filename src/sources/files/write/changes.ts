/** What was written to the manifests, told to the streams that watch. */
import type { SourceEvent } from '../../../model/ports.ts';

export class Changes {
  readonly #queues = new Set<Queue>();

  publish(event: SourceEvent): void {
    for (const queue of this.#queues) queue.push(event);
  }

  /** Events from now on, until the signal ends it. */
  follow(signal: AbortSignal): AsyncGenerator<SourceEvent> {
    const queue = new Queue();
    this.#queues.add(queue);
    const end = (): void => {
      this.#queues.delete(queue);
      queue.end();
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
    return queue.events();
  }
}

class Queue {
  readonly #waiting: SourceEvent[] = [];
  #wake: (() => void) | undefined;
  #isEnded = false;

  push(event: SourceEvent): void {
    this.#waiting.push(event);
    this.#wake?.();
  }

  end(): void {
    this.#isEnded = true;
    this.#wake?.();
  }

  async *events(): AsyncGenerator<SourceEvent> {
    while (!this.#isEnded) {
      const event = this.#waiting.shift();
      if (event !== undefined) {
        yield event;
        continue;
      }
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
    }
  }
}
