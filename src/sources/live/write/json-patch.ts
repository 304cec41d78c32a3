/** Touches as a JSON Patch that changes exactly what was seen: every place and every old value is tested first. */
import type { FieldChange } from '../../../kube/field-change.ts';
import { formatPath, isJsonObject, keyedIndex, valueAt } from '../../../kube/path.ts';
import type { FieldPath, Json, KubeObject } from '../../../plugin-api/index.ts';

export type PatchOperation =
  | { readonly op: 'test' | 'add' | 'replace'; readonly path: string; readonly value: Json }
  | { readonly op: 'remove'; readonly path: string };

export interface Preconditions {
  readonly uid?: string;
  readonly resourceVersion?: string;
}

/** A list item that a path names is not there, or a step of the path is of another type. */
export class PathGone extends Error {
  override readonly name = 'PathGone';
}

interface Place {
  readonly pointer: string;
  /** That the named items are where they were found. */
  readonly tests: readonly PatchOperation[];
  /** Index of the list item that the path itself names. */
  readonly index?: number;
}

/** `object` is as just read: indexes come from it, and hold only as long as their tests do. */
export function compilePatch(
  object: KubeObject,
  fieldChanges: readonly FieldChange[],
  preconditions: Preconditions,
): readonly PatchOperation[] {
  const edits: { readonly operation: PatchOperation; readonly index: number }[] = [];
  const tests = new Map<string, PatchOperation>();
  const test = (operation: PatchOperation) => tests.set(`${operation.path}`, operation);
  const { uid, resourceVersion } = preconditions;
  if (uid !== undefined) test({ op: 'test', path: '/metadata/uid', value: uid });
  if (resourceVersion !== undefined) test({ op: 'test', path: '/metadata/resourceVersion', value: resourceVersion });
  for (const touch of fieldChanges) {
    const place = placeOf(object, touch);
    place.tests.forEach(test);
    // Absence is tested as null. A new list item has no place yet to test.
    if (!place.pointer.endsWith('/-')) test({ op: 'test', path: place.pointer, value: touch.before ?? null });
    edits.push({ operation: editOf(touch, place.pointer), index: removedIndex(touch, place) });
  }
  // Removing list items moves those behind them: the last goes first, after everything else.
  edits.sort((left, right) => right.index - left.index);
  const ordered = [...edits.filter(({ index }) => index < 0), ...edits.filter(({ index }) => index >= 0)];
  return [...tests.values(), ...ordered.map(({ operation }) => operation)];
}

function removedIndex({ after }: FieldChange, { index = -1 }: Place): number {
  return after === undefined ? index : -1;
}

function editOf({ before, after }: FieldChange, path: string): PatchOperation {
  if (after === undefined) return { op: 'remove', path };
  return before === undefined ? { op: 'add', path, value: after } : { op: 'replace', path, value: after };
}

function placeOf(object: KubeObject, { path, before }: FieldChange): Place {
  const tests: PatchOperation[] = [];
  let pointer = '';
  let index: number | undefined;
  for (const [depth, element] of path.entries()) {
    const isLast = depth === path.length - 1;
    index = undefined;
    if (typeof element === 'string') {
      if (!isLast && !isContainer(valueAt(object, path.slice(0, depth + 1)))) throw gone(path);
      pointer += `/${escaped(element)}`;
      continue;
    }
    const list = valueAt(object, path.slice(0, depth));
    if (!Array.isArray(list)) throw gone(path);
    const found = keyedIndex(list, element.key, element.is);
    if (found < 0 && isLast && before === undefined) return { pointer: `${pointer}/-`, tests };
    if (found < 0) throw gone(path);
    index = found;
    pointer += `/${found}`;
    tests.push({ op: 'test', path: `${pointer}/${escaped(element.key)}`, value: element.is });
  }
  return { pointer, tests, ...(index === undefined ? {} : { index }) };
}

function isContainer(value: Json | undefined): boolean {
  return Array.isArray(value) || isJsonObject(value);
}

function gone(path: FieldPath): PathGone {
  return new PathGone(`${formatPath(path)} is no longer there`);
}

function escaped(element: string): string {
  return element.replaceAll('~', '~0').replaceAll('/', '~1');
}
