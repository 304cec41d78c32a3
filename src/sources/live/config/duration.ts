/** What `--request-timeout` says about how long is waited. */
import { durationMs } from '../../../kube/duration.ts';
import { printable } from '../../../text/printable.ts';
import { DEFAULT_TIMEOUTS, type Timeouts } from '../http/dispatcher.ts';
import { LiveError } from '../http/errors.ts';

/** As long as kubectl tries to connect. */
const CONNECT_MS = 30_000;
/** What timers can hold; longer is without limit. */
const LONGEST_MS = 2 ** 31 - 1;

/** The limits that we set for ourselves where nothing is given; else as kubectl: that long for a request, 0 for ever. */
export function timeoutsOf(given: string | undefined): Timeouts {
  if (given === undefined || given === '') return DEFAULT_TIMEOUTS;
  const asked = durationMs(given);
  if (asked === undefined)
    throw new LiveError('usage', `--request-timeout ${printable(given)} is not a duration: expected 30s, 2m or 0.`);
  const request = asked > LONGEST_MS ? 0 : Math.ceil(asked);
  return { ...DEFAULT_TIMEOUTS, connect: CONNECT_MS, headers: request, idle: request, request };
}
