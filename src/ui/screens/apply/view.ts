/** Screen 6: a run while it goes; each change fills its columns from left to right. */
import type { RunProgress, StepProgress } from '../../../model/plan.ts';
import { cursorIndex } from '../../../store/cursor.ts';
import type { Run } from '../../../store/nav.ts';
import { printable } from '../../../text/printable.ts';
import { padEnd, padStart, wrap } from '../../../text/width.ts';
import { bodyColumns, bodyRows, hasTwoPanes } from '../../frame/size.ts';
import { GLYPHS } from '../../glyphs.ts';
import { COLUMNS, columnMark, phaseMark, phaseWord, STEPS_LIST, stepTitle, tallyOf } from '../../select/run.ts';
import { BLANK, inFocus, type Line, line, listed, span, spread, toWidth } from '../../text/line.ts';
import type { ScreenContent, WalkView } from '../../types.ts';
import { duration } from '../../words.ts';

const MARKS_AT = 55;
/** On a narrow screen: where the state stands, and the cells that it takes. */
const STATE_AT = 62;
const STATE = 11;

export function applyView(view: WalkView): ScreenContent {
  const { run } = view.nav;
  const progress = view.harden.run;
  const kind = run?.kind ?? 'apply';
  return {
    crumbs: [kind === 'undo' ? 'Undo' : 'Plan', kind === 'undo' ? 'undoing' : 'applying'],
    right: line(
      progress === undefined || progress.run === '' ? '' : `run ${progress.run}   journal written before each step`,
    ),
    body: run === undefined ? [] : body(view, run, progress),
    hint: run?.stopping
      ? 'Stopping after this change. ctrl-c again stops now.'
      : 'ctrl-c stops after this change, twice stops now. Undo works either way.',
  };
}

function body(view: WalkView, run: Run, progress: RunProgress | undefined): readonly Line[] {
  const width = bodyColumns(view) - 2;
  const steps = progress?.steps ?? [];
  if (steps.length === 0) return [BLANK, line('  Starting: the journal is written before the first change.')];
  const cursor = cursorIndex(
    steps.map(({ step }) => String(step)),
    view.nav.cursors[STEPS_LIST],
  );
  const focused = steps.find(({ error }) => error !== undefined) ?? steps[cursor];
  const tail = [BLANK, barRow(view, run, steps, width), BLANK, ...errorRows(focused, width)];
  const room = Math.max(1, bodyRows(view) - tail.length - 1);
  const start = view.windowOf(STEPS_LIST, cursor, room, steps.length);
  const rows = steps.slice(start, start + room).map((step, at) => {
    const isCursor = start + at === cursor;
    const place = { list: STEPS_LIST, id: String(step.step), index: start + at, isCursor };
    return listed(stepRow(view, step, isCursor, run.kind, width), place);
  });
  return [header(view), ...rows, ...tail];
}

function header(view: WalkView): Line {
  const head = padEnd('  #  CHANGE', MARKS_AT);
  const text = hasTwoPanes(view)
    ? `${head}CHECKED  SAVED  WRITTEN  VERIFIED      TIME`
    : `${padEnd('  #  CHANGE', stateAt(view))}STATE`;
  return line(span(text, 'text.strong'));
}

function stateAt(view: WalkView): number {
  return Math.min(STATE_AT, bodyColumns(view) - STATE);
}

function stepRow(view: WalkView, step: StepProgress, isCursor: boolean, kind: Run['kind'], width: number): Line {
  const mark = isCursor ? span(GLYPHS.cursor, 'accent') : span(' ');
  const number = padStart(String(step.step), 2);
  const took = step.tookMs === undefined ? '' : duration(step.tookMs);
  const isWide = hasTwoPanes(view);
  const room = (isWide ? MARKS_AT : stateAt(view)) - 8;
  const head = line(
    mark,
    number,
    '  ',
    phaseMark(step.phase),
    ' ',
    padEnd(stepTitle(step, view.harden.run?.steps ?? [], room), room),
    ' ',
  );
  const shown = (row: Line): Line => (isCursor ? inFocus(row, bodyColumns(view)) : row);
  if (!isWide) return shown(line(...head, phaseWord(step, kind)));
  const marks = COLUMNS.flatMap((column, at) => [span(' '.repeat(at === 0 ? 3 : 7)), columnMark(step, column)]);
  return shown(spread(line(...toWidth(head, MARKS_AT), ...marks), line(span(took, 'text.dim')), width + 1));
}

function barRow(view: WalkView, run: Run, steps: readonly StepProgress[], width: number): Line {
  const { done } = tallyOf(steps);
  const cells = Math.max(10, width - 27);
  const filled = Math.round((done / steps.length) * cells);
  return line(
    '  ',
    span(GLYPHS.barDone.repeat(filled), 'accent'),
    span(GLYPHS.rule.repeat(cells - filled), 'rule'),
    `   ${done} of ${steps.length} done   `,
    span(duration(Math.max(0, (run.endedAt ?? view.now) - run.startedAt)), 'text.dim'),
  );
}

function errorRows(step: StepProgress | undefined, width: number): readonly Line[] {
  if (step?.error === undefined) return [];
  return wrap(printable(step.error), width - 8).map((text, at) =>
    line('  ', span(padEnd(at === 0 ? String(step.step) : '', 3), 'error'), text),
  );
}
