/** The message line of a result: what comes next, and how much is left. */
import { decisionsInRows } from '../../../model/rows/to-decide.ts';
import type { Run } from '../../../store/nav.ts';
import { bodyColumns } from '../../frame/size.ts';
import { shownTotals } from '../../select/totals.ts';
import type { WalkView } from '../../types.ts';
import { nextWords } from './model.ts';

/** Cells for what comes next, before more is said than how much is left. */
const NEXT = 44;

export function hint(view: WalkView, run: Run | undefined): string {
  const { snapshot } = view.harden;
  if (run?.result?.outcome === 'refused') return 'Refused: nothing was changed.';
  if (run?.result?.outcome === 'journal-unwritable') return 'Nothing was changed.';
  const open = snapshot === undefined ? { decisions: 0, rows: 0 } : shownTotals(snapshot);
  const whole = `${decisionsInRows(open)} left; your position is saved.`;
  const left = bodyColumns(view) - whole.length < NEXT ? `${decisionsInRows(open)} left.` : whole;
  return `${nextWords(view.harden, view.nav, bodyColumns(view) - left.length - 3)} ${left}`.trim();
}
