/** Copies with a change at one place; what does not change is shared. */
import { isJsonObject, keyedIndex } from '../../../kube/path.ts';
import type { FieldPath, Json, JsonObject } from '../../../plugin-api/index.ts';

type Change = (object: JsonObject) => JsonObject;

/** Nothing happens where the path does not lead to an object. */
export function change(object: JsonObject, path: FieldPath, how: Change): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) return how(object);
  if (typeof key !== 'string') return object;
  const member = object[key];
  const next = Array.isArray(member) ? changeItem(member, rest, how) : changeMember(member, rest, how);
  return next === undefined || next === member ? object : { ...object, [key]: next };
}

function changeMember(member: Json | undefined, path: FieldPath, how: Change): JsonObject | undefined {
  return isJsonObject(member) ? change(member, path, how) : undefined;
}

function changeItem(list: readonly Json[], [element, ...rest]: FieldPath, how: Change): readonly Json[] {
  if (element === undefined || typeof element === 'string') return list;
  const index = keyedIndex(list, element.key, element.is);
  const next = changeMember(list[index], rest, how);
  return next === undefined || next === list[index] ? list : list.with(index, next);
}

export function mapItems(list: readonly Json[], map: (item: Json) => Json): readonly Json[] {
  let mapped: Json[] | undefined;
  for (const [index, item] of list.entries()) {
    const next = map(item);
    if (next === item) continue;
    mapped ??= [...list];
    mapped[index] = next;
  }
  return mapped ?? list;
}
