/** Start-up of the executable that a release would hold, beside kubectl. */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleExecutable, sizeOf } from '../../../src/tools/release/bundle.ts';
import { LARGEST_ARCHIVE, LARGEST_BUNDLE } from '../../../src/tools/release/index.ts';
import { builtForHere } from '../../install/built.ts';
import { type Runs, repeat, root } from '../program.ts';
import { type Figure, megabytes, ratio, seconds } from '../report.ts';
import { firstFrame } from './first-frame.ts';

const RUNS = 11;
const LONGEST_MS = { start: 80, frame: 300, completion: 150 } as const;

export async function benchExecutable(print: (figure: Figure) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'harden-bench-'));
  try {
    const { archive, program } = await builtForHere(root, folder);
    const bundle = await bundleExecutable(root, { commit: 'bench', kind: 'executable' });
    print(within('executable: bundle', sizeOf(bundle), LARGEST_BUNDLE));
    print(within('executable: archive', (await stat(archive)).size, LARGEST_ARCHIVE));
    const env = { XDG_STATE_HOME: folder, XDG_CONFIG_HOME: folder, KUBECONFIG: join(folder, 'none') };
    const took = (...args: readonly string[]) => repeat(RUNS, [program, ...args], { env });
    const kubectl = await repeat(RUNS, ['kubectl', 'version', '--client'], { env });
    print({ name: 'executable: kubectl version --client', value: timeOf(kubectl) });
    for (const command of ['version', '--help']) {
      const runs = await took(command);
      print(inTime(`executable: ${command}`, runs, LONGEST_MS.start));
      print(ratio(`executable: ${command} to kubectl version --client`, runs.wallMs, kubectl.wallMs, 1.5));
    }
    for (const words of [['sc'], ['explain', 'rbac/'], ['undo', '']])
      print(
        inTime(
          `executable: completion of "${words.join(' ')}"`,
          await took('__complete', ...words),
          LONGEST_MS.completion,
        ),
      );
    const frame = await firstFrame([program], env);
    const goal = { is: frame / 1000, atMost: LONGEST_MS.frame / 1000, unit: ' s' };
    print({ name: 'executable: first frame of the walk on the sample', value: seconds(frame), goal });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function inTime(name: string, runs: Runs, atMost: number): Figure {
  return { name, value: timeOf(runs), goal: { is: runs.wallMs / 1000, atMost: atMost / 1000, unit: ' s' } };
}

function timeOf({ wallMs, cpuMs }: Runs): string {
  return `${seconds(wallMs)} (processor ${seconds(cpuMs)})`;
}

function within(name: string, bytes: number, atMost: number): Figure {
  return { name, value: megabytes(bytes), goal: { is: bytes / 1e6, atMost: atMost / 1e6, unit: ' MB' } };
}
