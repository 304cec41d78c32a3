/** Durations as kubectl's flags give them. */
import { LiveError } from '../http/errors.ts';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of `30`, `1.5s` or `1m30s`; 0 when absent or 0: no limit. */
export function parseDuration(text: string | undefined): number {
  if (text === undefined || text === '') return 0;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text))
    throw new LiveError('usage', `--request-timeout ${text} is not a duration: expected 30s, 2m or 0.`);
  let total = 0;
  for (const [, number, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g))
    total += Number(number) * (UNITS[unit ?? 's'] ?? 0);
  return Math.round(total);
}
