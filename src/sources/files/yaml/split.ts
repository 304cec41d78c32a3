/** The documents of a YAML stream, found as kubectl finds them, before any of them is parsed. */
import { linesIn } from './parse.ts';

export interface Chunk {
  /** Offsets of the document's text, without the separator lines around it. */
  readonly start: number;
  readonly end: number;
  /** Line of the file (from 1) in which the text at `start` begins. */
  readonly line: number;
  /** Line of its first content. */
  readonly contentLine: number;
  /** What follows `---` in its line: kubectl refuses anything but spaces and a comment. */
  readonly separator?: string;
}

const MARKER = '---';
const CONTENT = /^[ \t]*[^\s#]/m;

/** Chunks that hold nothing but blank lines and comments are left out. `from`: an offset at the start of a line. */
export function* splitYaml(text: string, from = 0, line = 1): Generator<Chunk> {
  let start = from;
  let separator: string | undefined;
  while (start < text.length) {
    const marker = markerFrom(text, start, start === from);
    const chunk = chunkAt(text, start, marker ?? text.length, line, separator);
    if (chunk !== undefined) yield chunk;
    if (marker === undefined) return;
    const feed = text.indexOf('\n', marker);
    const next = feed < 0 ? text.length : feed + 1;
    separator = text.slice(marker + MARKER.length, next).trim();
    line += linesIn(text, next, start);
    start = next;
  }
  const last = chunkAt(text, start, text.length, line, separator);
  if (last !== undefined) yield last;
}

/** The first line from `start` on that begins with the marker. */
function markerFrom(text: string, start: number, isFirst: boolean): number | undefined {
  if (isFirst && text.startsWith(MARKER, start)) return start;
  const found = text.indexOf(`\n${MARKER}`, Math.max(0, start - 1));
  return found < 0 ? undefined : found + 1;
}

function chunkAt(
  text: string,
  start: number,
  end: number,
  line: number,
  separator: string | undefined,
): Chunk | undefined {
  const isBad = separator !== undefined && separator !== '' && !separator.startsWith('#');
  const begin = text.charCodeAt(start) === 0xfeff ? start + 1 : start;
  const body = text.slice(begin, end);
  const content = body.search(CONTENT);
  if (isBad) return { start: begin, end, line, contentLine: line - 1, separator };
  if (content < 0) return undefined;
  return { start: begin, end, line, contentLine: line + linesIn(body, content) };
}
