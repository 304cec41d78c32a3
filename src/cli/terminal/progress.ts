/** How far reading is: one line that is written over on a terminal, one line a phase elsewhere with `-v 1`. */

import type { HardenState, HardenStore } from '../../store/state.ts';
import { grouped } from '../../text/words.ts';
import type { Terminal } from './io.ts';

const EVERY_MS = 100;

/** Returns what ends it, leaving no trace on a terminal. */
export function showProgress(store: HardenStore, io: Terminal, verbosity: number): () => void {
  if (io.isQuiet) return () => undefined;
  if (!io.isErrorTerminal) return verbosity > 0 ? logPhases(store, io) : () => undefined;
  let shownAt = Number.NEGATIVE_INFINITY;
  const end = store.subscribe((state) => {
    const at = performance.now();
    if (state.phase !== 'reading' || at - shownAt < EVERY_MS) return;
    shownAt = at;
    io.status(progressLine(state));
  });
  return () => {
    end();
    io.clearStatus();
  };
}

function progressLine({ progress }: HardenState): string {
  return `Reading  ${progress.kindsDone}/${progress.kindsTotal} kinds  ${grouped(progress.objects)} objects`;
}

function logPhases(store: HardenStore, io: Terminal): () => void {
  let last = store.getState().phase;
  return store.subscribe((state) => {
    if (state.phase === last) return;
    last = state.phase;
    const { objects } = state.progress;
    io.note(`${last}${objects === 0 ? '' : `: ${grouped(objects)} objects`}`);
  });
}
