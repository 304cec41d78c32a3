/** Changes that rest on others: a default deny without its DNS allowance cuts every name. */
import type { StepRefusal } from '../model/plan.ts';
import { TargetError } from '../model/ports.ts';
import type { ObjectRef } from '../plugin-api/index.ts';
import type { ChangeContext } from './context.ts';
import { isDenial } from './denials.ts';
import { standingSteps } from './history.ts';
import { nodeFiles } from './journal/files.ts';
import { type RecordedRun, type RecordedStep, readRuns } from './journal/read.ts';
import { nameOf } from './words.ts';

/** Why the chosen steps cannot go without others: of the same run, or of another one. */
export async function resting(
  run: RecordedRun,
  chosen: readonly RecordedStep[],
  context: ChangeContext,
  signal: AbortSignal,
): Promise<StepRefusal[]> {
  return [...inRun(run, chosen), ...(await inOtherRuns(run, chosen, context, signal))];
}

function inRun(run: RecordedRun, chosen: readonly RecordedStep[]): readonly StepRefusal[] {
  const taken = new Set(chosen.map(({ intent }) => intent.step));
  return standingSteps(run).flatMap((standing) => {
    const { step, needs = [] } = standing.intent;
    const missing = taken.has(step) ? [] : needs.filter((need) => taken.has(need));
    return missing.map((need) =>
      refusal(standing, `Change ${step} rests on change ${need}: take both back, or ${step} first.`),
    );
  });
}

async function inOtherRuns(
  run: RecordedRun,
  chosen: readonly RecordedStep[],
  context: ChangeContext,
  signal: AbortSignal,
): Promise<readonly StepRefusal[]> {
  const allowed = new Set(chosen.filter(isAllowance).map(({ intent }) => intent.ref.namespace));
  if (allowed.size === 0) return [];
  const { id } = run.header.cluster;
  const others = readRuns(context.stateFolder, context.files ?? nodeFiles).filter(
    ({ header }) => header.cluster.id === id && header.undoes === undefined && header.run !== run.header.run,
  );
  const refusals: StepRefusal[] = [];
  for (const other of others) {
    for (const step of standingSteps(other).filter(isDenialStep)) {
      const { ref } = step.intent;
      if (!allowed.has(ref.namespace) || !(await isThere(ref, context, signal))) continue;
      const name = nameOf(ref);
      refusals.push(refusal(step, `${name} of run ${other.header.run} rests on this: take that one back first.`));
    }
  }
  return refusals;
}

async function isThere(ref: ObjectRef, { target }: ChangeContext, signal: AbortSignal): Promise<boolean> {
  try {
    return (await target.read(ref, signal)) !== undefined;
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
