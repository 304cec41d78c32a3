/** Edits as touches: what each would change in an object, and how a touched object looks afterwards. Pure. */

import { canonicalJson, deepEqual } from '../kube/canonical.ts';
import { formatPath, isJsonObject, keyedIndex, valueAt } from '../kube/path.ts';
import type { Edit, FieldPath, Json, JsonObject, KubeObject } from '../plugin-api/index.ts';
import type { Touch } from './ports.ts';

/** An edit that cannot be carried out on this object: a path through a scalar, or a keyed item that is not there. */
export class EditError extends Error {
  override readonly name = 'EditError';
}

/**
 * The touches that carry out the edits. Each starts at the highest missing parent, so that undoing it removes what
 * was created and nothing else; unkeyed lists are touched whole. Edits that change nothing give no touch.
 */
export function touchesOf(object: KubeObject, edits: readonly Edit[]): readonly Touch[] {
  let edited = object as unknown as Json;
  const places: FieldPath[] = [];
  for (const edit of edits) {
    const next = withEdit(edited, edit);
    if (deepEqual(next, edited)) continue;
    places.push(touchedPlace(object as unknown as Json, edit));
    edited = next;
  }
  return outermost(places)
    .map((path) => touch(path, valueAt(object, path), valueAt(edited, path)))
    .filter((found) => !deepEqual(found.before, found.after));
}

/** The object with the touches carried out, whatever it holds at those places now. */
export function withTouches<T extends KubeObject>(object: T, touches: readonly Touch[]): T {
  let result = object as unknown as Json;
  for (const { path, after } of touches) result = withValue(result, path, after);
  return result as unknown as T;
}

/** Touches whose `before` is not what the object holds: somebody changed it. */
export function driftedTouches(object: KubeObject, touches: readonly Touch[]): readonly Touch[] {
  return touches.filter(({ path, before }) => !deepEqual(valueAt(object, path), before));
}

/** The touches that give back what `stored` (the object right after the write) holds too much or too little. */
export function inverseTouches(touches: readonly Touch[], stored: KubeObject): readonly Touch[] {
  return touches.map(({ path, before }) => touch(path, valueAt(stored, path), before)).reverse();
}

function touch(path: FieldPath, before: Json | undefined, after: Json | undefined): Touch {
  return { path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
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
function touchedPlace(root: Json, edit: Edit): FieldPath {
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
