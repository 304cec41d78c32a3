/**
 * The part of a file that an edit works on: the document, or of a long list only the item, so that an edit does not
 * take longer the more other objects there are.
 */
import { deepEqual } from '../../../kube/canonical.ts';
import { isJsonObject, valueAt } from '../../../kube/path.ts';
import type { Json } from '../../../plugin-api/index.ts';
import { withoutNulls } from '../read/defaults.ts';
import type { TextDocument } from '../read/documents.ts';
import { wayTo } from '../read/lists.ts';
import { itemStarts } from '../yaml/items.ts';
import { itemRanges } from '../yaml/json.ts';
import { parseYaml } from '../yaml/parse.ts';
import type { Way } from '../yaml/way.ts';

export interface Stretch {
  /** Offsets in the file. */
  readonly start: number;
  readonly end: number;
  /** What stands there, without nulls. */
  readonly value: Json;
  /** From that value to the object. */
  readonly way: Way;
}

/** `value` is that of the whole document. */
export function stretchOf(text: string, document: TextDocument, value: Json, items: readonly number[]): Stretch {
  const [index, ...deeper] = items;
  const item = index !== undefined && deeper.length === 0 ? itemStretch(text, document, value, index) : undefined;
  if (item !== undefined) return item;
  const { start, end } = document;
  return { start, end, value: withoutNulls(value), way: wayTo(items) };
}

function itemStretch(text: string, document: TextDocument, value: Json, index: number): Stretch | undefined {
  const list = valueAt(value, ['items']);
  const item = Array.isArray(list) ? (list[index] as Json | undefined) : undefined;
  if (!Array.isArray(list) || !isJsonObject(item)) return undefined;
  return document.format === 'json'
    ? jsonItem(text, document, item, index)
    : yamlItem(text, document, item, index, list.length);
}

/** From the start of its line, so that its indent can be seen. */
function jsonItem(text: string, { start }: TextDocument, item: Json, index: number): Stretch | undefined {
  const range = itemRanges(text, start)?.[index];
  if (range === undefined) return undefined;
  const line = text.lastIndexOf('\n', range.start) + 1;
  const isFirst = text.slice(line, range.start).trim() === '';
  return { start: isFirst ? line : range.start, end: range.end, value: withoutNulls(item), way: [] };
}

/** What an anchor names may be used by other items. */
const ANCHOR = /(?:^|[\s[{,])&[^\s&]/m;

/** The item with its dash: read alone it is a list of one. */
function yamlItem(
  text: string,
  { start, end }: TextDocument,
  item: Json,
  index: number,
  count: number,
): Stretch | undefined {
  const body = text.slice(start, end);
  const starts = itemStarts(body);
  const from = starts[index];
  if (from === undefined || starts.length !== count + 1) return undefined;
  const to = starts[index + 1] ?? body.length;
  const part = body.slice(from, to);
  if (ANCHOR.test(part)) return undefined;
  const parsed = parseYaml(part, 1);
  if (!('value' in parsed) || !deepEqual(parsed.value, [item])) return undefined;
  return { start: start + from, end: start + to, value: withoutNulls([item]), way: [0] };
}
