/** The program as a user starts it, and measuring it several times. */
import { join } from 'node:path';
import { type Measured, type MeasureOptions, measure } from './measure.ts';
import { median, megabytes, seconds } from './report.ts';

export const root = join(import.meta.dirname, '..', '..');

/** Under the Node that runs the bench: which one the launcher would look for is not the question. */
export const PROGRAM = [process.execPath, join(root, 'bin', 'kubectl-harden')] as const;

export function script(name: string): readonly string[] {
  return [process.execPath, join(import.meta.dirname, name)];
}

export interface Runs {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakBytes: number;
  readonly firstByteMs: number;
  readonly last: Measured;
}

/** Medians of time, the worst of memory. An exit code that is not among the accepted ones stops the bench. */
export async function repeat(
  times: number,
  command: readonly string[],
  options: MeasureOptions & { readonly accept?: readonly number[] } = {},
): Promise<Runs> {
  const runs: Measured[] = [];
  for (let run = 0; run < times; run++) {
    const measured = await measure(command, options);
    if (!(options.accept ?? [0]).includes(measured.code ?? -1)) {
      throw new Error(`${command.slice(0, 4).join(' ')}: exit code ${measured.code}\n${measured.errors}`);
    }
    runs.push(measured);
  }
  const [last] = runs.slice(-1);
  if (last === undefined) throw new RangeError('nothing was run');
  return {
    wallMs: median(runs.map((run) => run.wallMs)),
    cpuMs: median(runs.map((run) => run.cpuMs)),
    peakBytes: Math.max(...runs.map((run) => run.peakBytes)),
    firstByteMs: median(runs.map((run) => run.firstByteMs)),
    last,
  };
}

export function took({ wallMs, cpuMs, peakBytes }: Runs): string {
  return `${seconds(wallMs)} (processor ${seconds(cpuMs)}), ${megabytes(peakBytes)}`;
}
