/** Why what a log does not show may be in use all the same. */

import type { AuditLog } from '../../plugin-api/index.ts';
import { momentText } from '../../text/moment.ts';
import { count } from '../../text/words.ts';

export interface LogSettings {
  /** Days that a log has to cover. */
  readonly days: number;
  /** Hours without an event that are still none of its gaps. */
  readonly gapHours: number;
}

export interface Doubt {
  /** A sentence. */
  readonly text: string;
  /** Nothing can be said at all, and no trim offered. */
  readonly isFatal?: true;
}

const DAY_MS = 86_400_000;

/** Fractions of days. */
function daysOf({ from, to }: AuditLog): number {
  return from === '' ? 0 : (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

/** Of the log as a whole, worst first. */
export function logDoubts(log: AuditLog, settings: LogSettings): readonly Doubt[] {
  const { events, requests, undecided, damaged, gaps, isWhole } = log;
  if (events === 0) return [{ text: 'The audit log holds no event.', isFatal: true }];
  if (undecided === requests)
    return [{ text: 'The audit log does not say which requests were allowed.', isFatal: true }];
  const days = daysOf(log);
  const [longest] = gaps;
  const said = (isSo: boolean, text: string): readonly Doubt[] => (isSo ? [{ text }] : []);
  return [
    ...said(
      days < settings.days,
      `The audit log covers ${spanOf(log)} of the ${settings.days} that are needed: what is done less often is not in it.`,
    ),
    ...(longest === undefined
      ? []
      : said(
          longest.hours > settings.gapHours,
          `The audit log has a gap of ${count(longest.hours, 'hour')} from ${momentText(longest.from)}.`,
        )),
    ...said(damaged > 0, `${count(damaged, 'line or file', 'lines or files')} of the audit log could not be read.`),
    ...said(!isWhole, 'The audit log holds more different requests than are kept.'),
  ];
}

/** "Audit log of 34 days, 2026-10-01 to 2026-11-04". */
export function logTitle(log: AuditLog): string {
  return `Audit log of ${spanOf(log)}, ${log.from.slice(0, 10)} to ${log.to.slice(0, 10)}`;
}

/** `34 days`, `5 hours`. */
export function spanOf(log: AuditLog): string {
  const days = daysOf(log);
  return days >= 1 ? count(Math.floor(days), 'day') : count(Math.floor(days * 24), 'hour');
}
