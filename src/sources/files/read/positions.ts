/** Where fields are written in a file: lines and columns for reports that are shown beside the text. */
import { valueAt } from '../../../kube/path.ts';
import type { Position } from '../../../model/finding.ts';
import type { FieldPath, Json } from '../../../plugin-api/index.ts';
import { type Node, outlineOf } from '../edit/outline.ts';
import { itemStarts } from '../yaml/items.ts';
import { itemRanges, type JsonRange } from '../yaml/json.ts';
import { LineStarts } from '../yaml/line-starts.ts';
import { wayOf } from '../yaml/way.ts';
import type { TextDocument } from './documents.ts';
import { LARGEST, offsetAt } from './lines.ts';
import { wayTo } from './lists.ts';
import { documentValue, FileCache, type LoadedFile } from './loaded.ts';
import type { Manifests, Place } from './manifests.ts';

/** A part of the text, and the way to an object in it. */
interface Outlined {
  readonly start: number;
  readonly root: Node;
  readonly way: readonly (string | number)[];
}

/** Of all files that a report names; a file that changed since it was read gives none. */
export class PositionFinder {
  readonly #manifests: Manifests;
  readonly #cache: FileCache;
  readonly #known = new WeakMap<LoadedFile, Positions>();

  constructor(manifests: Manifests) {
    this.#manifests = manifests;
    this.#cache = new FileCache(manifests);
  }

  async of({ path, document, items }: Pick<Place, 'path' | 'document' | 'items'>, field: FieldPath) {
    const file = await this.#cache.load(path, false).catch(() => undefined);
    if (file !== undefined && (this.#manifests.known(path) ?? file.sha256) !== file.sha256) return undefined;
    const found = file?.documents[document - 1];
    if (file === undefined || found === undefined) return undefined;
    const positions = this.#known.get(file) ?? new Positions(file);
    this.#known.set(file, positions);
    return positions.of(found, items, field);
  }
}

/** Of one state of a file: everything is found out once for all findings in it. */
class Positions {
  readonly #file: LoadedFile;
  readonly #lines: LineStarts;
  readonly #values = new Map<TextDocument, Json | undefined>();
  readonly #items = new Map<TextDocument, readonly JsonRange[]>();
  readonly #outlines = new Map<string, Outlined | undefined>();

  constructor(file: LoadedFile) {
    this.#file = file;
    this.#lines = new LineStarts(file.text);
  }

  /** Of the last part of the path that is written. `items`: the way to the object in lists. `undefined`: it cannot be told. */
  of(document: TextDocument, items: readonly number[], path: FieldPath): Position | undefined {
    const found = this.#outline(document, items);
    if (found === undefined) return undefined;
    const object = wayTo(items).reduce<unknown>((value, step) => stepInto(value, step), this.#value(document));
    return this.#lines.positionOf(
      found.start + offsetAt(found.root, [...found.way, ...wayOf((object ?? null) as Json, path)]),
    );
  }

  #value(document: TextDocument): Json | undefined {
    if (!this.#values.has(document)) this.#values.set(document, documentValue(this.#file, document));
    return this.#values.get(document);
  }

  #outline(document: TextDocument, items: readonly number[]): Outlined | undefined {
    const key = `${document.number} ${items.join()}`;
    if (!this.#outlines.has(key))
      this.#outlines.set(key, this.#ofItem(document, items) ?? this.#ofWhole(document, items));
    return this.#outlines.get(key);
  }

  #ofWhole(document: TextDocument, items: readonly number[]): Outlined | undefined {
    const { start, end } = document;
    const way = wayTo(items);
    const whole = items.length === 0 ? undefined : this.#outline(document, []);
    if (whole !== undefined) return { ...whole, way };
    const root = end - start > LARGEST ? undefined : outlineOf(this.#file.text.slice(start, end))?.root;
    return root === undefined ? undefined : { start, root, way };
  }

  /** Lists may be long: each item is looked at alone. */
  #ofItem(document: TextDocument, [index, ...deeper]: readonly number[]): Outlined | undefined {
    if (index === undefined || deeper.length > 0) return undefined;
    const ranges = this.#items.get(document) ?? rangesOf(this.#file.text, document);
    this.#items.set(document, ranges);
    const { start, end } = ranges[index] ?? { start: 0, end: 0 };
    const root = start === end ? undefined : outlineOf(this.#file.text.slice(start, end))?.root;
    if (root === undefined) return undefined;
    const isListed = document.format === 'yaml';
    return isListed === (root.kind === 'list') ? { start, root, way: isListed ? [0] : [] } : undefined;
  }
}

function stepInto(value: unknown, step: string | number): unknown {
  if (typeof step === 'string') return valueAt(value, [step]);
  return Array.isArray(value) ? value[step] : undefined;
}

function rangesOf(text: string, document: TextDocument): readonly JsonRange[] {
  const { start, end, format } = document;
  if (format === 'json') return itemRanges(text, start) ?? [];
  const starts = itemStarts(text.slice(start, end));
  return starts.slice(0, -1).map((at, index) => ({ start: start + at, end: start + (starts[index + 1] ?? at) }));
}
