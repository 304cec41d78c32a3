/** Start-up: the cheapest command, and the walk's first frame. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAM, repeat } from './program.ts';
import { type Figure, median, round, seconds } from './report.ts';
import { watchScreen } from './terminal.ts';

const RUNS = 5;

export async function benchStart(print: (figure: Figure) => void): Promise<void> {
  const bare = await repeat(RUNS, [process.execPath, '-e', '']);
  const version = await repeat(RUNS, [...PROGRAM, 'version']);
  print({ name: 'start: node alone', value: seconds(bare.wallMs) });
  print({
    name: 'start: version',
    value: `${seconds(version.wallMs)}, ${round(version.wallMs / bare.wallMs)}x`,
  });

  const state = await mkdtemp(join(tmpdir(), 'harden-bench-'));
  try {
    const frames: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const env = { XDG_STATE_HOME: state, XDG_CONFIG_HOME: state };
      const { at } = await watchScreen([...PROGRAM, '--sample=new'], env, [/\S/], 10_000);
      frames.push(at[0] ?? Number.POSITIVE_INFINITY);
    }
    print({ name: 'start: first frame of the walk on the sample', value: seconds(median(frames)) });
  } finally {
    await rm(state, { recursive: true, force: true });
  }
}
