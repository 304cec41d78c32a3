/** Keys of the plan. */
import { reviewPlan } from '../../actions/deciding.ts';
import { type Control, moveCursor, pop, push } from '../../control/control.ts';
import { moves } from '../../control/move.ts';
import { cursorOf } from '../../select/checklist.ts';
import { PLAN_LIST, type PlanRow } from '../../select/plan.ts';
import type { WalkView } from '../../types.ts';
import { defineKeys } from '../define.ts';
import { openInputs } from '../form/open.ts';
import { rowsOf } from './view.ts';

export const planKeys = defineKeys('plan', {
  on: { ...moves(moveRows), toggle, review: reviewPlan, open, tell, remove, back: pop },
  when: {
    up: hasRows,
    toggle: hasRows,
    review: hasRows,
    open: hasRows,
    remove: hasRows,
    tell: (view) => underCursor(view)?.members.some(({ inputs }) => inputs !== undefined) === true,
  },
});

function hasRows(view: WalkView): boolean {
  return view.nav.plan.length > 0;
}

function underCursor(view: WalkView): PlanRow | undefined {
  const rows = rowsOf(view);
  return rows[cursorOf(rows, view.nav.cursors[PLAN_LIST])];
}

function moveRows(control: Control, by: number): void {
  const ids = rowsOf(control.view()).map(({ id }) => id);
  moveCursor(control, PLAN_LIST, ids, by);
}

/** Off, it stays in the plan and out of the next diff. */
function toggle(control: Control): void {
  const row = underCursor(control.view());
  if (row === undefined) return;
  const ids = row.members.map(({ id }) => id);
  control.nav.setState(({ planOff }) => ({
    planOff: row.isOn ? [...new Set([...planOff, ...ids])] : planOff.filter((id) => !ids.includes(id)),
  }));
}

function remove(control: Control): void {
  const ids = new Set(underCursor(control.view())?.members.map(({ id }) => id));
  control.nav.setState(({ plan, planOff }) => ({
    plan: plan.filter((id) => !ids.has(id)),
    planOff: planOff.filter((id) => !ids.has(id)),
  }));
}

function open(control: Control): void {
  const row = underCursor(control.view());
  if (row !== undefined) push(control, { screen: 'decision', item: row.item, row: row.id });
}

function tell(control: Control): void {
  const inputs = underCursor(control.view())?.members.flatMap((member) => member.inputs ?? []) ?? [];
  openInputs(control, inputs);
}
