/** Which hours a log tells of. */
import type { AuditLog } from '../plugin-api/index.ts';

export interface Hours {
  /** `2026-11-28T09:15:00.000000Z` */
  add(time: string): void;
  span(): Pick<AuditLog, 'from' | 'to' | 'gaps'>;
}

const HOUR_MS = 3_600_000;
/** As many gaps as anybody reads. */
const MOST_GAPS = 50;
/** A clock that is wrong must not fill the memory: more than fifty years. */
const MOST_HOURS = 500_000;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

export function createHours(): Hours {
  const hours = new Set<string>();
  let latest = '';
  let from = '';
  let to = '';
  return {
    add(time) {
      if (from === '' || time < from || time > to) {
        if (!TIME.test(time)) return;
        if (from === '' || time < from) from = time;
        if (time > to) to = time;
      }
      const hour = time.slice(0, 13);
      if (hour === latest || hours.size >= MOST_HOURS) return;
      latest = hour;
      hours.add(hour);
    },
    span: () => ({ from, to, gaps: gapsIn([...hours].sort()) }),
  };
}

function gapsIn(hours: readonly string[]): AuditLog['gaps'] {
  const gaps = hours.flatMap((hour, index) => {
    const before = hours[index - 1];
    if (before === undefined) return [];
    const missing = Math.round((startOf(hour) - startOf(before)) / HOUR_MS) - 1;
    return missing > 0 ? [{ from: new Date(startOf(before) + HOUR_MS).toISOString(), hours: missing }] : [];
  });
  return gaps.sort((left, right) => right.hours - left.hours).slice(0, MOST_GAPS);
}

function startOf(hour: string): number {
  return Date.parse(`${hour}:00:00Z`);
}
