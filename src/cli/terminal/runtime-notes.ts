/** What Node says of itself, such as that a part of it is experimental: no message of this program, nor of its screens. */
import type { EventEmitter } from 'node:events';

type Listener = (warning: Error) => void;

/** Other warnings of the runtime are told as before. */
export function dropRuntimeNotes(runtime: EventEmitter): void {
  const told = runtime.listeners('warning') as unknown as readonly Listener[];
  runtime.removeAllListeners('warning');
  runtime.on('warning', (warning: Error) => {
    if (warning.name !== 'ExperimentalWarning') for (const tell of told) tell.call(runtime, warning);
  });
}
