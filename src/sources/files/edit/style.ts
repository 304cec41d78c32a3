/** How a document is written: what is added should look as if its author had written it. */
import type { ListNode, MapNode, Node, Outline } from './outline.ts';

export interface Style {
  /** Of the lines around an edit: files may mix them. */
  readonly lineEnd: string;
  /** Columns by which a nested map is moved in. */
  readonly step: number;
  /** Columns by which the dashes of a list are moved in from their key. */
  readonly dash: number;
  readonly quote: '"' | "'";
  /** Lists of plain values are written in brackets. */
  readonly isFlowList: boolean;
  /** Strings in such lists are quoted even where they need not be. */
  readonly isQuotedList: boolean;
  /** `{ a: b }` rather than `{a: b}`. */
  readonly isPadded: boolean;
  /** Every key is in double quotes, as in JSON. */
  readonly isJson: boolean;
  /** What JSON writes after a colon. */
  readonly colon: ': ' | ':';
}

interface Tally {
  readonly steps: Map<number, number>;
  readonly dashes: Map<number, number>;
  flowLists: number;
  blockLists: number;
  quotedLists: number;
  plainLists: number;
  single: number;
  double: number;
  padded: number;
  tight: number;
}

export function styleOf(text: string, { root }: Outline, isJson: boolean): Style {
  const tally: Tally = {
    steps: new Map(),
    dashes: new Map(),
    flowLists: 0,
    blockLists: 0,
    quotedLists: 0,
    plainLists: 0,
    single: 0,
    double: 0,
    padded: 0,
    tight: 0,
  };
  visit(root, text, tally);
  return {
    lineEnd: lineEndingAt(text, root.start),
    step: isJson ? jsonStep(root, text) : (most(tally.steps) ?? 2),
    dash: most(tally.dashes) ?? 2,
    quote: tally.single > tally.double ? "'" : '"',
    isFlowList: tally.flowLists > tally.blockLists,
    isQuotedList: tally.quotedLists > tally.plainLists,
    isPadded: tally.padded > tally.tight,
    isJson,
    colon: isJson && !text.includes('": ') ? ':' : ': ',
  };
}

/** The text of a line before its first character that is no space. */
export function columnOf(text: string, at: number): number {
  return at - lineStart(text, at);
}
export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}
/** Before the line end, whichever it is. */
export function lineEnd(text: string, at: number): number {
  const feed = text.indexOf('\n', at);
  if (feed < 0) return text.length;
  return text[feed - 1] === '\r' && feed > at ? feed - 1 : feed;
}

/** How the line ends that holds an offset; the last one, where nothing follows, as the one above it. */
export function lineEndingAt(text: string, at: number): '\r\n' | '\n' {
  const below = text.indexOf('\n', at);
  const feed = below < 0 ? text.lastIndexOf('\n') : below;
  return text[feed - 1] === '\r' ? '\r\n' : '\n';
}

/** The end of the line above the one that begins at `start`. */
export function lineEndAbove(text: string, start: number): number {
  return text.endsWith('\r\n', start) ? start - 2 : Math.max(0, start - 1);
}

function visit(node: Node, text: string, tally: Tally): void {
  if (node.kind === 'map') visitMap(node, text, tally);
  else if (node.kind === 'list') visitList(node, text, tally);
  else if (node.kind === 'scalar' && node.style === 'single') tally.single++;
  else if (node.kind === 'scalar' && node.style === 'double') tally.double++;
}

function visitMap(map: MapNode, text: string, tally: Tally): void {
  if (map.isFlow && map.entries.length > 0) tally[text[map.start + 1] === ' ' ? 'padded' : 'tight']++;
  for (const { start, value } of map.entries) {
    const column = columnOf(text, start);
    const inner = value.kind === 'map' ? value.entries[0] : value.kind === 'list' ? value.items[0] : undefined;
    if (inner !== undefined && 'isFlow' in value && !value.isFlow)
      count(value.kind === 'map' ? tally.steps : tally.dashes, columnOf(text, inner.start) - column);
    visit(value, text, tally);
  }
}

function visitList(list: ListNode, text: string, tally: Tally): void {
  const [first] = list.items;
  if (first !== undefined && list.items.every(({ value }) => value.kind === 'scalar')) {
    tally[list.isFlow ? 'flowLists' : 'blockLists']++;
    if (list.isFlow) tally[isQuoted(first.value) ? 'quotedLists' : 'plainLists']++;
  }
  for (const { value } of list.items) visit(value, text, tally);
}

export function isQuoted(node: Node): boolean {
  return node.kind === 'scalar' && (node.style === 'single' || node.style === 'double');
}

function jsonStep(root: Node, text: string): number {
  const first = root.kind === 'map' ? root.entries[0] : undefined;
  return first === undefined ? 2 : columnOf(text, first.start) - columnOf(text, root.start);
}

function count(counts: Map<number, number>, value: number): void {
  counts.set(value, (counts.get(value) ?? 0) + 1);
}
function most(counts: ReadonlyMap<number, number>): number | undefined {
  return [...counts].sort((left, right) => right[1] - left[1])[0]?.[0];
}
