/** The runs of the journal as a list: under a run that is open stand its changes. Pure. */
import type { RunSummary } from '../../model/plan.ts';
import type { NavState } from '../../store/nav.ts';

export const JOURNAL_LIST = 'journal';

export type JournalRow =
  | { readonly kind: 'run'; readonly id: string; readonly run: RunSummary; readonly isOpen: boolean }
  | {
      readonly kind: 'step';
      readonly id: string;
      readonly run: RunSummary;
      readonly step: RunSummary['steps'][number];
    };

/** Newest first. */
export function journalRows({ journal }: Pick<NavState, 'journal'>): readonly JournalRow[] {
  if (journal === undefined) return [];
  return journal.runs.toSorted(newestFirst).flatMap((run): readonly JournalRow[] => {
    const isOpen = journal.open.includes(run.run);
    const steps = isOpen ? run.steps : [];
    return [
      { kind: 'run', id: run.run, run, isOpen },
      ...steps.map((step): JournalRow => ({ kind: 'step', id: `${run.run} ${step.step}`, run, step })),
    ];
  });
}

function newestFirst(left: RunSummary, right: RunSummary): number {
  return left.at === right.at ? 0 : left.at < right.at ? 1 : -1;
}

/** What of it stands and could be taken back. */
export function canTakeBack(row: JournalRow): boolean {
  if (row.run.kind === 'undo') return false;
  const stands = ({ state }: RunSummary['steps'][number]): boolean => state === 'applied' || state === 'intended';
  return row.kind === 'step' ? stands(row.step) : row.run.steps.some(stands);
}
