/** A small seeded generator of numbers: the same seed gives the same set on every machine. */
export interface Random {
  /** An integer from 0 to below the bound. */
  below(bound: number): number;
  pick<T>(list: readonly T[]): T;
  /** Different items, in the order of the list. */
  some<T>(list: readonly T[], count: number): T[];
  hex(digits: number): string;
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  // A linear congruential step, its weak low bits mixed away.
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x45d9f3b);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  const below = (bound: number) => next() % bound;
  return {
    below,
    pick: (list) => {
      const [item] = list.slice(below(list.length));
      if (item === undefined) throw new RangeError('nothing to pick from');
      return item;
    },
    some: (list, count) => {
      const chosen = new Set<number>();
      while (chosen.size < Math.min(count, list.length)) chosen.add(below(list.length));
      return list.filter((_, index) => chosen.has(index));
    },
    hex: (digits) => Array.from({ length: digits }, () => below(16).toString(16)).join(''),
  };
}
