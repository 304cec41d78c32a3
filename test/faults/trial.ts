/** One trial: a run that meets a fault, an undo that may meet one, an undo that meets none; then all is compared. */

import type { Decision } from '../../src/model/decision.ts';
import type { RunResult } from '../../src/model/plan.ts';
import {
  applyPlan,
  type ChangeContext,
  history,
  previewPlan,
  previewUndo,
  undoRun,
} from '../../src/remediation/index.ts';

/** As a new process sees it. */
export type Open = () => Promise<ChangeContext>;

/** whole: everything is as before. told: it is not, and the undo said so. lost: it is not, and nobody said it. */
export interface Verdict {
  readonly verdict: 'whole' | 'told' | 'lost';
  readonly text: string;
}

export async function applyAll(context: ChangeContext, decisions: readonly Decision[]): Promise<RunResult> {
  const preview = await previewPlan(context, { decisions });
  return applyPlan(context, preview, typed(preview.consent));
}

export async function undoLast(context: ChangeContext): Promise<string> {
  const preview = await previewUndo(context);
  const result = await undoRun(context, preview, typed(preview.consent));
  const remains = result.steps.flatMap((step) => step.remains ?? []);
  return [...preview.refused.map(({ reason }) => reason), result.error ?? '', ...remains].filter(Boolean).join(' ');
}

function typed(consent: { readonly kind: string; readonly text?: string }): { readonly typed?: string } {
  return consent.text === undefined ? {} : { typed: consent.text };
}

/** `isAsBefore`: undefined, or what differs. */
export async function settle(open: Open, difference: () => string | undefined): Promise<Verdict> {
  const said: string[] = [];
  try {
    said.push(await undoLast(await open()));
  } catch (error) {
    said.push(error instanceof Error ? error.message : String(error));
  }
  const left = difference();
  const text = said.filter(Boolean).join(' ');
  if (left !== undefined) return { verdict: text === '' ? 'lost' : 'told', text: `${left} ${text}` };
  const open2 = await open();
  const standing = (await history(open2)).filter(
    ({ kind, state }) => kind === 'apply' && !['undone', 'failed'].includes(state),
  );
  const [stands] = standing;
  return stands === undefined
    ? { verdict: 'whole', text }
    : { verdict: 'told', text: `run ${stands.run} is ${stands.state}` };
}
