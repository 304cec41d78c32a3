/** Brackets and braces on one line, with values that need no more than a glance. */
import {
  APOSTROPHE,
  CLOSE_LIST,
  CLOSE_MAP,
  COLON,
  COMMA,
  DASH,
  HASH,
  OPEN_LIST,
  OPEN_MAP,
  QUOTE,
  SPACE,
} from './characters.ts';
import { ELSEWHERE, keyEnd, keyOf, type Piece, readQuoted, scalarOf, startsPlain } from './plain-pieces.ts';

const MAX_DEPTH = 30;

/** From the opening bracket or brace. Throws `ELSEWHERE`. */
export function readFlow(text: string, at: number, limit: number, depth: number): Piece {
  if (depth > MAX_DEPTH) throw ELSEWHERE;
  return text.charCodeAt(at) === OPEN_LIST ? list(text, at, limit, depth) : map(text, at, limit, depth);
}

function list(text: string, at: number, limit: number, depth: number): Piece {
  const items: unknown[] = [];
  let index = skip(text, at + 1);
  while (text.charCodeAt(index) !== CLOSE_LIST) {
    const { value, end } = member(text, index, limit, depth);
    items.push(value);
    index = afterMember(text, end, CLOSE_LIST);
  }
  return within({ value: items, end: index + 1 }, limit);
}

function map(text: string, at: number, limit: number, depth: number): Piece {
  const members: Record<string, unknown> = {};
  let index = skip(text, at + 1);
  while (text.charCodeAt(index) !== CLOSE_MAP) {
    const colon = keyEnd(text, index, limit);
    if (colon < 0) throw ELSEWHERE;
    const key = keyOf(text, index, colon);
    if (Object.hasOwn(members, key)) throw ELSEWHERE;
    const { value, end } = member(text, skip(text, colon + 1), limit, depth);
    members[key] = value;
    index = afterMember(text, end, CLOSE_MAP);
  }
  return within({ value: members, end: index + 1 }, limit);
}

function member(text: string, at: number, limit: number, depth: number): Piece {
  const first = text.charCodeAt(at);
  if (first === QUOTE || first === APOSTROPHE) return readQuoted(text, at, limit);
  if (first === OPEN_LIST || first === OPEN_MAP) return readFlow(text, at, limit, depth + 1);
  const second = text.charCodeAt(at + 1);
  if (!startsPlain(first, second) || (first === DASH && isIndicator(second))) throw ELSEWHERE;
  let end = at;
  for (let index = at; index < limit; index++) {
    const char = text.charCodeAt(index);
    if (char === COMMA || char === CLOSE_LIST || char === CLOSE_MAP)
      return { value: scalarOf(text.slice(at, end)), end };
    if (char === COLON || char === HASH || char === OPEN_LIST || char === OPEN_MAP) throw ELSEWHERE;
    if (char !== SPACE) end = index + 1;
  }
  throw ELSEWHERE;
}

function isIndicator(char: number): boolean {
  return char === COMMA || char === OPEN_LIST || char === CLOSE_LIST || char === OPEN_MAP || char === CLOSE_MAP;
}

/** Behind the comma, or at the closing character. */
function afterMember(text: string, at: number, close: number): number {
  const index = skip(text, at);
  const found = text.charCodeAt(index);
  if (found === close) return index;
  if (found !== COMMA) throw ELSEWHERE;
  return skip(text, index + 1);
}

function skip(text: string, at: number): number {
  let index = at;
  while (text.charCodeAt(index) === SPACE) index++;
  return index;
}

function within(piece: Piece, limit: number): Piece {
  if (piece.end > limit) throw ELSEWHERE;
  return piece;
}
