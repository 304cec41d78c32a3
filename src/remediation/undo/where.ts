/** Where a run of the journal was made: manifests and the sample are at hand without a cluster. */
import type { ClusterIdentity, SourceType } from '../../model/ports.ts';
import { filesIn, restoreOf } from '../../model/restore.ts';
import { type JournalFiles, nodeFiles } from '../journal/files.ts';
import { readRuns } from '../journal/read.ts';
import { namedRuns } from './history.ts';

export interface RunPlace {
  readonly source: SourceType;
  readonly cluster: ClusterIdentity;
  /** Of files: what was given then, and the files that its changes are in. */
  readonly roots: readonly string[];
  readonly files: readonly string[];
}

/** `undefined`: there is no such run, or its name is not clear. A journal that is not believed is refused by the undo itself. */
export function placeOfRun(stateFolder: string, name: string, files: JournalFiles = nodeFiles): RunPlace | undefined {
  const [run, another] = namedRuns(readRuns(stateFolder, files), name);
  if (run === undefined || another !== undefined) return undefined;
  const { source, cluster, roots = [] } = run.header;
  const restores = run.steps.flatMap(({ intent }) => restoreOf(intent.restore) ?? []);
  const touched = restores.flatMap(filesIn).map(({ file }) => file);
  return { source, cluster, roots, files: [...new Set(touched)] };
}
