/** Field changes as a JSON Patch that changes exactly what was seen: every place and old value is tested first. Pure. */
import type { FieldPath, Json, KubeObject, PathElement } from '../plugin-api/index.ts';
import { deepEqual } from './canonical.ts';
import type { FieldChange } from './field-change.ts';
import { formatPath, isJsonObject, keyedIndex, valueAt } from './path.ts';

export interface TestOperation {
  readonly op: 'test';
  readonly path: string;
  readonly value: Json;
}
export type PatchOperation =
  | TestOperation
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: Json }
  | { readonly op: 'remove'; readonly path: string };

export interface Preconditions {
  readonly uid?: string | undefined;
  readonly resourceVersion?: string | undefined;
}

/** A list item that a path names is not there, or a step of the path is of another type. */
export class PathGone extends Error {
  override readonly name = 'PathGone';
}

/** `object` is as just read: indexes come from it, and hold only as long as their tests do. Throws PathGone. */
export function compilePatch(
  object: KubeObject,
  changes: readonly FieldChange[],
  preconditions: Preconditions = {},
): readonly PatchOperation[] {
  const effective = changes.filter(({ before, after }) => !deepEqual(before, after));
  const placed = effective.map((change) => ({ change, place: placeOf(object, change.path) }));
  // Removing list items moves those behind them: it comes after everything else, inside first, the last item first.
  const removed = placed.filter(({ change, place }) => change.after === undefined && place.index >= 0);
  removed.sort((left, right) => right.place.depth - left.place.depth || right.place.index - left.place.index);
  const ordered = [...placed.filter((each) => !removed.includes(each)), ...removed];
  return [
    ...compileTests(object, changes, preconditions),
    ...ordered.map(({ change, place }) => operationOf(change, place.pointer)),
  ];
}

/** Tests that every place holds its `before`; absence is a test for null, or none where there is nothing to ask. */
export function compileTests(
  object: KubeObject,
  changes: readonly FieldChange[],
  preconditions: Preconditions = {},
): readonly TestOperation[] {
  const { uid, resourceVersion } = preconditions;
  const tests: TestOperation[] = [];
  if (uid !== undefined) tests.push(test('/metadata/uid', uid));
  if (resourceVersion !== undefined) tests.push(test('/metadata/resourceVersion', resourceVersion));
  for (const { path, before } of changes) tests.push(...placeTests(object, path, before));
  return [...new Map(tests.map((each) => [each.path, each])).values()];
}

/** Tests that every part of the object but its metadata and status is as given. */
export function compileContentTests(object: KubeObject, { uid }: Preconditions = {}): readonly TestOperation[] {
  const content = Object.entries(object as unknown as Readonly<Record<string, Json>>)
    .filter(([key]) => !['apiVersion', 'kind', 'metadata', 'status'].includes(key))
    .map(([key, value]) => test(`/${escaped(key)}`, value));
  return [...(uid === undefined ? [] : [test('/metadata/uid', uid)]), ...content];
}

interface Place {
  readonly pointer: string;
  readonly depth: number;
  /** Index of the list item that the path itself names; -1 where it names a member, or an item to come. */
  readonly index: number;
}

/** Throws PathGone. */
function placeOf(object: KubeObject, path: FieldPath): Place {
  let pointer = '';
  let index = -1;
  for (const [at, element] of path.entries()) {
    const holder = valueAt(object, path.slice(0, at));
    index = indexOf(holder, element);
    if (typeof element === 'string') {
      if (!isJsonObject(holder)) throw gone(path);
      pointer += `/${escaped(element)}`;
    } else {
      const isNew = index < 0 && at === path.length - 1;
      if (!Array.isArray(holder) || (index < 0 && !isNew)) throw gone(path);
      pointer += isNew ? '/-' : `/${index}`;
    }
  }
  return { pointer, depth: path.length, index };
}

function operationOf({ before, after }: FieldChange, path: string): PatchOperation {
  if (after === undefined) return { op: 'remove', path };
  return { op: before === undefined ? 'add' : 'replace', path, value: after };
}

/** An index means something only while the item there still has its name. What has no parent cannot be tested. */
function placeTests(object: KubeObject, path: FieldPath, before: Json | undefined): readonly TestOperation[] {
  const tests: TestOperation[] = [];
  let pointer = '';
  for (const [at, element] of path.entries()) {
    const holder = valueAt(object, path.slice(0, at));
    if (typeof element === 'string') {
      if (!isJsonObject(holder)) return tests;
      pointer += `/${escaped(element)}`;
      continue;
    }
    const index = indexOf(holder, element);
    // A new list item has no place yet to test.
    if (index < 0) return tests;
    pointer += `/${index}`;
    // As it is in the object: the API server compares types too.
    const name = valueAt(holder, [element, element.key]);
    tests.push(test(`${pointer}/${escaped(element.key)}`, name ?? element.is));
  }
  return [...tests, test(pointer, before ?? null)];
}

function indexOf(holder: Json | undefined, element: PathElement): number {
  return typeof element === 'string' || !Array.isArray(holder) ? -1 : keyedIndex(holder, element.key, element.is);
}

function test(path: string, value: Json): TestOperation {
  return { op: 'test', path, value };
}

function gone(path: FieldPath): PathGone {
  return new PathGone(`${formatPath(path)} is no longer there`);
}

function escaped(element: string): string {
  return element.replaceAll('~', '~0').replaceAll('/', '~1');
}
