/** Keys and values on one line of plain YAML, and the word for what is read elsewhere. */
import { COLON, DASH, FEED, QUOTE, SPACE } from './characters.ts';
import { NoJsonValue, resolvePlain } from './scalar.ts';

/** Nothing is wrong: the text is written in a way that is read elsewhere. */
export const ELSEWHERE: unique symbol = Symbol('elsewhere');

/** Where a value ends, and what it is. */
export interface Piece {
  readonly value: unknown;
  readonly end: number;
}

/** In quotes, without escapes, on one line. */
export function readQuoted(text: string, at: number, limit: number): Piece {
  const quote = text[at] ?? '';
  const close = text.indexOf(quote, at + 1);
  if (close < 0 || close >= limit) throw ELSEWHERE;
  const value = text.slice(at + 1, close);
  const isEscaped = quote === '"' ? value.includes('\\') : text[close + 1] === quote;
  if (isEscaped) throw ELSEWHERE;
  return { value, end: close + 1 };
}

/** Letters, digits, and the few signs that mean nothing at the start of a value. */
export function startsPlain(first: number, second: number): boolean {
  if ((first >= 97 && first <= 122) || (first >= 65 && first <= 90) || (first >= 48 && first <= 57)) return true;
  if (first === DASH) return second > SPACE;
  return first === 47 || first === 46 || first === 95 || first === 43 || first === 126 || first === 36 || first > 0xa0;
}

/** So are values: kinds, versions, namespaces, numbers. Longer ones hardly come again. */
const LONGEST_HELD = 64;
const sources: string[] = new Array<string>(1 << 12).fill('');
const values: unknown[] = new Array<unknown>(sources.length).fill('');

/** The value that is written without quotes from `at` to `end`. `sum`: of its characters, equal for equal text. */
export function heldScalar(text: string, at: number, end: number, sum: number): unknown {
  const place = sum & (sources.length - 1);
  const known = sources[place];
  if (known !== undefined && known.length === end - at && text.startsWith(known, at)) return values[place];
  const source = text.slice(at, end);
  const value = scalarOf(source);
  if (source.length > LONGEST_HELD) return value;
  sources[place] = source;
  values[place] = value;
  return value;
}

export function scalarOf(source: string): unknown {
  try {
    const resolved = resolvePlain(source);
    return resolved === undefined ? source : resolved.value;
  } catch (error) {
    if (error instanceof NoJsonValue) throw ELSEWHERE;
    throw error;
  }
}

/** Offset of the colon behind a plain key, or a key in double quotes; -1: there is no key here. */
export function keyEnd(text: string, at: number, limit: number): number {
  let index = at;
  if (text.charCodeAt(at) === QUOTE) {
    const close = text.indexOf('"', at + 1);
    if (close < 0 || close >= limit) return -1;
    index = close + 1;
  } else while (isKeyCharacter(text.charCodeAt(index))) index++;
  if (index === at || text.charCodeAt(index) !== COLON) return -1;
  const next = text.charCodeAt(index + 1);
  return index + 1 >= limit || next === SPACE || next === FEED ? index : -1;
}

/** Set by its name it would be no member. */
const PROTO = '__proto__';

/**
 * Documents are written with a few hundred keys, each many thousand times: a key that was met is known again by some of
 * its characters, and none is cut out, judged and hashed twice.
 */
const met: string[] = new Array<string>(1 << 11).fill('');

export function keyOf(text: string, at: number, colon: number): string {
  const length = colon - at;
  const place = placeFor(text, at, length);
  const known = met[place];
  if (known !== undefined && known.length === length && text.startsWith(known, at)) return known;
  if (text.charCodeAt(at) === QUOTE) return quotedKey(text.slice(at + 1, colon - 1));
  const key = text.slice(at, colon);
  if (!isPlainKey(key)) throw ELSEWHERE;
  met[place] = key;
  return key;
}

function placeFor(text: string, at: number, length: number): number {
  const [first, middle, last] = [at, at + (length >> 1), at + length - 1];
  const mixed = (text.charCodeAt(first) * 31 + text.charCodeAt(middle)) * 31 + text.charCodeAt(last);
  return (mixed * 31 + length) & (met.length - 1);
}

function isPlainKey(key: string): boolean {
  const first = key.charCodeAt(0);
  const isName = (first >= 97 && first <= 122) || (first >= 65 && first <= 90) || first === 95;
  return isName && key !== PROTO && resolvePlain(key) === undefined;
}

function quotedKey(key: string): string {
  if (key.includes('\\') || key === PROTO) throw ELSEWHERE;
  return key;
}

function isKeyCharacter(char: number): boolean {
  return (
    (char >= 97 && char <= 122) ||
    (char >= 65 && char <= 90) ||
    (char >= 45 && char <= 57) || // - . / and digits
    char === 95
  );
}
