/** Stretches of addresses as people write them: `0.0.0.0/0 except 10.0.0.0/8`. */
import { type Addresses, gapsIn } from '../addresses.ts';

const MOST_BLOCKS = 4;

/** Sorted, IPv4 first. Several blocks of a family are told by what is left out, where that is shorter. */
export function blocksOf(stretches: readonly Addresses[]): readonly string[] {
  return ([32, 128] as const).flatMap((bits) => {
    const joined = join(stretches.filter((each) => each.bits === bits));
    if (joined.length === 0) return [];
    const blocks = joined.flatMap(split);
    if (blocks.length <= MOST_BLOCKS) return blocks;
    const whole = { first: 0n, last: (1n << BigInt(bits)) - 1n, bits };
    const holes = gapsIn(whole, joined).flatMap((gap) => split({ ...gap, bits }));
    return holes.length < blocks.length ? [`${split(whole).join()} except ${holes.join(', ')}`] : blocks;
  });
}

function join(stretches: readonly Addresses[]): readonly Addresses[] {
  const joined: Addresses[] = [];
  for (const each of stretches.toSorted((left, right) => (left.first < right.first ? -1 : 1))) {
    const before = joined.at(-1);
    if (before !== undefined && before.last + 1n === each.first)
      joined[joined.length - 1] = { ...before, last: each.last };
    else joined.push(each);
  }
  return joined;
}

/** The fewest blocks that are exactly this stretch. */
function split({ first, last, bits }: Addresses): readonly string[] {
  const blocks: string[] = [];
  for (let next = first; next <= last; ) {
    let free = 0;
    while (free < bits && isFree(next, free + 1, last)) free++;
    blocks.push(`${textOf(next, bits)}/${bits - free}`);
    next += 1n << BigInt(free);
  }
  return blocks;
}

function isFree(first: bigint, free: number, last: bigint): boolean {
  const size = 1n << BigInt(free);
  return first % size === 0n && first + size - 1n <= last;
}

/** As people write it. */
export function textOf(address: bigint, bits: 32 | 128): string {
  if (bits === 32) return parts(address, 4, 8n).join('.');
  const groups = parts(address, 8, 16n).map((part) => part.toString(16));
  return shortened(groups);
}

function parts(address: bigint, count: number, width: bigint): readonly number[] {
  return Array.from({ length: count }, (_, at) =>
    Number((address >> (width * BigInt(count - 1 - at))) & ((1n << width) - 1n)),
  );
}

/** Trailing zeros are left out, which is where networks have theirs. */
function shortened(groups: readonly string[]): string {
  const end = groups.findLastIndex((group) => group !== '0') + 1;
  return groups.length - end < 2 ? groups.join(':') : `${groups.slice(0, end).join(':')}::`;
}
