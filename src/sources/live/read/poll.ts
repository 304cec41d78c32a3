/** What may be listed and not watched, or is served without watches: listed again and again, with its age told. */
import type { Clock } from '../http/clock.ts';
import { ApiError } from '../http/errors.ts';
import type { Reported } from './reported.ts';

/** Between two lists; longer where a list takes long. */
const POLL_MS = 30_000;
const WAIT_PER_LIST = 10;
/** After so many lists a watch is tried again: each that is refused is noise in the audit log. */
const LISTS = 20;

export interface Polling {
  /** Gives the version that was listed. */
  readonly list: () => Promise<string>;
  /** Of the last list. */
  readonly from: string;
  readonly clock: Clock;
  readonly state: Reported;
}

/** A watch is refused, and a list may still be allowed. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 403 || error.status === 405);
}

/** Gives the version from which a watch is worth another try. Throws what a list says. */
export async function poll({ list, from, clock, state }: Polling, signal: AbortSignal): Promise<string> {
  let version = from;
  let wait = POLL_MS;
  for (let lists = 0; lists <= LISTS; lists++) {
    // What was listed long ago may not be listed any more either.
    if (lists > 0 || clock.wall() - state.listedAt >= POLL_MS) {
      const began = clock.now();
      version = await list();
      wait = Math.max(POLL_MS, WAIT_PER_LIST * (clock.now() - began));
    }
    state.polled(wait);
    await clock.sleep(wait, signal);
  }
  return version;
}
