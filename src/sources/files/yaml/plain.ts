/**
 * Reads the plain part of YAML that nearly all manifests are written in, several times as fast as a reader of the whole
 * language: block maps and lists, values on one line. Whatever is not surely that it leaves to the other reader, errors
 * too; tests hold the two together.
 */
import { APOSTROPHE, COLON, DASH, HASH, OPEN_LIST, OPEN_MAP, QUOTE, SPACE } from './characters.ts';
import { readFlow } from './plain-flow.ts';
import { ELSEWHERE, heldScalar, keyEnd, keyOf, type Piece, readQuoted, startsPlain } from './plain-pieces.ts';

export { ELSEWHERE } from './plain-pieces.ts';

type Members = Record<string, unknown>;

const MAX_DEPTH = 60;
/** Characters that end lines, are no text, or need a reader that knows more about them: tabs, byte order marks. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNUSUAL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;

export function readPlain(text: string): unknown {
  if (UNUSUAL.test(text) || !text.isWellFormed()) return ELSEWHERE;
  try {
    return new PlainReader(apart(text)).document();
  } catch (error) {
    if (error === ELSEWHERE) return ELSEWHERE;
    throw error;
  }
}

/**
 * The same text in a string of its own. Of one that was cut out of a longer text each look at a character goes through
 * both: reading takes a third longer. `text`: well formed.
 */
function apart(text: string): string {
  return Buffer.from(text).toString();
}

class PlainReader {
  readonly #text: string;
  /** First character of the line that is no space, or of what follows a dash. */
  #at = 0;
  #end = -1;
  /** Column of `#at`; -1 at the end of the text. */
  #column = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): unknown {
    this.#nextLine();
    if (this.#column < 0) throw ELSEWHERE;
    const value = this.#block(0);
    if (this.#column >= 0) throw ELSEWHERE;
    return value;
  }

  /** To the next line with content. */
  #nextLine(): void {
    const text = this.#text;
    let start = this.#end + 1;
    for (;;) {
      if (start >= text.length) {
        this.#column = -1;
        return;
      }
      let at = start;
      while (text.charCodeAt(at) === SPACE) at++;
      const feed = text.indexOf('\n', at);
      const end = feed < 0 ? text.length : feed;
      const first = text.charCodeAt(at);
      if (at < end && first !== HASH) {
        this.#at = at;
        this.#end = end;
        this.#column = at - start;
        return;
      }
      start = end + 1;
    }
  }

  #block(depth: number): unknown {
    if (depth > MAX_DEPTH) throw ELSEWHERE;
    return this.#isDash() ? this.#list(this.#column, depth) : this.#map(this.#column, depth);
  }

  #isDash(): boolean {
    if (this.#text.charCodeAt(this.#at) !== DASH) return false;
    return this.#at + 1 === this.#end || this.#text.charCodeAt(this.#at + 1) === SPACE;
  }

  #map(column: number, depth: number): Members {
    const members: Members = {};
    while (this.#column === column && !this.#isDash()) {
      const colon = keyEnd(this.#text, this.#at, this.#end);
      if (colon < 0) throw ELSEWHERE;
      const key = keyOf(this.#text, this.#at, colon);
      if (Object.hasOwn(members, key)) throw ELSEWHERE;
      members[key] = this.#afterColon(colon + 1, column, depth);
    }
    if (this.#column > column) throw ELSEWHERE;
    return members;
  }

  #afterColon(from: number, column: number, depth: number): unknown {
    const at = this.#skipSpaces(from);
    if (at < this.#end) return this.#inline(at, column);
    this.#nextLine();
    if (this.#column > column) return this.#block(depth + 1);
    return this.#column === column && this.#isDash() ? this.#list(column, depth + 1) : null;
  }

  #list(column: number, depth: number): unknown[] {
    const items: unknown[] = [];
    while (this.#column === column && this.#isDash()) {
      const at = this.#skipSpaces(this.#at + 1);
      if (at >= this.#end) {
        this.#nextLine();
        items.push(this.#column > column ? this.#block(depth + 1) : null);
        continue;
      }
      const dash = this.#at;
      this.#at = at;
      if (this.#isDash() || keyEnd(this.#text, at, this.#end) >= 0) {
        this.#column += at - dash;
        items.push(this.#block(depth + 1));
      } else items.push(this.#inline(at, column));
    }
    if (this.#column > column) throw ELSEWHERE;
    return items;
  }

  /** A value that ends in its line; what goes on in the next one is read elsewhere. */
  #inline(at: number, column: number): unknown {
    const { value, end } = this.#scalarOrFlow(at);
    if (this.#skipSpaces(end) < this.#end) throw ELSEWHERE;
    this.#nextLine();
    if (this.#column > column) throw ELSEWHERE;
    return value;
  }

  #scalarOrFlow(at: number): Piece {
    const first = this.#text.charCodeAt(at);
    if (first === QUOTE || first === APOSTROPHE) return readQuoted(this.#text, at, this.#end);
    if (first === OPEN_LIST || first === OPEN_MAP) return readFlow(this.#text, at, this.#end, 0);
    return this.#plainScalar(at);
  }

  #plainScalar(at: number): Piece {
    const text = this.#text;
    if (!startsPlain(text.charCodeAt(at), text.charCodeAt(at + 1))) throw ELSEWHERE;
    let [last, sum] = [at, 0];
    for (let index = at; index < this.#end; index++) {
      const char = text.charCodeAt(index);
      if (char === SPACE) continue;
      if (char === HASH && text.charCodeAt(index - 1) === SPACE) break;
      if (char === COLON && (index + 1 === this.#end || text.charCodeAt(index + 1) === SPACE)) throw ELSEWHERE;
      last = index;
      sum = (sum * 31 + char) | 0;
    }
    return { value: heldScalar(text, at, last + 1, sum), end: last + 1 };
  }

  /** To the next character that is neither a space nor part of a comment; the end of the line without one. */
  #skipSpaces(from: number): number {
    const text = this.#text;
    let at = from;
    while (text.charCodeAt(at) === SPACE) at++;
    if (text.charCodeAt(at) !== HASH) return Math.min(at, this.#end);
    if (at === from && at < this.#end) throw ELSEWHERE;
    return this.#end;
  }
}
