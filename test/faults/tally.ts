/** Trials drawn, carried out and counted. */
import type { Verdict } from './trial.ts';

export interface Trial {
  readonly name: string;
  readonly run: () => Promise<Verdict>;
}

/** So many of them, the same for the same seed, in their order. */
export function drawn(trials: readonly Trial[], amount: number, seed: number): readonly Trial[] {
  let state = seed;
  const ranked = trials.map((trial, index) => {
    // Numbers as they come from a linear congruence: good enough to be spread out.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return { trial, index, rank: state };
  });
  const taken = ranked.toSorted((left, right) => left.rank - right.rank).slice(0, amount);
  return taken.toSorted((left, right) => left.index - right.index).map(({ trial }) => trial);
}

/** Prints all that were not whole, and the sum. Returns an exit code: 1 when something was lost. */
export async function report(trials: readonly Trial[]): Promise<number> {
  const counts = { whole: 0, told: 0, lost: 0 };
  for (const { name, run } of trials) {
    const { verdict, text } = await run();
    counts[verdict]++;
    if (verdict !== 'whole') process.stdout.write(`${verdict}  ${name}  ${text}\n`);
  }
  process.stdout.write(
    `${trials.length} faults: ${counts.whole} given back whole, ${counts.told} told, ${counts.lost} lost.\n`,
  );
  return counts.lost === 0 ? 0 : 1;
}
