/** Copies of objects and lists with something changed; the value itself where nothing is. */

type Members = Readonly<Record<string, unknown>>;

/** `undefined` takes a member out. */
export function mapMembers(object: Members, map: (key: string, member: unknown) => unknown): Members {
  let copy: Record<string, unknown> | undefined;
  for (const key of Object.keys(object)) {
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
  for (const [index, item] of list.entries()) {
    const next = map(item);
    if (next === item) continue;
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
