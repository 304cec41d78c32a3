/** A document's text with another value: changed in as few places as possible, each change proven before the next. */
import { deepEqual } from '../../../kube/canonical.ts';
import { isJsonObject } from '../../../kube/path.ts';
import type { Json } from '../../../plugin-api/index.ts';
import { withoutNulls } from '../read/defaults.ts';
import { parseYaml } from '../yaml/parse.ts';
import type { Way } from '../yaml/way.ts';
import { addEntries, insertItem, remove, replaceValue, type Splice } from './block.ts';
import { EditRefused, firstDifference, type Operation } from './difference.ts';
import { addEntriesInFlow, insertItemInFlow, removeInFlow, replaceInFlow } from './flow.ts';
import { type Hunk, withSplice } from './hunks.ts';
import { outlineOf } from './outline.ts';
import { lineEndingAt, type Style, styleOf } from './style.ts';

const MOST_OPERATIONS = 2000;

export interface Rewritten {
  readonly text: string;
  /** In order; what stood there before. */
  readonly hunks: readonly Hunk[];
}

/** Throws `EditRefused`. The result reads as `to`, and so does nothing else. */
export function rewrite(text: string, to: Json, isJson: boolean): Rewritten {
  let current = text;
  let hunks: readonly Hunk[] = [];
  let value = read(current);
  let style: Style | undefined;
  for (let count = 0; count < MOST_OPERATIONS; count++) {
    const outline = outlineOf(current);
    if (outline === undefined) throw new EditRefused(formProblem(current), 0);
    style ??= styleOf(current, outline, isJson);
    const operation = firstDifference(outline, current, value, to);
    if (operation === undefined) return { text: current, hunks };
    const wanted = carriedOut(value, operation);
    const lineEnd = lineEndingAt(current, placeOf(operation));
    const splices = inReverse(splicesOf(current, operation, { ...style, lineEnd }));
    for (const piece of splices) {
      hunks = withSplice(hunks, current, piece);
      current = `${current.slice(0, piece.start)}${piece.text}${current.slice(piece.end)}`;
    }
    value = read(current);
    if (!deepEqual(value, wanted))
      throw new EditRefused(`the change of ${shown(operation.way)} would change other lines too`, 0);
  }
  throw new EditRefused('the change takes too many steps', 0);
}

const LONE_RETURN = /\r(?!\n)/;

function formProblem(text: string): string {
  if (!LONE_RETURN.test(text)) return 'the document is written in a style that cannot be edited';
  return "its lines end in CR only: convert them first (tr '\\r' '\\n' < FILE)";
}

/** Without nulls. Throws `EditRefused` when it cannot be read. */
export function read(text: string): Json {
  const parsed = parseYaml(text, 1);
  if ('problem' in parsed) throw new EditRefused(`the changed document could not be read: ${parsed.problem}`, 0);
  return withoutNulls(parsed.value as Json);
}

/** The line that comes before what is new, or that holds what changes. */
function placeOf(operation: Operation): number {
  switch (operation.type) {
    case 'add':
    case 'remove-entry':
      return operation.map.end;
    case 'insert': {
      const { list, index } = operation;
      return list.items[index - 1]?.value.end ?? list.items[0]?.start ?? list.start;
    }
    case 'remove-item':
      return operation.list.end;
    case 'replace': {
      const { holder } = operation;
      return holder.kind === 'entry' ? holder.entry.colon : holder.item.start;
    }
  }
}

function splicesOf(text: string, operation: Operation, style: Style): readonly Splice[] {
  switch (operation.type) {
    case 'add': {
      const { map, entries } = operation;
      return (map.isFlow ? addEntriesInFlow : addEntries)(text, map, entries, style);
    }
    case 'insert': {
      const { list, index, value } = operation;
      return (list.isFlow ? insertItemInFlow : insertItem)(text, list, index, value, style);
    }
    case 'remove-entry': {
      const { map, index } = operation;
      return map.isFlow ? removeInFlow(map.entries, index) : remove(text, map.entries, index);
    }
    case 'remove-item': {
      const { list, index } = operation;
      return list.isFlow ? removeInFlow(list.items, index) : remove(text, list.items, index);
    }
    case 'replace': {
      const { holder, value } = operation;
      return (holder.isInFlow ? replaceInFlow : replaceValue)(text, holder, value, style);
    }
  }
}

/** Later ones first, so that the offsets of the others stay right. They must not overlap; at one place the order holds. */
function inReverse(splices: readonly Splice[]): readonly Splice[] {
  return splices.toReversed().toSorted((left, right) => right.start - left.start || right.end - left.end);
}

function carriedOut(value: Json, operation: Operation): Json {
  const { way } = operation;
  switch (operation.type) {
    case 'add':
      return updated(value, way, (map) => ({ ...(map as object), ...Object.fromEntries(operation.entries) }));
    case 'replace':
      return updated(value, way, () => operation.value);
    case 'insert':
      return updated(value, way.slice(0, -1), (list) =>
        (list as Json[]).toSpliced(operation.index, 0, operation.value),
      );
    default:
      return updated(value, way, () => undefined);
  }
}

/** A copy with another value at the end of the way; `undefined` removes it. */
export function updated(value: Json, way: Way, change: (value: Json) => Json | undefined): Json {
  const [step, ...rest] = way;
  if (step === undefined) return change(value) ?? null;
  const isLast = rest.length === 0;
  if (typeof step === 'number') {
    if (!Array.isArray(value)) return value;
    const list: readonly Json[] = value;
    const next = isLast ? change(list[step] ?? null) : updated(list[step] ?? null, rest, change);
    return next === undefined ? list.toSpliced(step, 1) : list.with(step, next);
  }
  if (!isJsonObject(value)) return value;
  const member = value[step] ?? null;
  const next = isLast ? change(member) : updated(member, rest, change);
  const { [step]: _, ...others } = value;
  return next === undefined ? others : { ...value, [step]: next };
}

function shown(way: Way): string {
  return way.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
}
