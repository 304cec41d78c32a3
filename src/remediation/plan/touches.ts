/** Touches that can be taken back by themselves: removals of list items touch the whole list. Pure. */
import { deepEqual } from '../../kube/canonical.ts';
import { valueAt } from '../../kube/path.ts';
import { EditError, touchesOf, withTouches } from '../../model/edits.ts';
import type { Touch } from '../../model/ports.ts';
import type { Edit, FieldPath, Json, KubeObject } from '../../plugin-api/index.ts';

/** As `touchesOf`; an item that goes out of a keyed list is touched with its list, whose order is then known. */
export function planTouches(object: KubeObject, edits: readonly Edit[]): readonly Touch[] {
  const touches = touchesOf(object, edits);
  const lists = touches.filter(removesItem).map(({ path }) => path.slice(0, -1));
  if (lists.length === 0) return touches;
  const edited = editedObject(object, edits);
  const inList = ({ path }: Touch) => lists.some((list) => isWithin(path, list));
  const whole = distinct(lists)
    .filter((list) => !lists.some((other) => other.length < list.length && isWithin(list, other)))
    .map((path) => touchOf(path, valueAt(object, path), valueAt(edited, path)));
  return [...touches.filter((touch) => !inList(touch)), ...whole];
}

function removesItem({ path, after }: Touch): boolean {
  return after === undefined && typeof path.at(-1) === 'object';
}

/** Edit by edit, each on the result of the one before. */
function editedObject(object: KubeObject, edits: readonly Edit[]): KubeObject {
  let edited = object;
  for (const edit of edits) edited = withTouches(edited, touchesOf(edited, [edit]));
  return edited;
}

/** True when, with both lists of edits carried out, each of them still holds. */
export function areCompatible(object: KubeObject, lists: readonly (readonly Edit[])[]): boolean {
  try {
    const edited = editedObject(object, lists.flat());
    return lists.every((edits) => planTouches(edited, edits).length === 0);
  } catch (error) {
    if (error instanceof EditError) return false;
    throw error;
  }
}

/** Why the edits cannot be carried out on this object. */
export function impossible(object: KubeObject, edits: readonly Edit[]): string | undefined {
  try {
    planTouches(object, edits);
    return undefined;
  } catch (error) {
    if (error instanceof EditError) return error.message;
    throw error;
  }
}

/** Fields that no change may touch: identity, ownership, and what only the server writes. */
export function forbiddenTouch(touches: readonly Touch[]): FieldPath | undefined {
  return touches.map(({ path }) => path).find((path) => !isChangeable(path));
}

function isChangeable([root, member]: FieldPath): boolean {
  if (root === 'metadata') return member === 'labels' || member === 'annotations';
  return typeof root === 'string' && !['apiVersion', 'kind', 'status', 'roleRef'].includes(root);
}

function isWithin(path: FieldPath, list: FieldPath): boolean {
  return path.length >= list.length && deepEqual(path.slice(0, list.length), list);
}

function distinct(paths: readonly FieldPath[]): readonly FieldPath[] {
  return paths.filter((path, at) => paths.findIndex((other) => deepEqual(other, path)) === at);
}

export function touchOf(path: FieldPath, before: Json | undefined, after: Json | undefined): Touch {
  return { path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}
