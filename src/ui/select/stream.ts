/** The two words at the right of the header: how fresh the picture is, and whether anything may be written. */
import type { HardenState } from '../../store/state.ts';
import { type Span, span } from '../text/line.ts';

/** How long a phase must be told in seconds: while something is waited for. */
export function isTicking(harden: HardenState): boolean {
  return harden.phase === 'connecting' || harden.phase === 'reading' || harden.phase === 'stale' || isWriting(harden);
}

export function isWriting(harden: HardenState): boolean {
  return harden.run !== undefined && !harden.run.done;
}

export function streamWord(harden: HardenState, now: number): Span {
  const seconds = Math.max(0, Math.floor((now - harden.since) / 1000));
  switch (harden.phase) {
    case 'connecting':
    case 'reading':
      return span(`READING ${seconds}s`, 'stream.ok');
    case 'live':
      return span('LIVE', 'stream.ok');
    case 'paused':
      return span('PAUSED', 'stream.stale');
    case 'stale':
      return span(`STALE ${seconds}s`, 'stream.stale');
    case 'done':
      return span('SNAPSHOT', 'stream.ok');
    case 'failed':
      return span('FAILED', 'stream.stale');
  }
}

export function writeWord(harden: HardenState): Span {
  if (isWriting(harden)) return span('WRITING', 'write.on');
  switch (harden.mode) {
    case 'read-only':
      return span('READ-ONLY', 'stream.ok');
    case 'plan-only':
      return span('PLAN-ONLY', 'stream.ok');
    case 'apply':
      return span('WRITES ASK', 'write.on');
  }
}
