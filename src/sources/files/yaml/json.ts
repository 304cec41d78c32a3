/** JSON values one after the other, as kubectl reads a stream that begins with a brace. */
import { linesIn, MEND } from './parse.ts';

export interface JsonScan {
  /** Offset behind the value. */
  readonly end: number;
  readonly duplicate?: { readonly key: string; readonly at: number };
  readonly hasEscapedKey: boolean;
}
export interface JsonProblem {
  readonly problem: string;
  readonly at: number;
}

const MAX_DEPTH = 100;
const SPACE = /[ \t\r\n]*/y;
const LITERAL = /(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)(?![\w.+-])/y;

export function skipSpace(text: string, at: number): number {
  SPACE.lastIndex = at;
  SPACE.exec(text);
  return SPACE.lastIndex;
}

/** Finds the end of the value at `start` and keys given twice, which `JSON.parse` does not tell. */
export function scanJson(text: string, start: number): JsonScan | JsonProblem {
  const scanner = new Scanner(text, start);
  try {
    scanner.value(0);
  } catch (error) {
    if (error instanceof Malformed) return { problem: error.message, at: error.at };
    throw error;
  }
  const { duplicate, hasEscapedKey } = scanner;
  return { end: scanner.at, hasEscapedKey, ...(duplicate === undefined ? {} : { duplicate }) };
}

export interface JsonRange {
  readonly start: number;
  readonly end: number;
}

/** Where the items of the list stand that begins at `start`. */
export function itemRanges(text: string, start: number): readonly JsonRange[] | undefined {
  try {
    return new Scanner(text, start).items();
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

class Malformed extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

class Scanner {
  readonly #text: string;
  at: number;
  duplicate: JsonScan['duplicate'];
  hasEscapedKey = false;

  constructor(text: string, at: number) {
    this.#text = text;
    this.at = at;
  }

  value(depth: number): void {
    if (depth > MAX_DEPTH) throw new Malformed(`it is nested deeper than ${MAX_DEPTH} levels`, this.at);
    const first = this.#next();
    if (first === '{') {
      const seen = new Set<string>();
      this.#list('}', () => this.#member(depth, seen));
    } else if (first === '[') this.#list(']', () => this.value(depth + 1));
    else if (first === '"') this.#string();
    else this.#literal();
  }

  /** Of the list that the member `items` of this object holds. */
  items(): readonly JsonRange[] | undefined {
    const ranges: JsonRange[] = [];
    let isFound = false;
    if (this.#next() !== '{') return undefined;
    this.#list('}', () => {
      const key = this.#key();
      if (key !== 'items' || this.#next() !== '[') {
        this.value(1);
        return;
      }
      isFound = true;
      this.#list(']', () => {
        const start = this.at;
        this.value(2);
        ranges.push({ start, end: this.at });
      });
    });
    return isFound ? ranges : undefined;
  }

  /** Entries with commas between them, up to the closing character. */
  #list(close: string, entry: () => void): void {
    this.at++;
    if (this.#next() === close) {
      this.at++;
      return;
    }
    for (;;) {
      this.#next();
      entry();
      const found = this.#next();
      if (found !== ',' && found !== close) throw this.#unexpected();
      this.at++;
      if (found === close) return;
    }
  }

  #member(depth: number, seen: Set<string>): void {
    const at = this.at;
    const key = this.#key();
    if (seen.has(key)) this.duplicate ??= { key, at };
    seen.add(key);
    this.value(depth + 1);
  }

  /** With its colon. */
  #key(): string {
    if (this.#next() !== '"') throw this.#unexpected();
    const start = this.at + 1;
    const key = this.#string();
    this.hasEscapedKey ||= key.length !== this.at - 1 - start;
    if (this.#next() !== ':') throw this.#unexpected();
    this.at++;
    return key;
  }

  #string(): string {
    const start = this.at + 1;
    let end = this.#text.indexOf('"', start);
    while (end >= 0 && this.#isEscaped(end)) end = this.#text.indexOf('"', end + 1);
    if (end < 0) throw new Malformed('a string is not closed', this.at);
    this.at = end + 1;
    const raw = this.#text.slice(start, end);
    return raw.includes('\\') ? unescaped(raw) : raw;
  }

  #isEscaped(quote: number): boolean {
    let backslashes = 0;
    while (this.#text[quote - 1 - backslashes] === '\\') backslashes++;
    return backslashes % 2 === 1;
  }

  #literal(): void {
    LITERAL.lastIndex = this.at;
    if (LITERAL.exec(this.#text) === null) throw this.#unexpected();
    this.at = LITERAL.lastIndex;
  }

  #next(): string {
    this.at = skipSpace(this.#text, this.at);
    const found = this.#text[this.at];
    if (found === undefined) throw new Malformed('the text ends inside a value', this.at);
    return found;
  }

  #unexpected(): Malformed {
    return new Malformed('a character that JSON does not allow here', this.at);
  }
}

function unescaped(raw: string): string {
  try {
    return String(JSON.parse(`"${raw}"`));
  } catch {
    return raw;
  }
}

export interface JsonPart {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  /** A key given twice. */
  readonly problem?: string;
  /** Some key is written with an escape. */
  readonly hasEscapedKey: boolean;
}
export interface JsonStream {
  readonly parts: readonly JsonPart[];
  /** From where the text is no JSON, and why. */
  readonly rest?: {
    readonly start: number;
    readonly line: number;
    readonly problem: string;
    readonly problemLine: number;
  };
}

export function splitJson(text: string, from: number): JsonStream {
  const parts: JsonPart[] = [];
  let at = skipSpace(text, from);
  let line = 1 + linesIn(text, at);
  while (at < text.length) {
    const scan = scanJson(text, at);
    if ('problem' in scan) {
      const problemLine = line + linesIn(text, scan.at, at);
      return { parts, rest: { start: at, line, problem: `not valid JSON: ${scan.problem}. ${MEND}`, problemLine } };
    }
    parts.push(partOf(text, at, line, scan));
    const next = skipSpace(text, scan.end);
    line += linesIn(text, next, at);
    at = next;
  }
  return { parts };
}

function partOf(text: string, start: number, line: number, { end, duplicate, hasEscapedKey }: JsonScan): JsonPart {
  if (duplicate === undefined) return { start, end, line, hasEscapedKey };
  const problem = `the key ${duplicate.key} appears twice. Keep one of them.`;
  return { start, end, line: line + linesIn(text, duplicate.at, start), problem, hasEscapedKey };
}
