/** Edits as field changes: what each would change in an object, and how the object looks afterwards. Pure. */

import { canonicalJson, deepEqual } from '../kube/canonical.ts';
import { type FieldChange, fieldChange } from '../kube/field-change.ts';
import { formatPath, isJsonObject, keyedIndex, valueAt } from '../kube/path.ts';
import type { Edit, FieldPath, Json, JsonObject, KubeObject } from '../plugin-api/index.ts';

/** An edit that cannot be made on this object: a path through a scalar, or a keyed item that is not there. */
export class EditError extends Error {
  override readonly name = 'EditError';
}

/**
 * The field changes that make the edits. Each starts at the highest missing parent, so that undoing it removes what
 * was created and nothing else; unkeyed lists are replaced whole. Edits that change nothing give none.
 */
export function fieldChangesOf(object: KubeObject, edits: readonly Edit[]): readonly FieldChange[] {
  let edited = object as unknown as Json;
  const places: FieldPath[] = [];
  for (const edit of edits) {
    const next = withEdit(edited, edit);
    if (deepEqual(next, edited)) continue;
    places.push(changedPlace(object as unknown as Json, edit));
    edited = next;
  }
  return outermost(places)
    .map((path) => fieldChange(path, valueAt(object, path), valueAt(edited, path)))
    .filter((found) => !deepEqual(found.before, found.after));
}

/** The object with the field changes made, whatever it holds at those places now. */
export function withFieldChanges<T extends KubeObject>(object: T, fieldChanges: readonly FieldChange[]): T {
  let result = object as unknown as Json;
  for (const { path, after } of fieldChanges) result = withValue(result, path, after);
  return result as unknown as T;
}

/** Field changes whose `before` is not what the object holds: somebody changed it. */
export function driftedFields(object: KubeObject, fieldChanges: readonly FieldChange[]): readonly FieldChange[] {
  return fieldChanges.filter(({ path, before }) => !deepEqual(valueAt(object, path), before));
}

/**
 * The field changes that give back what `stored` (the object right after the write) holds too much or too little. Where
 * somebody took away what a place stood in, all of it comes back as `before` held it.
 */
export function inverseFieldChanges(
  fieldChanges: readonly FieldChange[],
  stored: KubeObject,
  before?: KubeObject,
): readonly FieldChange[] {
  const places = fieldChanges.map(({ path, before: was }) => {
    const lost = before === undefined ? undefined : lostParent(stored as unknown as Json, path);
    return lost === undefined ? { path, was } : { path: lost, was: valueAt(before, lost) };
  });
  const kept = outermost(places.map(({ path }) => path));
  return kept
    .flatMap((path) => places.find((place) => place.path === path) ?? [])
    .map(({ path, was }) => fieldChange(path, valueAt(stored, path), was))
    .reverse();
}

/** The highest part of the path that is not there, above its end. */
function lostParent(root: Json, path: FieldPath): FieldPath | undefined {
  for (let length = 1; length < path.length; length++) {
    const prefix = path.slice(0, length);
    if (valueAt(root, prefix) === undefined) return prefix;
  }
  return undefined;
}

function withEdit(root: Json, edit: Edit): Json {
  const current = valueAt(root, edit.path);
  switch (edit.op) {
    case 'set':
      return withValue(root, edit.path, edit.value);
    case 'unset':
      return current === undefined ? root : withValue(root, edit.path, undefined);
    case 'include': {
      const list = listAt(current, edit.path);
      if (list.some((item) => deepEqual(item, edit.value))) return root;
      return withValue(root, edit.path, [...list, edit.value]);
    }
    case 'exclude': {
      if (current === undefined) return root;
      const list = listAt(current, edit.path);
      return withValue(
        root,
        edit.path,
        list.filter((item) => !deepEqual(item, edit.value)),
      );
    }
    case 'add': {
      const list = listAt(current, edit.path);
      const is = edit.value[edit.key];
      if (list.some((item) => isJsonObject(item) && deepEqual(item[edit.key], is))) return root;
      return withValue(root, edit.path, [...list, edit.value]);
    }
  }
}

function listAt(value: Json | undefined, path: FieldPath): readonly Json[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new EditError(`${formatPath(path)} is not a list`);
  return value;
}

/** A copy of the value with another value at the path; `undefined` removes the member. Parents are created. */
function withValue(root: Json | undefined, path: FieldPath, value: Json | undefined): Json {
  return replaceAt(root, path, value, path) ?? null;
}

function replaceAt(
  current: Json | undefined,
  rest: FieldPath,
  value: Json | undefined,
  whole: FieldPath,
): Json | undefined {
  const [element, ...deeper] = rest;
  if (element === undefined) return value;
  if (typeof element === 'string') {
    if (current !== undefined && current !== null && !isJsonObject(current))
      throw new EditError(`${formatPath(whole)} runs through a value that is not an object`);
    const parent: JsonObject = current ?? {};
    const child = Object.hasOwn(parent, element) ? parent[element] : undefined;
    const next = replaceAt(child, deeper, value, whole);
    const copy: Record<string, Json> = { ...parent };
    if (next === undefined) delete copy[element];
    else Object.defineProperty(copy, element, { value: next, enumerable: true, configurable: true, writable: true });
    return copy;
  }
  if (!Array.isArray(current)) throw new EditError(`${formatPath(whole)}: there is no list to look in`);
  const list: readonly Json[] = current;
  const index = keyedIndex(list, element.key, element.is);
  const item = list[index];
  if (item === undefined) throw new EditError(`${formatPath(whole)}: no item has ${element.key} ${element.is}`);
  const next = replaceAt(item, deeper, value, whole);
  return next === undefined
    ? list.filter((_, at) => at !== index)
    : list.map((other, at) => (at === index ? next : other));
}

/** The highest missing parent of the edited place, or the place itself. */
function changedPlace(root: Json, edit: Edit): FieldPath {
  for (let length = 1; length < edit.path.length; length++) {
    const prefix = edit.path.slice(0, length);
    const found = valueAt(root, prefix);
    if (found === undefined || found === null) return prefix;
  }
  return edit.path;
}

/** Drops places inside other places, and repeats. */
function outermost(places: readonly FieldPath[]): readonly FieldPath[] {
  const byKey = new Map(places.map((path) => [canonicalJson(path), path]));
  return [...byKey.values()].filter((path) => {
    for (let length = 1; length < path.length; length++) {
      if (byKey.has(canonicalJson(path.slice(0, length)))) return false;
    }
    return true;
  });
}
