/** Events in what clouds and log shippers wrap them in: lists, records, and text within text. */
import { eachItem, eachMember, isArrayAt, isObjectAt, isTextAt, type Stretch, textAt, valueEnd } from './bytes.ts';
import { type AuditEvent, emptyEvent, takeMember } from './event.ts';

export interface Sink {
  event(event: AuditEvent): void;
  /** Well-formed, and no audit event. */
  foreign(): void;
}

/**
 * Lists of events (`items`), of records of Azure (`records`), of CloudWatch (`events`, `logEvents`, `results`) and of
 * exports of tables (`value`).
 */
export const LISTS: ReadonlySet<string> = new Set(['items', 'records', 'events', 'logEvents', 'results', 'value']);
/** Members in which log shippers keep what they ship, as an object or as text. */
const WRAPPERS: ReadonlySet<string> = new Set([
  ...[
    '@message',
    'message',
    'log',
    'log_s',
    'properties',
    'value',
    'msg',
    'body',
    'line',
    'event',
    '_raw',
    'textPayload',
  ],
  ...['jsonPayload', 'fields', 'data', '_source'],
]);
const DEEPEST = 6;

/** After the object at `at`, its events given to the sink; -1: it does not end here. */
export function readRecord(stretch: Stretch, at: number, sink: Sink, depth = 0): number {
  const event = emptyEvent();
  let hasInner = false;
  const inner = (from: number) => {
    hasInner = true;
    return readInner(stretch, from, sink, depth + 1);
  };
  const after = eachMember(stretch, at, (written, from) => {
    const key = written.charCodeAt(0) < 0x61 && written !== '' ? lowered(written) : written;
    const taken = takeMember(event, key, stretch, from);
    if (taken !== undefined) return taken;
    const isList = LISTS.has(key) && isArrayAt(stretch, from);
    const isWrapper = WRAPPERS.has(key) && (isObjectAt(stretch, from) || isTextAt(stretch, from));
    return depth < DEEPEST && (isList || isWrapper) ? inner(from) : valueEnd(stretch, from);
  });
  if (after < 0) return -1;
  if (event.verb !== '' && event.user !== undefined) sink.event(event);
  else if (!hasInner) sink.foreign();
  return after;
}

/** Columns of a table of Azure begin in upper case. */
function lowered(key: string): string {
  return key.charAt(0).toLowerCase() + key.slice(1);
}

function readInner(stretch: Stretch, at: number, sink: Sink, depth: number): number {
  if (isObjectAt(stretch, at)) return readRecord(stretch, at, sink, depth);
  if (isArrayAt(stretch, at)) return eachItem(stretch, at, (from) => readInner(stretch, from, sink, depth));
  const after = valueEnd(stretch, at);
  if (after < 0 || !isTextAt(stretch, at)) return after;
  const text = textAt(stretch, at, after);
  const brace = text?.indexOf('{') ?? -1;
  if (text === undefined || brace < 0) {
    sink.foreign();
    return after;
  }
  const bytes = Buffer.from(text);
  readLine({ bytes, end: bytes.length }, 0, sink, depth);
  return after;
}

const OPEN_BRACE = 0x7b;
const QUOTE = 0x22;

/** All objects of a line, whatever stands before them; false: one of them does not end. */
export function readLine(stretch: Stretch, at: number, sink: Sink, depth = 0): boolean {
  const { bytes, end } = stretch;
  let index = bytes.indexOf(OPEN_BRACE, at);
  if (index < 0 || index >= end) return false;
  // The rest of an event whose beginning is gone: a stamp before one has no quotes.
  const quote = bytes.indexOf(QUOTE, at);
  if (quote >= 0 && quote < index) return false;
  while (index >= 0 && index < end) {
    const after = readRecord(stretch, index, sink, depth);
    if (after < 0) return false;
    index = bytes.indexOf(OPEN_BRACE, after);
  }
  return true;
}
