/** Marks and words for the values of the model: one table each. */
import { objectName } from '../kube/refs.ts';
import type { ItemStatus } from '../model/finding.ts';
import type { RowMark } from '../store/nav.ts';
import { printable } from '../text/printable.ts';
import { cutEnd, cutMiddle, displayWidth } from '../text/width.ts';
import { GLYPHS } from './glyphs.ts';
import { type Span, span } from './text/line.ts';
import type { Token } from './theme.ts';
import type { Disruption, ObjectRef, Readiness, Severity } from './types.ts';

const STATUS: Readonly<Record<ItemStatus, readonly [string, Token]>> = {
  pass: [GLYPHS.pass, 'state.pass'],
  fail: [GLYPHS.fail, 'state.fail'],
  unknown: [GLYPHS.unknown, 'state.unknown'],
  error: [GLYPHS.error, 'state.error'],
  manual: [GLYPHS.ask, 'state.ask'],
  attested: [GLYPHS.answered, 'state.ask'],
  waived: [GLYPHS.waived, 'state.waived'],
  'not-asked': [GLYPHS.notApplicable, 'state.na'],
  'not-applicable': [GLYPHS.notApplicable, 'state.na'],
};
const SEVERITY: Readonly<Record<Severity, readonly [string, Token]>> = {
  critical: ['CRIT', 'sev.crit'],
  high: ['HIGH', 'sev.high'],
  medium: ['MED', 'sev.med'],
  low: ['LOW', 'sev.low'],
  info: ['INFO', 'sev.info'],
};
const DISRUPTION: Readonly<Record<Disruption, string>> = {
  none: 'no restart',
  rollout: 'one rollout',
  traffic: 'no restart; may close connections',
  access: 'no restart; removes permissions',
};

export function statusMark(status: ItemStatus): Span {
  const [mark, token] = STATUS[status];
  return span(mark, token);
}

export function severityWord(severity: Severity | undefined): Span {
  if (severity === undefined) return span('');
  const [word, token] = SEVERITY[severity];
  return span(word, token);
}

export function readinessWord(readiness: Readiness): Span {
  return span(readiness, readiness);
}

/** What became of a row that is not open any more. */
export const RESOLVED_TEXT = {
  fixed: 'Fixed: none of its findings is open.',
  gone: 'Gone: what it was about is not there any more.',
} as const;

const ROW_MARK: Readonly<Record<RowMark, readonly [string, string]>> = {
  new: [GLYPHS.fresh, 'new'],
  changed: [GLYPHS.changed, 'changed'],
  expired: [GLYPHS.again, 'reopened'],
  partly: [GLYPHS.partly, 'partly'],
};

/** A sign of one cell and the word for it. */
export function rowMark(mark: RowMark): readonly [string, string] {
  return ROW_MARK[mark];
}

/** What restarts. */
export function disruptionWord(disruption: Disruption): string {
  return DISRUPTION[disruption];
}

/** "04": numbers of items are of one width. */
export function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

/** "0.2 s", "41 s", "1 m 12 s". */
export function duration(ms: number): string {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} m ${String(seconds % 60).padStart(2, '0')} s`;
}

/** In UTC, as the name of a run: "14:02:11". */
export function clock(at: number): string {
  return new Date(at).toISOString().slice(11, 19);
}

/** "Deployment payments/checkout-api". */
export function refName(ref: ObjectRef): string {
  return printable(objectName(ref));
}

export function shortName(ref: ObjectRef): string {
  return printable(ref.namespace === undefined ? ref.name : `${ref.namespace}/${ref.name}`);
}

/** The same in at most so many cells: of what is too long the namespace gives way, the name stays whole. */
export function refTitle(ref: ObjectRef, width: number): string {
  const full = refName(ref);
  if (displayWidth(full) <= width || ref.namespace === undefined) return cutMiddle(full, width);
  const [kind, name] = [printable(ref.kind), printable(ref.name)];
  const room = width - displayWidth(kind) - displayWidth(name) - 2;
  return room < 2 ? cutMiddle(full, width) : `${kind} ${cutEnd(printable(ref.namespace), room)}/${name}`;
}
