/** The journal: runs of this cluster, their changes, and what can be taken back. */
import { runStateText, STEP_WORDS } from '../../../model/runs/state.ts';
import { minuteText } from '../../../text/moment.ts';
import { printable } from '../../../text/printable.ts';
import { cutEnd, cutMiddle, padEnd, wrap } from '../../../text/width.ts';
import { count } from '../../../text/words.ts';
import { listRows } from '../../components/list.ts';
import { bodyColumns, bodyRows } from '../../frame/size.ts';
import { GLYPHS } from '../../glyphs.ts';
import { canTakeBack, JOURNAL_LIST, type JournalRow, journalRows } from '../../select/journal.ts';
import { BLANK, type Line, line, span } from '../../text/line.ts';
import type { ScreenContent, WalkView } from '../../types.ts';
import { refTitle } from '../../words.ts';

/** Cells of the columns before the state. */
const AT = 18;
const KIND = 8;
const CHANGES = 12;

export function journalView(view: WalkView): ScreenContent {
  const rows = journalRows(view.nav);
  const runs = view.nav.journal?.runs.length ?? 0;
  return { crumbs: ['Journal'], right: line(runs === 0 ? '' : count(runs, 'run')), body: body(view, rows), hint: HINT };
}

const HINT = 'Undo shows its diff first, and asks.';

function body(view: WalkView, rows: readonly JournalRow[]): readonly Line[] {
  const { journal } = view.nav;
  const width = bodyColumns(view);
  if (journal === undefined || journal.state === 'asking') return [BLANK, line('  Reading the journal …')];
  const lost = [...(journal.error === undefined ? [] : [journal.error]), ...journal.lost].flatMap((text) =>
    wrap(printable(text), width - 4).map((part) => line('  ', span(part, 'error'))),
  );
  if (rows.length === 0) return [BLANK, ...lost, line(lost.length > 0 ? '' : '  No run has changed anything here.')];
  const size = { room: bodyRows(view) - 1 - lost.length, width };
  const { lines } = listRows(view, JOURNAL_LIST, rows, size, (row) => rowCells(row, width));
  const head = `  ${padEnd('WHEN (UTC)', AT)}${padEnd('KIND', KIND)}${padEnd('CHANGES', CHANGES)}STATE`;
  return [line(span(head, 'text.strong')), ...lines, ...lost];
}

function rowCells(row: JournalRow, width: number): Line {
  if (row.kind === 'step') {
    const word = STEP_WORDS[row.step.state];
    const mark = canTakeBack(row) ? span(GLYPHS.undone, 'accent') : span(' ');
    return line('    ', mark, ` ${padEnd(word, 9)}`, refTitle(row.step.ref, width - 18));
  }
  const { run } = row;
  const back = canTakeBack(row) ? '' : '   nothing to undo';
  const when = minuteText(run.at);
  const state = `${runStateText(run)}${back}`;
  const room = width - AT - KIND - CHANGES - 2;
  return line(
    ` ${padEnd(printable(when), AT)}${padEnd(run.kind, KIND)}${padEnd(count(run.planned, 'change'), CHANGES)}`,
    padEnd(cutEnd(printable(state), room), Math.min(room, 34)),
    room > 60 ? span(` ${cutMiddle(printable(run.run), room - 35)}`, 'text.dim') : '',
  );
}
