/** Durations as Go reads them, and kubectl in `--request-timeout`. Pure. */

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};
const PART = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;

/** Milliseconds of `30` (seconds), `1.5s` or `1m30s`; `undefined` for what is no duration, and for one below 0. */
export function durationMs(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const unsigned = text.replace(/^\+/, '');
  if (unsigned === '' || unsigned.replace(PART, '') !== '') return undefined;
  const parts = Array.from(unsigned.matchAll(PART), ([, amount, unit]) => Number(amount) * (UNITS[unit ?? ''] ?? 0));
  return parts.reduce((sum, part) => sum + part, 0);
}
