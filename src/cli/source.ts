/** Which source and target the flags name: a cluster, manifests, or the sample. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Source, SourceType, Target } from '../model/ports.ts';
import type { HardenStore } from '../store/state.ts';
import type { Invocation } from './command.ts';
import { CliError, EXIT } from './exit.ts';

export interface OpenedSource {
  readonly type: SourceType;
  readonly source: Source;
  readonly target: Target;
  /** Name of the kubeconfig context; of the sample and of files what they are called. */
  readonly context: string;
  /** Where diffs and result lines go: stdout carries the edited stream where manifests came from stdin. */
  readonly printed: 'stdout' | 'stderr';
  /** Shows how connecting goes on the screens of this store. */
  show?(store: HardenStore): void;
  close?(): Promise<void>;
}

/** `isWalk`: connecting is shown on the first screen. */
export async function openSource(invocation: Invocation, stateFolder: string, isWalk: boolean): Promise<OpenedSource> {
  const { flags, program } = invocation;
  const paths = flags.list('filename');
  const sample = flags.text('sample');
  if (sample !== undefined && paths.length > 0)
    throw new CliError(EXIT.usage, '--sample and --filename exclude each other', `See '${program} --help' for usage.`);
  if (sample !== undefined) {
    const { openSample } = await import('../sources/sample/index.ts');
    const file = join(stateFolder, 'sample.json');
    if (sample === 'new') await rm(file, { force: true });
    return { type: 'sample', context: 'sample', printed: 'stdout', ...openSample({ file }) };
  }
  const { openLive, openLiveLater } = await import('./live.ts');
  return isWalk ? openLiveLater(invocation) : openLive(invocation);
}
