/** Changes that depend on others: a default deny without its DNS allowance cuts every name. */

import { refKey } from '../../kube/refs.ts';
import { isSameCluster } from '../../model/cluster.ts';
import type { StepRefusal } from '../../model/plan.ts';
import { TargetError } from '../../model/ports.ts';
import type { ObjectRef } from '../../plugin-api/index.ts';
import { filesOf, type Inquiry } from '../context.ts';
import { type RecordedRun, type RecordedStep, readRuns } from '../journal/read.ts';
import { isDenial } from '../plan/denials.ts';
import { nameOf } from '../words.ts';
import { standingSteps } from './history.ts';

/** A chosen step that others rest on. */
export interface Needed {
  readonly step: number;
  readonly refusal: StepRefusal;
}

/** Why the chosen steps cannot go without others: of the same run, or of another one. */
export async function dependents(
  run: RecordedRun,
  chosen: readonly RecordedStep[],
  inquiry: Inquiry,
): Promise<readonly Needed[]> {
  return [...inRun(run, chosen), ...(await inOtherRuns(run, chosen, inquiry))];
}

function inRun(run: RecordedRun, chosen: readonly RecordedStep[]): readonly Needed[] {
  const taken = new Set(chosen.map(({ intent }) => intent.step));
  return standingSteps(run).flatMap((standing) => {
    const { step, needs = [] } = standing.intent;
    const missing = taken.has(step) ? [] : needs.filter((need) => taken.has(need));
    return missing.map((need) => ({
      step: need,
      refusal: refusal(standing, `Change ${step} depends on change ${need}: take both back, or ${step} first.`),
    }));
  });
}

async function inOtherRuns(
  run: RecordedRun,
  chosen: readonly RecordedStep[],
  inquiry: Inquiry,
): Promise<readonly Needed[]> {
  const allowances = chosen.filter(isAllowance);
  if (allowances.length === 0) return [];
  const { cluster } = run.header;
  const { context } = inquiry;
  const runs = readRuns(context.stateFolder, filesOf(context)).filter(
    ({ header }) => isSameCluster(header.cluster, cluster) && header.undoes === undefined,
  );
  const found: Needed[] = [];
  for (const [at, other] of runs.entries()) {
    if (other.header.run === run.header.run) continue;
    const later = runs.slice(at + 1);
    for (const step of standingSteps(other).filter(isDenialStep)) {
      const { ref } = step.intent;
      const needed = allowances.filter(({ intent }) => intent.ref.namespace === ref.namespace);
      if (needed.length === 0 || isMadeAgain(ref, later)) continue;
      if (!(await isThere(step, inquiry))) continue;
      const reason = `${nameOf(ref)} of run ${other.header.run} depends on this: take that one back first.`;
      found.push(...needed.map(({ intent }) => ({ step: intent.step, refusal: refusal(step, reason) })));
    }
  }
  return found;
}

/** A later run could make it only because it was gone: tells also where no object has a uid, as in files. */
function isMadeAgain(ref: ObjectRef, later: readonly RecordedRun[]): boolean {
  const key = refKey(ref);
  return later.some(({ steps }) =>
    steps.some(
      ({ intent, outcome }) =>
        intent.request.op === 'create' && outcome?.result === 'applied' && refKey(intent.ref) === key,
    ),
  );
}

/** Another object of the same name is not the one that the step made: else two runs would wait for each other. */
async function isThere({ intent, outcome }: RecordedStep, { context: { target }, signal }: Inquiry): Promise<boolean> {
  try {
    const current = await target.read(intent.ref, signal);
    return current !== undefined && (outcome?.uid === undefined || current.metadata.uid === outcome.uid);
  } catch (error) {
    // What cannot be read is taken to stand.
    if (error instanceof TargetError) return true;
    throw error;
  }
}

function isDenialStep({ intent: { request } }: RecordedStep): boolean {
  return request.op === 'create' && isDenial(request.object);
}

function isAllowance({ intent: { request } }: RecordedStep): boolean {
  return request.op === 'create' && request.object.kind === 'NetworkPolicy' && !isDenial(request.object);
}

function refusal({ intent: { decision, title } }: RecordedStep, reason: string): StepRefusal {
  return { decision, title, code: 'guard', reason };
}
