/** Keys of the namespaces: opening one narrows the checklist to it. */
import type { NamespaceRow } from '../../../model/namespaces/row.ts';
import { showPlan } from '../../actions/deciding.ts';
import { showCoverage, togglePause, togglePlatform } from '../../actions/display.ts';
import { narrowTo } from '../../actions/namespaces.ts';
import { planReady } from '../../actions/plan.ts';
import { type Control, harden, moveCursor, navigation, notify, pop } from '../../control/control.ts';
import { moves } from '../../control/move.ts';
import { openFilter } from '../../overlays/prompt/keys.ts';
import { cursorOf } from '../../select/checklist.ts';
import { decisionsIn, NAMESPACES_LIST, namespaceOrder, namespacesOf, SORTS } from '../../select/namespaces.ts';
import { defineKeys } from '../define.ts';

export const namespacesKeys = defineKeys('namespaces', {
  on: {
    ...moves(moveRows),
    open,
    add: addReady,
    sort: sortDifferently,
    'sort-again': sortAgain,
    filter: openFilter,
    platform: unfold,
    plan: showPlan,
    coverage: showCoverage,
    pause: togglePause,
    back,
  },
});

function moveRows(control: Control, by: number): void {
  const rows = namespacesOf(harden(control).snapshot, navigation(control));
  moveCursor(
    control,
    NAMESPACES_LIST,
    rows.map(({ id }) => id),
    by,
  );
}

function focused(control: Control): NamespaceRow | undefined {
  const nav = navigation(control);
  const rows = namespacesOf(harden(control).snapshot, nav);
  return rows[cursorOf(rows, nav.cursors[NAMESPACES_LIST])];
}

/** The checklist of the namespace, from its first item. */
function open(control: Control): void {
  const row = focused(control);
  if (row === undefined) return;
  if (row.rows === 0) {
    notify(control, 'info', `${row.title}: nothing to decide.`);
    return;
  }
  narrowTo(control, { title: row.title, names: row.names });
}

function addReady(control: Control): void {
  const [row, { snapshot }] = [focused(control), harden(control)];
  if (row === undefined || snapshot === undefined) return;
  planReady(control, row.title, decisionsIn(snapshot, row, navigation(control).isUnfolded));
}

function sortDifferently(control: Control): void {
  const { namespaceSort } = navigation(control);
  const next = SORTS[(SORTS.indexOf(namespaceSort) + 1) % SORTS.length] ?? 'worst';
  control.nav.setState({ namespaceSort: next });
  keepOrder(control);
}

function sortAgain(control: Control): void {
  keepOrder(control);
  notify(control, 'info', 'Sorted again.');
}

/** Platform namespaces stand where they belong, not behind what was there before. */
function unfold(control: Control): void {
  togglePlatform(control);
  keepOrder(control);
}

/** Rows stay where they are from now on, whatever comes and goes. */
export function keepOrder(control: Control): void {
  // A cursor that never moved stays on its row as well.
  moveRows(control, 0);
  const order = namespaceOrder(harden(control).snapshot, navigation(control));
  control.nav.setState(({ orders }) => ({ orders: { ...orders, [NAMESPACES_LIST]: order } }));
}

/** First the filter goes, then the screen. */
function back(control: Control): void {
  const { filters } = navigation(control);
  if ((filters[NAMESPACES_LIST] ?? '') === '') pop(control);
  else control.nav.setState({ filters: { ...filters, [NAMESPACES_LIST]: '' } });
}
