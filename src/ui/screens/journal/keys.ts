/** Keys of the journal. */
import { type Control, moveCursor, notify, pop } from '../../control/control.ts';
import { moves } from '../../control/move.ts';
import { cursorOf } from '../../select/checklist.ts';
import { canTakeBack, JOURNAL_LIST, type JournalRow, journalRows } from '../../select/journal.ts';
import type { WalkState } from '../../types.ts';
import { defineKeys } from '../define.ts';
import { openUndo } from '../review/open.ts';

export const journalKeys = defineKeys('journal', {
  on: { ...moves(moveRows), open: toggle, undo, back: pop },
  when: { up: hasRows, open: hasRows, undo: (state) => isUndoable(underCursor(state)) },
});

function hasRows({ nav }: WalkState): boolean {
  return journalRows(nav).length > 0;
}

function isUndoable(row: JournalRow | undefined): row is JournalRow {
  return row !== undefined && canTakeBack(row);
}

function underCursor({ nav }: WalkState): JournalRow | undefined {
  const rows = journalRows(nav);
  return rows[cursorOf(rows, nav.cursors[JOURNAL_LIST])];
}

function moveRows(control: Control, by: number): void {
  const ids = journalRows(control.view().nav).map(({ id }) => id);
  moveCursor(control, JOURNAL_LIST, ids, by);
}

/** The changes of the run, or none of them again. */
function toggle(control: Control): void {
  const run = underCursor(control.view())?.run.run;
  if (run === undefined) return;
  control.nav.setState(({ journal }) => {
    if (journal === undefined) return {};
    const isOpen = journal.open.includes(run);
    return {
      journal: { ...journal, open: isOpen ? journal.open.filter((each) => each !== run) : [...journal.open, run] },
    };
  });
}

/** On a run all of it, on a change that one. */
function undo(control: Control): void {
  const row = underCursor(control.view());
  if (!isUndoable(row)) notify(control, 'info', 'Nothing of this is to be undone.');
  else openUndo(control, row.run.run, row.kind === 'step' ? { steps: [row.step.step] } : {});
}
