/** The reference cluster as manifests: a scan of it, and how soon the walk shows the first decision. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAM, repeat, took } from '../perf/program.ts';
import { type Figure, median, megabytes, seconds } from '../perf/report.ts';
import { watchScreen } from '../perf/terminal.ts';
import { writeReference } from './write.ts';

const RUNS = 3;
/** A row of the checklist that has something to decide: number, title, how many, how severe. */
const DECISION = /\b(CRIT|HIGH|MED)\b/;

export async function benchReference(print: (figure: Figure) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'harden-reference-'));
  try {
    const files = writeReference(folder);
    const env = { XDG_STATE_HOME: folder, XDG_CONFIG_HOME: folder };
    const scan = await repeat(RUNS, [...PROGRAM, 'scan', '-f', folder, '-o', 'json'], { env });
    print({
      name: `reference: scan of ${files.length} files`,
      value: `${took(scan)}, report of ${megabytes(scan.last.stdoutBytes)}`,
    });
    const times: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const { at } = await watchScreen([...PROGRAM, '-f', folder], env, [DECISION], 60_000);
      times.push(at[0] ?? Number.POSITIVE_INFINITY);
    }
    const first = median(times);
    const goal = { is: first / 1000, atMost: 2, unit: ' s' };
    print({ name: 'reference: first decision on the screen', value: seconds(first), goal });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
