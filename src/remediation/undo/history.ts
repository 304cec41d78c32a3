/** What was done on this cluster, and which run an undo takes back. */
import { isSameCluster } from '../../model/cluster.ts';
import type { RunSummary } from '../../model/plan.ts';
import type { ClusterIdentity } from '../../model/ports.ts';
import { type ChangeContext, ChangeError, filesOf, never } from '../context.ts';
import type { JournalFiles } from '../journal/files.ts';
import { isLocked } from '../journal/lock.ts';
import {
  type LostRun,
  type RecordedRun,
  type RecordedStep,
  readRuns,
  stepState,
  summaryOf,
  unreadableRuns,
} from '../journal/read.ts';
import { unreadable } from '../journal/trouble.ts';

/** What tells where the journal is. */
type Journaled = Pick<ChangeContext, 'stateFolder' | 'files'>;

/** Runs of this cluster, newest first; of every place with `all`, or without a target. */
export async function history(
  context: Journaled & Partial<Pick<ChangeContext, 'target'>>,
  options: { readonly all?: boolean } = {},
  signal: AbortSignal = never(),
): Promise<readonly RunSummary[]> {
  const all = recordedRuns(context);
  const last = all.at(-1);
  const isWriting = isLocked(context.stateFolder, filesOf(context));
  const runs = all.filter((run) => hasBegun(run) || (run === last && isWriting));
  const summary = (run: RecordedRun): RunSummary => {
    const known = summaryOf(run);
    return known.state === 'interrupted' && run === last && isWriting ? { ...known, state: 'under way' } : known;
  };
  if (options.all === true || context.target === undefined) return runs.toReversed().map(summary);
  const cluster = await context.target.identity(signal);
  return runs
    .filter(({ header }) => isSameCluster(header.cluster, cluster))
    .toReversed()
    .map(summary);
}

/** Runs that no list can name because their journal does not tell what they are. */
export function lostRuns(context: Journaled): readonly LostRun[] {
  return readable(context, unreadableRuns);
}

function recordedRuns(context: Journaled): readonly RecordedRun[] {
  return readable(context, readRuns);
}

/** Throws ChangeError when the journal cannot be read. */
function readable<T>(context: Journaled, read: (stateFolder: string, files: JournalFiles) => T): T {
  try {
    return read(context.stateFolder, filesOf(context));
  } catch (error) {
    throw new ChangeError(unreadable(context.stateFolder, error));
  }
}

/** Nothing is sent before its intent is on disk: without one nothing was changed. Damage and a journal cut off may hide some. */
function hasBegun({ steps, missing, damage }: RecordedRun): boolean {
  return steps.length > 0 || missing.length > 0 || damage !== undefined;
}

/** Steps that may have been written and were not taken back. */
export function standingSteps({ steps }: RecordedRun): readonly RecordedStep[] {
  return steps.filter((step) => ['applied', 'intended'].includes(stepState(step)));
}

/**
 * The named run, or the last of this cluster that wrote something. `undefined`: there is none. Throws ChangeError when
 * the name fits no run, another cluster's, an undo, or a damaged journal.
 */
export function findRun(
  context: ChangeContext,
  cluster: ClusterIdentity,
  name: string | undefined,
): RecordedRun | undefined {
  const runs = recordedRuns(context);
  const run = name === undefined ? lastRun(runs, cluster) : namedRun(runs, name);
  if (name === undefined) refuseBehindLost(run, lostRuns(context));
  if (run === undefined) return undefined;
  const { header, damage } = run;
  if (!isSameCluster(header.cluster, cluster))
    throw new ChangeError(`Run ${header.run} was made on ${header.cluster.server}, which is another cluster.`);
  if (header.undoes !== undefined) throw new ChangeError(`Run ${header.run} is itself an undo, of ${header.undoes}.`);
  if (damage !== undefined) throw new ChangeError(`Run ${header.run} cannot be undone from its journal. ${damage}`);
  return run;
}

/** The last run may be one that nobody can read: then an older one is taken back only by its name. */
function refuseBehindLost(run: RecordedRun | undefined, lost: readonly LostRun[]): void {
  const newer = lost.find((each) => run === undefined || each.name > run.header.run);
  if (newer === undefined) return;
  const others =
    run === undefined ? '' : ` Name an earlier run to take that one back: ${run.header.run} is the one before.`;
  throw new ChangeError(`${newer.text} It may be the last run.${others}`);
}

function lastRun(runs: readonly RecordedRun[], cluster: ClusterIdentity): RecordedRun | undefined {
  return runs.findLast(
    ({ header, steps, missing }) =>
      isSameCluster(header.cluster, cluster) &&
      header.undoes === undefined &&
      (missing.length > 0 || steps.some((step) => stepState(step) !== 'failed')),
  );
}

/** The newest run before a recorded one of which something stands, damaged ones left out. */
export function standingBefore(context: ChangeContext, { header }: RecordedRun): RecordedRun | undefined {
  const runs = recordedRuns(context);
  const at = runs.findIndex((other) => other.header.run === header.run);
  return runs
    .slice(0, at)
    .findLast(
      (other) =>
        isSameCluster(other.header.cluster, header.cluster) &&
        other.header.undoes === undefined &&
        other.damage === undefined &&
        standingSteps(other).length > 0,
    );
}

/** The whole name, or the digits after the time when only one run has them. */
export function namedRuns(runs: readonly RecordedRun[], name: string): readonly RecordedRun[] {
  const wanted = name.toLowerCase();
  const fits = runs.filter(({ header }) => header.run.toLowerCase() === wanted);
  return fits.length > 0 ? fits : runs.filter(({ header }) => header.run.toLowerCase().endsWith(`-${wanted}`));
}

function namedRun(runs: readonly RecordedRun[], name: string): RecordedRun {
  const [run, another] = namedRuns(runs, name);
  if (run === undefined) throw new ChangeError(`There is no run ${name}: history lists them.`);
  if (another !== undefined) throw new ChangeError(`More than one run ends in ${name}: its whole name is needed.`);
  return run;
}
