/** Blocks of rows in less room than they need: each gets its least first, by how much it decides; then what is left. */
import type { Line } from '../../text/line.ts';

export interface Block {
  /** Rows that it has before another one grows. */
  readonly least: number;
  /** Rows of all of it. */
  readonly whole: number;
  /** At most so many rows, with a count of what they leave out. */
  rows(most: number): readonly Line[];
}

/** The first of them decide most: they have their least before others, and grow before others. */
export function fitted(blocks: readonly Block[], room: number): readonly Line[] {
  const given = new Map<Block, number>();
  let left = room;
  const give = (block: Block, wanted: number): void => {
    const more = Math.max(0, Math.min(left, wanted - (given.get(block) ?? 0)));
    given.set(block, (given.get(block) ?? 0) + more);
    left -= more;
  };
  for (const block of blocks) give(block, Math.min(block.least, block.whole));
  for (const block of blocks) give(block, block.whole);
  return blocks.flatMap((block) => {
    const most = given.get(block) ?? 0;
    return most === 0 ? [] : block.rows(most);
  });
}

/** Sentences that differ in one word are told once, with how many there are. */
export function foldAlike(texts: readonly string[]): readonly string[] {
  const groups: string[][] = [];
  for (const text of texts) {
    const group = groups.find(([first = '']) => isAlike(first, text));
    if (group === undefined) groups.push([text]);
    else group.push(text);
  }
  return groups.map(([first = '', ...others]) =>
    others.length === 0 ? first : `${first} (${others.length + 1} alike)`,
  );
}

function isAlike(left: string, right: string): boolean {
  const [one, other] = [left.split(' '), right.split(' ')];
  return one.length === other.length && one.filter((word, at) => word !== other[at]).length <= 1;
}
