/** Start-up: the cheapest command, and the walk's first frame, from the work tree and as released. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAM, repeat } from '../program.ts';
import { type Figure, round, seconds } from '../report.ts';
import { benchExecutable } from './bench-executable.ts';
import { firstFrame } from './first-frame.ts';

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
    const frame = await firstFrame(PROGRAM, { XDG_STATE_HOME: state, XDG_CONFIG_HOME: state });
    print({ name: 'start: first frame of the walk on the sample', value: seconds(frame) });
  } finally {
    await rm(state, { recursive: true, force: true });
  }
  await benchExecutable(print);
}
