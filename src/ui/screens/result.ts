/** Screen 7: what a run did, and how to take it back. */
import type { StepProgress } from '../../model/plan.ts';
import type { SourceType } from '../../model/ports.ts';
import { printable } from '../../model/printable.ts';
import { cursorIndex } from '../../store/cursor.ts';
import type { Run } from '../../store/nav.ts';
import { bodyColumns, bodyRows, hasTwoPanes } from '../frame.ts';
import { GLYPHS } from '../glyphs.ts';
import { stepRestart } from '../select/restarts.ts';
import { canTakeBack, isStanding, phaseMark, phaseWord, tallyOf } from '../select/run.ts';
import { shownTotals } from '../select/totals.ts';
import { labelled } from '../text/labelled.ts';
import { BLANK, type Line, line, span, strong } from '../text/line.ts';
import { cutMiddle, padEnd, padStart, wrap } from '../text/width.ts';
import type { ScreenContent, WalkView } from '../types.ts';
import { duration, thousands } from '../words.ts';
import { STEPS_LIST } from './apply.ts';

export function resultScreen(view: WalkView): ScreenContent {
  const { run } = view.nav;
  return {
    crumbs: [run?.kind === 'undo' ? 'Undo' : 'Plan', 'result'],
    right: line(run?.result === undefined ? '' : `run ${run.result.run}`),
    body: run === undefined ? [] : body(view, run),
    hint: hint(view, run),
  };
}

function body(view: WalkView, run: Run): readonly Line[] {
  const width = bodyColumns(view) - 2;
  const steps = run.result?.steps ?? [];
  const tail = [...errorRows(run, width), BLANK, ...changeRows(run), BLANK, ...undoRows(view, run, width)];
  const room = Math.max(1, bodyRows(view) - tail.length - 4);
  const cursor = cursorIndex(
    steps.map(({ step }) => String(step)),
    view.nav.cursors[STEPS_LIST],
  );
  const start = view.windowOf(STEPS_LIST, cursor, room, steps.length);
  const rows = steps.slice(start, start + room).map((step, at) => stepRow(view, run, step, start + at === cursor));
  return [tallyRow(run), BLANK, ...(steps.length === 0 ? [] : [header(view)]), ...rows, ...tail];
}

function tallyRow(run: Run): Line {
  const { done, failed, left } = tallyOf(run.result?.steps ?? []);
  const took = duration(Math.max(0, (run.endedAt ?? run.startedAt) - run.startedAt));
  const word = run.kind === 'undo' ? 'taken back' : 'applied';
  return line(
    '  ',
    span(GLYPHS.pass, 'state.pass'),
    ` ${done} ${word}    `,
    span(GLYPHS.fail, 'state.fail'),
    ` ${failed} failed    `,
    span(GLYPHS.waiting, 'text.dim'),
    ` ${left} left    `,
    span(took, 'text.dim'),
  );
}

function header(view: WalkView): Line {
  const room = hasTwoPanes(view) ? 52 : 46;
  return line(span(`${padEnd('  #  CHANGE', room)}RESULT         UNDO`, 'text.strong'));
}

function stepRow(view: WalkView, run: Run, step: StepProgress, isCursor: boolean): Line {
  const room = (hasTwoPanes(view) ? 52 : 46) - 8;
  const row = line(
    isCursor ? span(GLYPHS.cursor, 'accent') : ' ',
    padStart(String(step.step), 2),
    '  ',
    phaseMark(step.phase),
    ' ',
    padEnd(cutMiddle(printable(step.title), room), room),
    ' ',
    padEnd(phaseWord(step, run.kind), 15),
    undoWord(run, step, view.harden.snapshot?.source.type ?? 'live'),
  );
  return isCursor ? strong(row) : row;
}

function undoWord(run: Run, step: StepProgress, source: SourceType): string {
  if (run.kind === 'undo' || !isStanding(step)) return 'nothing to undo';
  if (step.phase !== 'verified') return 'may stand';
  const preview = run.preview.steps.find(({ step: number }) => number === step.step);
  if (preview?.effect === 'unchanged') return 'nothing to undo';
  if (preview?.effect === 'create') return 'exact, deletes it';
  const restart = preview === undefined ? undefined : stepRestart(preview, source);
  if (restart === undefined) return source === 'files' ? 'exact' : 'exact, no restart';
  return `exact, ${restart}`;
}

function errorRows(run: Run, width: number): readonly Line[] {
  const step = run.result?.steps.find(({ error }) => error !== undefined);
  const text = run.error ?? run.result?.error ?? step?.error;
  if (text === undefined) return [];
  const rows = wrap(printable(text), width - 9).slice(0, 4);
  return [BLANK, ...rows.map((part, at) => line('  ', span(at === 0 ? 'error  ' : '       ', 'danger'), part))];
}

/** What the run itself changed: the picture follows the cluster, so it also has what others change. */
function changeRows({ before, kind, result }: Run): readonly Line[] {
  if (result === undefined) return [];
  const after = Math.max(0, before.findings - result.resolved.length + result.introduced.length);
  const fresh = kind === 'undo' ? '' : `, ${result.introduced.length} new`;
  const change = `findings   ${thousands(before.findings)} ${GLYPHS.arrow} ${thousands(after)}${fresh}`;
  return [line('  ', span('Before → after   ', 'text.dim'), change)];
}

function undoRows(view: WalkView, run: Run, width: number): readonly Line[] {
  if (run.result === undefined || !canTakeBack(run)) return [];
  const folder = run.result.folder;
  return [
    ...labelled(
      '  Take it back',
      'z  one change      Z  the whole run, last change first, with a diff first',
      19,
      width,
    ),
    ...labelled(
      '  elsewhere',
      `${view.options.command} undo ${run.result.run}${view.options.sourceFlags ?? ''}`,
      19,
      width,
    ),
    ...(folder === undefined || view.harden.snapshot?.source.type !== 'live'
      ? []
      : labelled('  without us', `sh ${cutMiddle(printable(folder), width - 34)}/undo.sh`, 19, width)),
  ];
}

function hint(view: WalkView, run: Run | undefined): string {
  const { snapshot } = view.harden;
  const left = snapshot === undefined ? 0 : shownTotals(snapshot).decisions;
  if (run?.result?.outcome === 'refused') return 'Refused before anything was written.';
  if (run?.result?.outcome === 'journal-unwritable') return 'Nothing was written.';
  return `${left} decisions left; where you stopped is kept.`;
}
