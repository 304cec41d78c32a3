/**
 * Copies of objects and lists with something changed; the value itself where nothing is. Everything that is read comes by
 * here: nothing else is made on the way.
 */

type Members = Readonly<Record<string, unknown>>;

/** `undefined` takes a member out. */
export function mapMembers(object: Members, map: (key: string, member: unknown) => unknown): Members {
  let copy: Record<string, unknown> | undefined;
  for (const key in object) {
    const mapped = map(key, object[key]);
    if (mapped === object[key]) continue;
    copy ??= { ...object };
    if (mapped === undefined) delete copy[key];
    else copy[key] = mapped;
  }
  return copy ?? object;
}

export function mapItems(list: unknown, map: (item: unknown) => unknown): unknown {
  if (!Array.isArray(list)) return list;
  let mapped: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const next = map(list[index]);
    if (next === list[index]) continue;
    mapped ??= [...list];
    mapped[index] = next;
  }
  return mapped ?? list;
}

export function pick(object: Members, keys: readonly string[]): Members {
  const picked: Record<string, unknown> = {};
  for (const key of keys) if (object[key] !== undefined) picked[key] = object[key];
  return picked;
}
