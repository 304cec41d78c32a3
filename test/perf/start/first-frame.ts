import { median } from '../report.ts';
import { watchScreen } from '../terminal.ts';

const RUNS = 5;

/** Milliseconds from the start of the program to the first thing on its screen, the median of some runs. */
export async function firstFrame(program: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  const frames: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const { at } = await watchScreen([...program, '--sample=new'], env, [/\S/], 10_000);
    frames.push(at[0] ?? Number.POSITIVE_INFINITY);
  }
  return median(frames);
}
