/** Splices in flow style: in braces and brackets, on one line or (as in JSON) on several. */
import type { Json } from '../../../plugin-api/index.ts';
import type { Splice } from './block.ts';
import { type Holder, isSpread } from './difference.ts';
import type { ListNode, MapNode, Node } from './outline.ts';
import { isScalarValue, renderFlow, renderJson, renderListed, renderString } from './render.ts';
import { isQuoted, lineEnd, lineStart, type Style } from './style.ts';

export function addEntriesInFlow(
  text: string,
  map: MapNode,
  entries: readonly (readonly [string, Json])[],
  style: Style,
): readonly Splice[] {
  const spread = isSpread(map, text);
  const indent = indentOf(text, map.entries[0]?.start ?? map.start);
  const rendered = entries.map(
    ([key, value]) => `${renderString(key, style)}${style.colon}${renderValue(value, style, spread, indent)}`,
  );
  return append(text, map, map.entries.at(-1)?.value, rendered, style);
}

export function insertItemInFlow(
  text: string,
  list: ListNode,
  index: number,
  value: Json,
  style: Style,
): readonly Splice[] {
  const spread = isSpread(list, text);
  const next = list.items[index];
  const indent = indentOf(text, list.items[0]?.start ?? list.start);
  const first = list.items[0]?.value;
  const isLike = !style.isJson && first !== undefined && isScalarValue(value);
  const rendered = isLike ? renderListed(value, style, isQuoted(first)) : renderValue(value, style, spread, indent);
  if (next === undefined) return append(text, list, list.items.at(-1)?.value, [rendered], style);
  const gap = spread ? `${style.lineEnd}${indent}` : comma(style).slice(1);
  return [{ start: next.start, end: next.start, text: `${rendered},${gap}` }];
}

export function removeInFlow(
  parts: readonly { readonly start: number; readonly value: Node }[],
  index: number,
): readonly Splice[] {
  const [before, part, next] = [parts[index - 1], parts[index], parts[index + 1]];
  if (part === undefined) return [];
  if (next !== undefined) return [{ start: part.start, end: next.start, text: '' }];
  return [{ start: before?.value.end ?? part.start, end: part.value.end, text: '' }];
}

export function replaceInFlow(text: string, holder: Holder, value: Json, style: Style): readonly Splice[] {
  const old = holder.kind === 'entry' ? holder.entry.value : holder.item.value;
  const at = holder.kind === 'entry' ? holder.entry.start : holder.item.start;
  const rendered = renderValue(value, style, holder.isSpread, indentOf(text, at));
  if (old.kind === 'empty' && holder.kind === 'entry')
    return [{ start: holder.entry.colon, end: holder.entry.colon, text: ` ${rendered}` }];
  return [{ start: old.start, end: old.end, text: rendered }];
}

/** Behind the last value; a comma that is already there stays the last character before the bracket. */
function append(
  text: string,
  node: MapNode | ListNode,
  last: Node | undefined,
  rendered: readonly string[],
  style: Style,
): readonly Splice[] {
  const at = last?.end ?? node.start + 1;
  const commaAt = trailingComma(text, at, node.end - 1);
  if (!isSpread(node, text)) {
    const joined = rendered.join(comma(style));
    if (commaAt < 0) return [{ start: at, end: at, text: `${comma(style)}${joined}` }];
    return [{ start: commaAt + 1, end: commaAt + 1, text: ` ${joined},` }];
  }
  const indent = indentOf(text, node.kind === 'map' ? (node.entries[0]?.start ?? at) : (node.items[0]?.start ?? at));
  const lines = rendered.join(`,${style.lineEnd}${indent}`);
  const end = Math.min(lineEnd(text, at), node.end - 1);
  const tail = { start: end, end, text: `${style.lineEnd}${indent}${lines}${commaAt < 0 ? '' : ','}` };
  return commaAt < 0 ? [{ start: at, end: at, text: ',' }, tail] : [tail];
}

function renderValue(value: Json, style: Style, spread: boolean, indent: string): string {
  const isPlain = isScalarValue(value) || Object.keys(value).length === 0;
  return style.isJson && spread && !isPlain ? renderJson(value, style, indent) : renderFlow(value, style);
}

function comma({ isJson, colon }: Style): string {
  return isJson && colon === ':' ? ',' : ', ';
}

/** What stands before the first character of the line. */
function indentOf(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, at), at))?.[0] ?? '';
}

/** Offset of a comma between two offsets, comments left out; -1 without one. */
function trailingComma(text: string, from: number, to: number): number {
  const gap = text.slice(from, to).replace(/(^|\s)#[^\n]*/g, (comment) => ' '.repeat(comment.length));
  const at = gap.indexOf(',');
  return at < 0 ? -1 : from + at;
}
