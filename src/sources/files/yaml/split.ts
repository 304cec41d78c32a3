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

const CONTENT = /^[ \t]*[^\s#]/m;

/** Chunks that hold nothing but blank lines and comments are left out. `from`: an offset at the start of a line. */
export function* splitYaml(text: string, from = 0, line = 1): Generator<Chunk> {
  let start = from;
  let separator: string | undefined;
  let isFirst = true;
  while (start < text.length) {
    const marker = isFirst && text.startsWith('---', start) ? start : text.indexOf('\n---', start - 1) + 1;
    const end = marker === 0 ? text.length : marker;
    isFirst = false;
    const chunk = chunkAt(text, start, end, line, separator);
    if (chunk !== undefined) yield chunk;
    if (marker === 0) return;
    const lineEnd = text.indexOf('\n', marker);
    const next = lineEnd < 0 ? text.length : lineEnd + 1;
    separator = text.slice(marker + 3, next).trim();
    line += linesIn(text, next, start);
    start = next;
  }
  const last = chunkAt(text, start, text.length, line, separator);
  if (last !== undefined) yield last;
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
