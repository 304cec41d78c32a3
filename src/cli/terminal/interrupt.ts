/** Turns ctrl-c and SIGTERM into an abort signal. The second one ends the program at once. */
import { constants } from 'node:os';

export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly exitCode: number;
  constructor(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP') {
    super(`interrupted by ${signal}`);
    this.exitCode = 128 + constants.signals[signal];
  }
}

/** The launcher passes on the ctrl-c that the terminal has sent to the program as well: so close together they are one. */
const SAME_PRESS_MS = 100;

export function watchSignals(): { readonly signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  let firstAt = 0;
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const handlers = signals.map((name) => {
    const handler = (): void => {
      const reason = new Interrupted(name);
      if (controller.signal.aborted) {
        if (performance.now() - firstAt > SAME_PRESS_MS) process.exit(reason.exitCode);
        return;
      }
      firstAt = performance.now();
      controller.abort(reason);
    };
    process.on(name, handler);
    return { name, handler };
  });
  return {
    signal: controller.signal,
    dispose: () => {
      for (const { name, handler } of handlers) process.off(name, handler);
    },
  };
}

/** Ends a race with what does not listen to the signal. */
export function rejectedWhenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
}
