/**
 * Changes that a run had planned, and that its journal does not tell of because it ends before its end. After a kill none of
 * them began; when somebody cut the journal they may have. So each is looked at: what is as before is none, and all else is
 * not known, and refused.
 */
import type { PlannedStep } from '../../model/journal.ts';
import type { StepPreview, StepRefusal } from '../../model/plan.ts';
import { TargetError } from '../../model/ports.ts';
import { printable } from '../../text/printable.ts';
import { filesOf, type Inquiry } from '../context.ts';
import type { RecordedRun } from '../journal/read.ts';
import { hasScript } from '../journal/scripts.ts';
import { contentHash } from '../preview/content.ts';
import { rejectionOf } from '../preview/rejection.ts';
import { nameOf } from '../words.ts';

export interface Missing {
  /** As before: they have nothing to take back. */
  readonly steps: readonly StepPreview[];
  readonly refused: readonly StepRefusal[];
  readonly notes: readonly string[];
}

export const NONE_MISSING: Missing = { steps: [], refused: [], notes: [] };

export async function lookAtMissing(run: RecordedRun, inquiry: Inquiry): Promise<Missing> {
  const steps: StepPreview[] = [];
  const refused: StepRefusal[] = [];
  for (const planned of run.missing) {
    const reason = await unknownOf(planned, run, inquiry);
    const { title } = planned;
    if (reason === undefined) steps.push(untouched(planned, inquiry));
    else refused.push({ decision: '', title, code: 'drift', reason });
  }
  const { header, missing } = run;
  const some = missing.map(({ step }) => step).join(', ');
  const end = `The journal of run ${header.run} ends before it tells of change ${some}`;
  return {
    steps,
    refused,
    notes: steps.length < missing.length || missing.length === 0 ? [] : [`${end}: none was made.`],
  };
}

/** Why it is not known whether it was made; undefined: it was not. */
async function unknownOf(planned: PlannedStep, run: RecordedRun, inquiry: Inquiry): Promise<string | undefined> {
  const { target } = inquiry.context;
  if (target.type === 'files' && !hasScript(run.folder, planned.step, filesOf(inquiry.context))) return undefined;
  const { step, ref, was } = planned;
  const name = nameOf(ref);
  const end = `and the journal ends before it tells of change ${step}`;
  const script = `undo.sh in ${printable(run.folder)} may tell more.`;
  try {
    const current = await target.read(ref, inquiry.signal);
    // In files nobody says that an object is gone: it is only not where it was looked for.
    const isGone = current === undefined && was === undefined && target.type !== 'files';
    if (isGone || (current !== undefined && contentHash(current, run.header.run) === was)) return undefined;
    return `${name} is not as it was before, ${end}: what of it the run made is not known. ${script}`;
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return `${name} cannot be looked at, ${end}: ${rejectionOf(error, ref).reason} ${script}`;
  }
}

function untouched({ step, title, ref }: PlannedStep, { context }: Inquiry): StepPreview {
  return {
    step,
    decision: '',
    title,
    checks: [],
    ref,
    disruption: 'none',
    change: { op: 'edit', target: ref, edits: [] },
    effect: 'unchanged',
    diff: '',
    byOthers: [],
    warnings: [],
    verified: context.target.type === 'live' ? 'server' : 'local',
  };
}
