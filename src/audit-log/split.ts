/** A stream of bytes cut into what can be read at once: a line, or an object of a list that spans many lines. */
import { isArrayAt, membersFrom, type Stretch, skipBlank, valueEnd } from './bytes.ts';
import { LISTS, readLine, readRecord, type Sink } from './records.ts';

export interface Splitter {
  push(chunk: Buffer): void;
  /** Nothing more comes. */
  end(): void;
}

export interface SplitSink extends Sink {
  /** What ends too early, or is no JSON. */
  damaged(): void;
}

const NEWLINE = 0x0a;
/** One event is a few kilobytes, with bodies of the largest objects a few megabytes. */
const LARGEST = 64 * 1024 * 1024;
/** A first line as long is a list in one line. */
const LONGEST_FIRST_LINE = 8 * 1024 * 1024;

export function createSplitter(sink: SplitSink): Splitter {
  let chosen: Splitter | undefined;
  let held: Buffer = Buffer.alloc(0);
  const choose = (isEnd: boolean): Splitter | undefined => {
    const line = firstLine(held, isEnd);
    if (line === undefined) return undefined;
    return line === 'lines' ? lines(sink) : structure(sink);
  };
  return {
    push(chunk) {
      if (chosen !== undefined) return chosen.push(chunk);
      held = joined(held, chunk);
      chosen = choose(false);
      if (chosen === undefined) return;
      const all = held;
      held = Buffer.alloc(0);
      chosen.push(all);
    },
    end() {
      if (chosen === undefined) {
        chosen = choose(true) ?? lines(sink);
        chosen.push(held);
      }
      chosen.end();
    },
  };
}

/** `undefined`: it has not come whole yet. A list or an object over many lines is told by how its first one ends. */
function firstLine(bytes: Buffer, isEnd: boolean): 'lines' | 'structure' | undefined {
  const from = skipBlank({ bytes, end: bytes.length }, 0);
  const found = bytes.indexOf(NEWLINE, from);
  if (found < 0 && !isEnd) return bytes.length > LONGEST_FIRST_LINE ? 'structure' : undefined;
  const end = found < 0 ? bytes.length : found;
  const last = bytes.toString('latin1', from, end).trimEnd().slice(-1);
  const isOpen = last === '{' || last === '[' || last === ',';
  return isOpen || bytes[from] === 0x5b ? 'structure' : 'lines';
}

/** Whatever is wrong with one line, the next one begins anew. */
function lines(sink: SplitSink): Splitter {
  let rest: Buffer[] = [];
  let size = 0;
  const read = (bytes: Buffer, from: number, end: number) => {
    if (skipBlank({ bytes, end }, from) === end) return;
    if (!readLine({ bytes, end }, from, sink)) sink.damaged();
  };
  const flush = () => {
    const bytes = rest.length === 1 ? (rest[0] as Buffer) : Buffer.concat(rest);
    if (size > LARGEST) sink.damaged();
    else read(bytes, 0, bytes.length);
    rest = [];
    size = 0;
  };
  return {
    push(chunk) {
      let from = 0;
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
        if (rest.length === 0) read(chunk, from, at);
        else {
          keep(chunk.subarray(from, at));
          flush();
        }
        from = at + 1;
      }
      if (from < chunk.length) keep(Buffer.from(chunk.subarray(from)));
    },
    end() {
      if (rest.length > 0) flush();
    },
  };
  /** Of a line that is too long nothing is kept. */
  function keep(bytes: Buffer): void {
    size += bytes.length;
    if (size > LARGEST) rest = [Buffer.alloc(0)];
    else rest.push(bytes);
  }
}

const QUOTE = 0x22;
const OPEN_BRACE = 0x7b;

/** Objects one by one, out of lists that are never held as a whole. */
function structure(sink: SplitSink): Splitter {
  let held: Buffer = Buffer.alloc(0);
  /** Members of an object that were seen whole: it is not read again from its beginning. */
  let seen = 0;
  const next = (at: number): number => {
    const stretch = { bytes: held, end: held.length };
    const byte = held[at];
    if (byte === QUOTE) return valueEnd(stretch, at);
    if (byte !== OPEN_BRACE) return at + 1;
    const found = boundary(stretch, Math.max(seen, at + 1));
    seen = found.seen;
    if (found.list !== undefined) return found.list;
    if (found.after === undefined) return -1;
    if (readRecord(stretch, at, sink) < 0) sink.damaged();
    seen = 0;
    return found.after;
  };
  return {
    push(chunk) {
      held = joined(held, chunk);
      let at = 0;
      while (at < held.length) {
        const after = next(at);
        if (after < 0) break;
        at = after;
      }
      held = held.subarray(at);
      seen = Math.max(0, seen - at);
      if (held.length <= LARGEST) return;
      sink.damaged();
      held = Buffer.alloc(0);
      seen = 0;
    },
    end() {
      if (skipBlank({ bytes: held, end: held.length }, 0) < held.length) sink.damaged();
    },
  };
}

interface Boundary {
  readonly after?: number;
  /** Where the items of a list begin. */
  readonly list?: number;
  readonly seen: number;
}

/** The end of an object, or the list in it that holds events; neither: it has not come whole yet. */
function boundary(stretch: Stretch, from: number): Boundary {
  let seen = from;
  let list: number | undefined;
  const after = membersFrom(stretch, from, (key, value) => {
    if (LISTS.has(key) && isArrayAt(stretch, value)) {
      list = value + 1;
      return -1;
    }
    const end = valueEnd(stretch, value);
    if (end >= 0) seen = end;
    return end;
  });
  if (list !== undefined) return { list, seen: 0 };
  return after < 0 ? { seen } : { after, seen: 0 };
}

function joined(first: Buffer, second: Buffer): Buffer {
  return first.length === 0 ? second : Buffer.concat([first, second]);
}
