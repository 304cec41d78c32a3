/** Field changes that can be taken back by themselves: removing a list item replaces the whole list. Pure. */

import { deepEqual } from '../../kube/canonical.ts';
import { type FieldChange, fieldChange } from '../../kube/field-change.ts';
import { valueAt } from '../../kube/path.ts';
import { EditError, fieldChangesOf, withFieldChanges } from '../../model/edits.ts';
import type { Edit, FieldPath, KubeObject } from '../../plugin-api/index.ts';

/** As `fieldChangesOf`; an item that goes out of a keyed list is replaced with its list, whose order is then known. */
export function planFieldChanges(object: KubeObject, edits: readonly Edit[]): readonly FieldChange[] {
  const fieldChanges = fieldChangesOf(object, edits);
  const lists = fieldChanges.filter(removesItem).map(({ path }) => path.slice(0, -1));
  if (lists.length === 0) return fieldChanges;
  const edited = editedObject(object, edits);
  const inList = ({ path }: FieldChange) => lists.some((list) => isWithin(path, list));
  const whole = distinct(lists)
    .filter((list) => !lists.some((other) => other.length < list.length && isWithin(list, other)))
    .map((path) => fieldChange(path, valueAt(object, path), valueAt(edited, path)));
  return [...fieldChanges.filter((each) => !inList(each)), ...whole];
}

function removesItem({ path, after }: FieldChange): boolean {
  return after === undefined && typeof path.at(-1) === 'object';
}

/** Edit by edit, each on the result of the one before. */
function editedObject(object: KubeObject, edits: readonly Edit[]): KubeObject {
  let edited = object;
  for (const edit of edits) edited = withFieldChanges(edited, fieldChangesOf(edited, [edit]));
  return edited;
}

/** True when, with both lists of edits carried out, each of them still holds. */
export function areCompatible(object: KubeObject, lists: readonly (readonly Edit[])[]): boolean {
  try {
    const edited = editedObject(object, lists.flat());
    return lists.every((edits) => planFieldChanges(edited, edits).length === 0);
  } catch (error) {
    if (error instanceof EditError) return false;
    throw error;
  }
}

/** Why the edits cannot be carried out on this object. */
export function impossible(object: KubeObject, edits: readonly Edit[]): string | undefined {
  try {
    planFieldChanges(object, edits);
    return undefined;
  } catch (error) {
    if (error instanceof EditError) return error.message;
    throw error;
  }
}

/** Fields that no change may be about: identity, ownership, and what only the server writes. */
export function forbiddenField(fieldChanges: readonly FieldChange[]): FieldPath | undefined {
  return fieldChanges.map(({ path }) => path).find((path) => !isChangeable(path));
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
