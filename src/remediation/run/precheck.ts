/** Everything looked at again before the first write: the cluster, each object, what each request would store. */

import { deepEqual } from '../../kube/canonical.ts';
import { formatPath } from '../../kube/path.ts';
import { isRuleObject } from '../../kube/rules.ts';
import { driftedFields } from '../../model/edits.ts';
import { applierIn, refuseObject } from '../../model/guard.ts';
import type { StepPreview } from '../../model/plan.ts';
import { type ClusterIdentity, type SourceType, TargetError } from '../../model/ports.ts';
import { detectOwner, type OwnedMeta } from '../../model/writers/owner.ts';
import type { Json, KubeObject } from '../../plugin-api/index.ts';
import { printable } from '../../text/printable.ts';
import type { Inquiry } from '../context.ts';
import { type AccessChange, accessRefusalNow } from '../guards/access.ts';
import { unseenRehearsal } from '../guards/rehearsal.ts';
import { unseenPodsRefusal } from '../guards/running-pods.ts';
import { inParallel } from '../preview/parallel.ts';
import { rejectionOf } from '../preview/rejection.ts';
import { Rehearsing } from '../rehearsal/rehearsing.ts';
import { nameOf } from '../words.ts';
import { deviated } from './deviated.ts';
import type { Run } from './run.ts';

/** Why another cluster is meant than the one of the preview; undefined: the same. */
export function otherCluster(seen: ClusterIdentity, now: ClusterIdentity): string | undefined {
  for (const [key, word] of [
    ['id', 'cluster'],
    ['ca', 'certificate authority'],
    ['server', 'server'],
    ['user', 'user'],
  ] as const) {
    if (seen[key] !== now[key]) return `the ${word} is another one than in the preview (${seen[key]}, now ${now[key]})`;
  }
  return undefined;
}

export interface Prechecked {
  readonly step: StepPreview;
  readonly error: string;
}

/** The first step that may not be written, and why. */
export async function precheck(run: Run): Promise<Prechecked | undefined> {
  const { steps, context, board, signal } = run;
  const access: AccessChange[] = [];
  // Dry runs of restores stand on one another: those of one file come in their order.
  context.target.startOver?.();
  const atOnce = steps.some(({ restore }) => restore !== undefined) ? 1 : undefined;
  const look = async (step: StepPreview) => {
    signal.throwIfAborted();
    const outcome = await checkStep(step, run);
    if (!('error' in outcome)) board.set(step.step, 'checked');
    return { step, outcome };
  };
  const outcomes = await inParallel(steps, look, atOnce);
  for (const { step, outcome } of outcomes) {
    if ('error' in outcome) return { step, error: outcome.error };
    access.push(outcome);
  }
  const refusal = (await accessRefusalNow(access, { context, signal })) ?? (await newlyRefused(run));
  const [first] = steps;
  return refusal === undefined || first === undefined ? undefined : { step: first, error: refusal };
}

/** The pods are tried once more: admission may have changed since. */
async function newlyRefused({ kind, steps, preview, context, signal }: Run): Promise<string | undefined> {
  if (kind === 'undo') return undefined;
  const now = await new Rehearsing({ context, signal }, preview.cluster.version).steps(steps);
  const unseen = steps.map((step, index) => unseenRehearsal(step, now[index] ?? step));
  return unseen.find((text) => text !== undefined);
}

async function checkStep(step: StepPreview, run: Run): Promise<AccessChange | { readonly error: string }> {
  const { kind, context, signal } = run;
  const { ref, request } = step;
  const isUndo = kind === 'undo';
  try {
    if (step.restore !== undefined) return await checkRestore(step, step.restore, { context, signal });
    const current = await context.target.read(ref, signal);
    const error =
      changedSince(step, current) ?? (isUndo ? undefined : newlyGuarded(step, current, context.target.type));
    if (error !== undefined) return { error };
    if (request === undefined) return changeOf(step, current, step.after);
    const result = await context.target.write(request, { dryRun: true }, signal);
    const differs = await deviated(step, result, run, signal);
    if (differs !== undefined) return { error: differs };
    const refused = isUndo ? undefined : unseenPodsRefusal(step, result.warnings);
    if (refused !== undefined) return { error: refused };
    return changeOf(step, current, result.after);
  } catch (error) {
    if (error instanceof TargetError) return { error: rejectionOf(error, ref).reason };
    throw error;
  }
}

/** By the path and the bytes of the journal, whatever else has been read. */
async function checkRestore(step: StepPreview, restore: Json, { context, signal }: Inquiry): Promise<AccessChange> {
  await context.target.restore?.(restore, { dryRun: true }, signal);
  return changeOf(step, step.before, step.after);
}

function changeOf({ ref }: StepPreview, before: KubeObject | undefined, after: KubeObject | undefined): AccessChange {
  return { ref, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

/** What is not as the preview saw it. */
function changedSince({ ref, request }: StepPreview, current: KubeObject | undefined): string | undefined {
  const name = nameOf(ref);
  if (request?.op === 'create')
    return current === undefined ? undefined : `${name} was made by somebody else since you saw it.`;
  if (current === undefined) return `${name} was deleted since you saw it.`;
  if (request === undefined) return undefined;
  const { uid, resourceVersion } = current.metadata;
  if (request.uid !== undefined && request.uid !== uid)
    return `${name} was deleted and created again since you saw it.`;
  const [drifted] = request.op === 'patch' ? driftedFields(current, request.fieldChanges) : [];
  if (drifted !== undefined) return `${name} changed since you saw it: ${printable(formatPath(drifted.path))}.`;
  if (isRuleObject(ref) && request.resourceVersion !== undefined && request.resourceVersion !== resourceVersion)
    return `${name} changed since you saw it.`;
  return undefined;
}

/** Guards that did not stand in the way of the preview and do now. */
function newlyGuarded(
  { ref, before, change }: StepPreview,
  current: KubeObject | undefined,
  source: SourceType,
): string | undefined {
  if (current === undefined) return undefined;
  const hard = refuseObject(current, ref, [], { includeSystem: true, allowManaged: true }, source);
  if (hard !== undefined) return hard.reason;
  const [was, is] = [before, current].map((object) =>
    object === undefined ? undefined : (applierIn(object, change) ?? detectOwner(object.metadata as OwnedMeta, source)),
  );
  if (is === undefined || deepEqual(was, is) || is.manager === 'kubectl') return undefined;
  return `${nameOf(ref)} is managed by ${is.label} since you saw it.`;
}
