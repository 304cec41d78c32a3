/** Removes what trials have made: their own at their end, and those of processes that were killed. */
import { refOf } from '../../kube/refs.ts';
import { type Target, TargetError } from '../../model/ports.ts';
import type { KubeObject } from '../../plugin-api/index.ts';
import { type ChangeContext, filesOf } from '../context.ts';
import { isLocked } from '../journal/lock.ts';
import { type Entry, hasAny, open, type Place, strike } from '../journal/trials.ts';
import { saysTheSame } from '../preview/content.ts';
import { MANAGED_BY } from './objects.ts';

const TIMEOUT_MS = 30_000;

/** Throws where one of them may still be there. */
export async function remove(entry: Entry, target: Target, place: Place): Promise<void> {
  // Not the operator's signal: what was made is taken away, whatever stopped the trial.
  for (const object of entry.objects) {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const ref = refOf(object);
    const there = await target.read(ref, signal);
    if (there === undefined || !isOurs(there, object, entry)) continue;
    const { uid } = there.metadata;
    await target
      .write({ op: 'delete', ref, ...(uid === undefined ? {} : { uid }) }, { dryRun: false }, signal)
      .catch(unlessGone);
  }
  strike(entry, place);
}

/**
 * Anybody can give a name and a label: ours is what the server said it stored for us, whatever admission made of it, and
 * where the answer was lost, what says in every word what was sent, the user whom nobody can be among it.
 */
function isOurs(there: KubeObject, sent: KubeObject, { uids }: Entry): boolean {
  const uid = uids.get(sent.kind);
  return uid === undefined ? saysTheSame(there, sent) : uid === there.metadata.uid && isLabelled(there);
}

/** Who takes the label away has made it theirs. */
function isLabelled({ metadata: { labels = {} } }: KubeObject): boolean {
  return Object.entries(MANAGED_BY).every(([name, value]) => labels[name] === value);
}

function unlessGone(error: unknown): void {
  if (!(error instanceof TargetError && error.code === 'gone')) throw error;
}

/** Those of runs that ended without their end; what cannot be removed now is tried again the next time. */
export async function sweepTrials(context: ChangeContext, signal: AbortSignal): Promise<void> {
  const place = { stateFolder: context.stateFolder, files: filesOf(context) };
  if (context.mode !== 'apply' || context.target.authorize === undefined) return;
  if (!hasAny(place)) return;
  const cluster = await context.target.identity(signal);
  for (const entry of open(cluster, place)) {
    try {
      await remove(entry, context.target, place);
    } catch {
      signal.throwIfAborted();
    }
  }
}

/** Before anything else is done: a trial that is under way in another process is left alone. */
export async function sweepAtStart(context: ChangeContext, signal: AbortSignal): Promise<void> {
  if (isLocked(context.stateFolder, filesOf(context))) return;
  try {
    await sweepTrials(context, signal);
  } catch {
    signal.throwIfAborted();
  }
}
