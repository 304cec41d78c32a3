/** The two words at the right of the header: how current the display is, and whether changes are possible. */
import type { NavState } from '../../store/nav.ts';
import type { HardenState } from '../../store/state.ts';
import { type Span, span } from '../text/line.ts';

/** How long a phase must be told in seconds: while something is waited for. */
export function isTicking({ phase, polled }: HardenState, nav: NavState): boolean {
  return (
    (phase === 'live' && polled !== undefined) ||
    phase === 'connecting' ||
    phase === 'reading' ||
    phase === 'stale' ||
    isWriting(nav)
  );
}

const CALM_MS = 1000;

/** Once all is read a changing cluster moves what is looked at at most once a second; everything else is shown at once. */
export function paceOf(state: HardenState, before: HardenState): number {
  const isOnlyPicture = Object.keys(state).every(
    (key) => key === 'snapshot' || state[key as keyof HardenState] === before[key as keyof HardenState],
  );
  return isOnlyPicture && state.phase === 'live' ? CALM_MS : 0;
}

/** From the consent until the session said how it ended. */
export function isWriting({ run }: NavState): boolean {
  return run !== undefined && run.endedAt === undefined;
}

export function streamWord(harden: HardenState, now: number): Span {
  const seconds = secondsSince(harden.since, now);
  switch (harden.phase) {
    case 'connecting':
    case 'reading':
      return span(`READING ${seconds}s`, 'stream.ok');
    case 'live':
      if (harden.polled !== undefined)
        return span(
          `STALE ${secondsSince(harden.polled.readAt, now)}s${retryWord(harden.polled.nextAt, now)}`,
          'stream.stale',
        );
      return span(harden.snapshot?.source.type === 'files' ? 'SNAPSHOT' : 'LIVE', 'stream.ok');
    case 'paused':
      return span('PAUSED', 'stream.stale');
    case 'stale':
      return span(`STALE ${seconds}s${retryWord(harden.retryAt, now)}`, 'stream.stale');
    case 'done':
      return span('SNAPSHOT', 'stream.ok');
    case 'failed':
      return span('FAILED', 'stream.stale');
  }
}

function secondsSince(at: number, now: number): number {
  return Math.max(0, Math.floor((now - at) / 1000));
}

/** " retry 8s"; nothing while it is tried. */
function retryWord(retryAt: number | undefined, now: number): string {
  return retryAt === undefined || retryAt <= now ? '' : ` retry ${Math.ceil((retryAt - now) / 1000)}s`;
}

export function writeWord({ mode, rights }: HardenState, nav: NavState): Span {
  if (isWriting(nav)) return span('WRITING', 'write.on');
  if (rights !== undefined && mode !== 'read-only') {
    if (rights.denied === rights.asked && rights.denied > 0) return span('MAY NOT WRITE', 'stream.ok');
    if (rights.denied > 0)
      return span(`${mode === 'apply' ? 'WRITES ASK' : 'PLAN-ONLY'}, ${rights.denied} NOT YOURS`, 'write.on');
  }
  switch (mode) {
    case 'read-only':
      return span('READ-ONLY', 'stream.ok');
    case 'plan-only':
      return span('PLAN-ONLY', 'stream.ok');
    case 'apply':
      return span('WRITES ASK', 'write.on');
  }
}

/** Whether what is shown can change at all: manifests are read once. */
export function canPause({ snapshot, phase }: HardenState): boolean {
  return snapshot !== undefined && snapshot.source.type !== 'files' && phase !== 'done' && phase !== 'failed';
}
