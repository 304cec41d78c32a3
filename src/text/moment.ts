/** Moments in sentences and tables: RFC 3339 in UTC, cut to the minute. Pure. */

/** "2026-11-10 14:02", where the zone is said elsewhere. */
export function minuteText(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)}`;
}

/** "2026-11-10 14:02 UTC". */
export function momentText(at: string): string {
  return `${minuteText(at)} UTC`;
}
