/** Sorted lists that are never changed: a new one is made of the old one and of what goes and comes. */

export type Compare<T> = (left: T, right: T) => number;

/** So many are put in one by one; beyond that sorting all is faster. */
const FEW = 64;

/** `compare` tells any two items apart. What goes has to be the same objects as in the list. */
export function exchanged<T>(
  list: readonly T[],
  compare: Compare<T>,
  gone: readonly T[],
  come: readonly T[],
): readonly T[] {
  if (gone.length + come.length === 0) return list;
  if (gone.length + come.length > FEW) return sortedAnew(list, compare, gone, come);
  const copy = [...list];
  for (const item of gone) {
    const at = placeOf(copy, compare, item);
    if (copy[at] === item) copy.splice(at, 1);
  }
  for (const item of come) copy.splice(placeOf(copy, compare, item), 0, item);
  return copy;
}

function sortedAnew<T>(list: readonly T[], compare: Compare<T>, gone: readonly T[], come: readonly T[]): readonly T[] {
  const without = new Set(gone);
  return [...list.filter((item) => !without.has(item)), ...come].sort(compare);
}

/** Of the first item that does not come before this one. */
function placeOf<T>(list: readonly T[], compare: Compare<T>, item: T): number {
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (compare(list[middle] as T, item) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}
