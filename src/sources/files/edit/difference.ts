/** The first place where a document has to change, as one small operation on its text. */
import { deepEqual } from '../../../kube/canonical.ts';
import { isJsonObject } from '../../../kube/path.ts';
import type { Json, JsonObject } from '../../../plugin-api/index.ts';
import type { Way } from '../yaml/way.ts';
import type { Entry, Item, ListNode, MapNode, Node, Outline } from './outline.ts';

/** The edit cannot be made safely; `at` is the offset of what stands in its way. */
export class EditRefused extends Error {
  override readonly name = 'EditRefused';
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** What has a value: a key of a map, or an item of a list. */
export type Holder =
  | { readonly kind: 'entry'; readonly entry: Entry; readonly isInFlow: boolean; readonly isSpread: boolean }
  | { readonly kind: 'item'; readonly item: Item; readonly isInFlow: boolean; readonly isSpread: boolean };

export type Operation = { readonly way: Way } & (
  | { readonly type: 'add'; readonly map: MapNode; readonly entries: readonly (readonly [string, Json])[] }
  | { readonly type: 'replace'; readonly holder: Holder; readonly value: Json }
  | { readonly type: 'remove-entry'; readonly map: MapNode; readonly index: number }
  | { readonly type: 'insert'; readonly list: ListNode; readonly index: number; readonly value: Json }
  | { readonly type: 'remove-item'; readonly list: ListNode; readonly index: number }
);

interface Walk {
  readonly outline: Outline;
  readonly text: string;
  readonly way: Way;
  readonly holder: Holder | undefined;
  /** A node around the place (or the place itself) that aliases repeat elsewhere. */
  readonly shared: Node | undefined;
}

/** `from` is what the outline's text says, without nulls. */
export function firstDifference(outline: Outline, text: string, from: Json, to: Json): Operation | undefined {
  return between(outline.root, from, to, { outline, text, way: [], holder: undefined, shared: undefined });
}

function between(node: Node, from: Json | undefined, to: Json, walk: Walk): Operation | undefined {
  if (from !== undefined && deepEqual(from, to)) return undefined;
  if (node.kind === 'alias')
    throw new EditRefused(`the value is the alias *${node.name}: change its anchor instead`, node.start);
  const inner: Walk = isShared(node, walk.outline) ? { ...walk, shared: node } : walk;
  if (node.kind === 'map' && isJsonObject(from) && isJsonObject(to)) return inMap(node, from, to, inner);
  if (node.kind === 'list' && Array.isArray(from) && Array.isArray(to)) return inList(node, from, to, inner);
  return replace(inner, node, to);
}

function inMap(map: MapNode, from: JsonObject, to: JsonObject, walk: Walk): Operation | undefined {
  const own = new Map(map.entries.filter(({ isMerge }) => !isMerge).map((entry) => [entry.key, entry]));
  for (const [key, entry] of own) {
    const next = to[key];
    if (next === undefined || (from[key] !== undefined && deepEqual(from[key], next))) continue;
    const found = between(entry.value, from[key], next, intoEntry(walk, map, entry));
    if (found !== undefined) return found;
  }
  refuseMerged(map, own, from, to);
  const added = Object.entries(to).filter(([key]) => !own.has(key) && from[key] === undefined);
  if (added.length > 0) return add(map, added, to, walk);
  const index = map.entries.findIndex(({ key, isMerge }) => !isMerge && key in from && to[key] === undefined);
  return index < 0 ? undefined : removeEntry(map, index, to, walk);
}

/** A key that a merge brings is written elsewhere. */
function refuseMerged(map: MapNode, own: ReadonlyMap<string, Entry>, from: JsonObject, to: JsonObject): void {
  const merge = map.entries.find(({ isMerge }) => isMerge);
  if (merge === undefined) return;
  for (const key of Object.keys(from)) {
    if (own.has(key) || (to[key] !== undefined && deepEqual(from[key], to[key]))) continue;
    const source = merge.value.kind === 'alias' ? ` *${merge.value.name}` : '';
    throw new EditRefused(`${key} comes from the merge <<:${source}: change it there instead`, merge.start);
  }
}

function add(map: MapNode, entries: [string, Json][], to: JsonObject, walk: Walk): Operation {
  if (map.entries.length === 0) return replace(walk, map, to);
  guard(walk);
  return { type: 'add', map, entries, way: walk.way };
}

function removeEntry(map: MapNode, index: number, to: JsonObject, walk: Walk): Operation {
  const entry = map.entries[index];
  if (entry?.isOdd === true) throw oddKey(entry);
  if (entry !== undefined) guardRemoved(entry.value, walk.text);
  if (map.entries.length === 1) return replace(walk, map, to);
  guard(walk);
  return { type: 'remove-entry', map, index, way: [...walk.way, entry?.key ?? ''] };
}

function inList(list: ListNode, from: readonly Json[], to: readonly Json[], walk: Walk): Operation {
  const index = Array.from(from, (item, at) => at in to && deepEqual(item, to[at])).indexOf(false);
  const at = index < 0 ? from.length : index;
  const [old, next] = [from[at], to[at]];
  if (next === undefined) return removeItem(list, at, to, walk);
  if (old === undefined) return insert(list, at, next, to, walk);
  if (from.length < to.length && has(to, old, at + 1)) return insert(list, at, next, to, walk);
  if (has(from, next, at + 1) || (from.length > to.length && !isSameName(old, next)))
    return removeItem(list, at, to, walk);
  const item = list.items[at];
  const inner = item === undefined ? undefined : between(item.value, old, next, intoItem(walk, list, item, at));
  if (inner === undefined) throw new EditRefused('the text of the list differs from its value', list.start);
  return inner;
}

function insert(list: ListNode, index: number, value: Json, to: readonly Json[], walk: Walk): Operation {
  if (list.items.length === 0) return replace(walk, list, to);
  guard(walk);
  return { type: 'insert', list, index, value, way: [...walk.way, index] };
}

function removeItem(list: ListNode, index: number, to: readonly Json[], walk: Walk): Operation {
  const item = list.items[index];
  if (item !== undefined) guardRemoved(item.value, walk.text);
  if (list.items.length === 1) return replace(walk, list, to);
  guard(walk);
  return { type: 'remove-item', list, index, way: [...walk.way, index] };
}

function replace(walk: Walk, node: Node, value: Json): Operation {
  guard(walk);
  guardRemoved(node, walk.text);
  if (walk.holder === undefined) throw new EditRefused('the whole document would be replaced', node.start);
  return { type: 'replace', holder: walk.holder, value, way: walk.way };
}

function intoEntry(walk: Walk, map: MapNode, entry: Entry): Walk {
  if (entry.isOdd) throw oddKey(entry);
  const holder: Holder = { kind: 'entry', entry, isInFlow: map.isFlow, isSpread: isSpread(map, walk.text) };
  return { ...walk, way: [...walk.way, entry.key], holder };
}
function oddKey({ key, start }: Entry): EditRefused {
  return new EditRefused(`the key ${key} is written in a style that cannot be edited`, start);
}
function intoItem(walk: Walk, list: ListNode, item: Item, index: number): Walk {
  const holder: Holder = { kind: 'item', item, isInFlow: list.isFlow, isSpread: isSpread(list, walk.text) };
  return { ...walk, way: [...walk.way, index], holder };
}

/** In brackets or braces, with its first value in a line of its own. */
export function isSpread(node: MapNode | ListNode, text: string): boolean {
  const first = node.kind === 'map' ? node.entries[0]?.start : node.items[0]?.start;
  return node.isFlow && first !== undefined && text.slice(node.start, first).includes('\n');
}

function isShared(node: Node, { aliases }: Outline): boolean {
  return node.anchor !== undefined && aliases.has(node.anchor);
}

function guard({ shared, text }: Walk): void {
  if (shared === undefined) return;
  const at = anchorAt(text, shared);
  throw new EditRefused(`the change lies inside the anchor &${shared.anchor}, which is used elsewhere too`, at);
}

/** What goes away must not carry what other places refer to, nor refer to them. */
function guardRemoved(node: Node, text: string): void {
  if (node.anchor !== undefined)
    throw new EditRefused(`the change would remove the anchor &${node.anchor}`, anchorAt(text, node));
  if (node.kind === 'alias') throw new EditRefused(`the change would remove the alias *${node.name}`, node.start);
  if (node.kind === 'map') for (const { value } of node.entries) guardRemoved(value, text);
  if (node.kind === 'list') for (const { value } of node.items) guardRemoved(value, text);
}

/** Anchors stand before what they name, maybe in the line above. */
function anchorAt(text: string, { anchor, start }: Node): number {
  return Math.max(0, text.lastIndexOf(`&${anchor}`, start));
}

function has(list: readonly Json[], value: Json, from: number): boolean {
  return list.slice(from).some((item) => deepEqual(item, value));
}
function isSameName(left: Json, right: Json): boolean {
  return isJsonObject(left) && isJsonObject(right) && left.name !== undefined && deepEqual(left.name, right.name);
}
