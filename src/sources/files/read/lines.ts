/** Lines of places in a document: of what is wrong, and of the items of lists. Looked up only where one is told. */
import { type Node, outlineOf } from '../edit/outline.ts';
import { itemStarts } from '../yaml/items.ts';
import { itemRanges } from '../yaml/json.ts';
import { LineStarts } from '../yaml/line-starts.ts';
import type { Way } from '../yaml/way.ts';
import type { TextDocument } from './documents.ts';

/** Finding where values stand takes some hundred times the text in memory. */
export const LARGEST = 2_000_000;

export class Lines {
  readonly #text: string;
  readonly #document: TextDocument;
  #lines: LineStarts | undefined;
  #items: readonly number[] | undefined;
  #root: Node | undefined;
  #isOutlined = false;

  constructor(text: string, document: TextDocument) {
    this.#text = text;
    this.#document = document;
  }

  /** Of the value at the end of a way, or of the last one on it that is there. From 1. */
  at(way: Way): number {
    const { start, end, startLine, line } = this.#document;
    if (way.length === 0) return line;
    const offset = this.#ofItem(way) ?? this.#ofValue(way);
    if (offset === undefined) return line;
    this.#lines ??= new LineStarts(this.#text.slice(start, end));
    return startLine + this.#lines.positionOf(offset).line - 1;
  }

  /** Offsets count from the start of the document. */
  #ofItem([list, index, ...deeper]: Way): number | undefined {
    if (list !== 'items' || typeof index !== 'number' || deeper.length > 0) return undefined;
    this.#items ??= this.#itemStarts();
    return this.#items[index];
  }

  #itemStarts(): readonly number[] {
    const { start, end, format } = this.#document;
    if (format === 'yaml') return itemStarts(this.#text.slice(start, end));
    return (itemRanges(this.#text, start) ?? []).map((range) => range.start - start);
  }

  #ofValue(way: Way): number | undefined {
    if (!this.#isOutlined) {
      this.#isOutlined = true;
      const { start, end } = this.#document;
      if (end - start <= LARGEST) this.#root = outlineOf(this.#text.slice(start, end))?.root;
    }
    return this.#root === undefined ? undefined : offsetAt(this.#root, way);
  }
}

/** Of the value at the end of a way, or of the last one on it that is there. */
export function offsetAt(root: Node, way: Way): number {
  let node = root;
  let offset = root.start;
  for (const step of way) {
    const next =
      node.kind === 'map'
        ? node.entries.findLast(({ key, isMerge }) => !isMerge && key === step)
        : node.kind === 'list' && typeof step === 'number'
          ? node.items[step]
          : undefined;
    if (next === undefined) break;
    offset = next.start;
    node = next.value;
  }
  return offset;
}
