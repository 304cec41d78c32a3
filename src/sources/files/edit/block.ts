/** Splices in block style: whole lines come and go, the lines around them stay. */
import type { Json } from '../../../plugin-api/index.ts';
import { EditRefused, type Holder } from './difference.ts';
import type { ListNode, MapNode, Node } from './outline.ts';
import { isScalarValue, renderAfterColon, renderEntry, renderItem, renderQuoted, renderScalar } from './render.ts';
import { columnOf, isQuoted, lineEnd, lineEndAbove, lineStart, type Style } from './style.ts';

/** Replaces the text between two offsets. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function addEntries(
  text: string,
  map: MapNode,
  entries: readonly (readonly [string, Json])[],
  style: Style,
): readonly Splice[] {
  const column = columnOf(text, map.entries[0]?.start ?? map.start);
  const lines = entries.flatMap(([key, value]) => indent(renderEntry(key, value, column, style), column));
  return [linesAfter(text, map.end, lines, style)];
}

export function insertItem(
  text: string,
  { items }: ListNode,
  index: number,
  value: Json,
  style: Style,
): readonly Splice[] {
  const first = items[0];
  if (first === undefined) return [];
  const column = columnOf(text, first.start);
  const lines = indent(renderItem(value, column, style, isQuoted(first.value)), column);
  const before = items[index - 1];
  if (before !== undefined) return [linesAfter(text, before.value.end, lines, style)];
  const at = lineStart(text, first.start);
  if (!startsLine(text, first.start)) throw new EditRefused('the list begins in the middle of a line', first.start);
  return [{ start: at, end: at, text: lines.map((line) => `${line}${style.lineEnd}`).join('') }];
}

/** Entries of a map, or items of a list: with the comment lines above that belong to them. */
export function remove(
  text: string,
  parts: readonly { start: number; value: Node }[],
  index: number,
): readonly Splice[] {
  const part = parts[index];
  if (part === undefined) return [];
  if (!startsLine(text, part.start)) return removeWithinLine(text, part, parts[index + 1]);
  const from = index === 0 ? lineStart(text, part.start) : commentsAbove(text, part.start);
  const end = lineEnd(text, Math.max(part.value.end, part.start));
  const feed = text.indexOf('\n', end);
  if (feed >= 0) return [{ start: from, end: feed + 1, text: '' }];
  return [{ start: lineEndAbove(text, from), end, text: '' }];
}

/** The first key of a list item stands behind the dash: what follows it takes its place, be it a comment. */
function removeWithinLine(
  text: string,
  part: { start: number; value: Node },
  next: { start: number } | undefined,
): readonly Splice[] {
  if (next === undefined) throw new EditRefused('the change would leave an empty list item', part.start);
  const rest = text.slice(lineEnd(text, part.value.end), next.start);
  const end = next.start - rest.trimStart().length;
  return [{ start: part.start, end, text: '' }];
}

export function replaceValue(text: string, holder: Holder, value: Json, style: Style): readonly Splice[] {
  const old = holder.kind === 'entry' ? holder.entry.value : holder.item.value;
  if (old.kind === 'scalar' && old.style !== 'block' && isScalarValue(value))
    return [{ start: old.start, end: old.end, text: likeOld(value, old.style, style) }];
  if (holder.kind === 'item') {
    const { start } = holder.item;
    const lines = renderItem(value, columnOf(text, start), style);
    return [{ start, end: Math.max(old.end, start + 1), text: lines.join(style.lineEnd) }];
  }
  const { colon, start } = holder.entry;
  const [first = '', ...rest] = renderAfterColon(value, columnOf(text, start), style);
  const isBelow = old.kind !== 'empty' && text.slice(colon, old.start).includes('\n');
  if (isBelow) return replaceBelow(text, colon, old, { first, rest }, style);
  const cut = { start: colon, end: Math.max(colon, old.kind === 'empty' ? colon : old.end), text: first };
  return rest.length === 0 ? [cut] : [cut, linesAfter(text, cut.end, rest, style)];
}

/** The old value stands in lines below its key. */
function replaceBelow(
  text: string,
  colon: number,
  old: Node,
  { first, rest }: { readonly first: string; readonly rest: readonly string[] },
  style: Style,
): readonly Splice[] {
  const start = lineStart(text, old.start);
  const head = { start: colon, end: colon, text: first };
  if (rest.length > 0) return [head, { start, end: old.end, text: rest.join(style.lineEnd) }];
  const end = lineEnd(text, old.end);
  const feed = text.indexOf('\n', end);
  return [head, feed < 0 ? { start: lineEndAbove(text, start), end, text: '' } : { start, end: feed + 1, text: '' }];
}

/** Quoted strings stay quoted, in the same way. */
function likeOld(value: null | boolean | number | string, old: 'plain' | 'single' | 'double', style: Style): string {
  if (typeof value !== 'string' || old === 'plain') return renderScalar(value, style);
  return renderQuoted(value, old === 'double' ? '"' : "'");
}

function linesAfter(text: string, at: number, lines: readonly string[], { lineEnd: feed }: Style): Splice {
  const end = lineEnd(text, at);
  return { start: end, end, text: lines.map((line) => `${feed}${line}`).join('') };
}

function indent([first = '', ...rest]: readonly string[], column: number): readonly string[] {
  return [`${' '.repeat(column)}${first}`, ...rest];
}

function startsLine(text: string, at: number): boolean {
  return text.slice(lineStart(text, at), at).trim() === '';
}

/** The start of the comment lines directly above, written in the same column. */
function commentsAbove(text: string, at: number): number {
  const column = columnOf(text, at);
  const comment = new RegExp(`^ {${column}}#`);
  let start = lineStart(text, at);
  while (start > 0) {
    const above = lineStart(text, start - 1);
    if (!comment.test(text.slice(above, start))) break;
    start = above;
  }
  return start;
}
