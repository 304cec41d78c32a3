/** Time and chance, replaceable in tests. */
import { setTimeout as wait } from 'node:timers/promises';

export interface Clock {
  /** Milliseconds of a clock that never jumps. */
  now(): number;
  /** Milliseconds since 1970. */
  wall(): number;
  /** Rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** From 0 up to 1. */
  random(): number;
}

export const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  wall: Date.now,
  random: Math.random,
  async sleep(ms, signal) {
    try {
      await wait(ms, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
};

/** Doubles from `first` to `most`, each wait shortened by up to a half so that many clients do not come back at once. */
export function backOff(attempt: number, clock: Clock, first = 500, most = 30_000): number {
  const full = Math.min(most, first * 2 ** Math.min(attempt, 16));
  return full / 2 + (full / 2) * clock.random();
}
