import { cursorIndex } from '../../../store/cursor.ts';
import type { Run } from '../../../store/nav.ts';
import { printable } from '../../../text/printable.ts';
import { shellWord } from '../../../text/shell.ts';
import { displayWidth, padEnd, wrapTo } from '../../../text/width.ts';
import { grouped } from '../../../text/words.ts';
import { bodyColumns, bodyRows } from '../../frame/size.ts';
import { GLYPHS } from '../../glyphs.ts';
import { keyIn } from '../../rebind.ts';
import { canUndo, isStopped, STEPS_LIST, tallyOf } from '../../select/run.ts';
import { labelled } from '../../text/labelled.ts';
import { BLANK, type Line, line, listed, span } from '../../text/line.ts';
import type { ScreenContent, WalkView } from '../../types.ts';
import { clock, duration } from '../../words.ts';
import { hint } from './hint.ts';
import { staysOpen } from './model.ts';
import { resultHeader, resultRow } from './table.ts';

const MOST_ERROR = 4;
const MOST_REMAINS = 3;

export function resultView(view: WalkView): ScreenContent {
  const { run } = view.nav;
  return {
    crumbs: [run?.kind === 'undo' ? 'Undo' : 'Plan', 'result'],
    right: line(run === undefined ? '' : `${runName(run)}${clock(run.startedAt)} to ${clock(run.endedAt ?? view.now)}`),
    body: run === undefined ? [] : body(view, run),
    hint: hint(view, run),
  };
}

function runName({ result }: Run): string {
  return result === undefined || result.run === '' ? '' : `run ${result.run}   `;
}

function body(view: WalkView, run: Run): readonly Line[] {
  const width = bodyColumns(view) - 2;
  const steps = run.result?.steps ?? [];
  const tail = [
    ...errorRows(run, width),
    ...remainsRows(run, width),
    BLANK,
    ...changeRows(run),
    ...leftRows(view, run, width),
    BLANK,
    ...undoRows(view, run, width),
  ];
  const room = Math.max(1, bodyRows(view) - tail.length - 4);
  const cursor = cursorIndex(
    steps.map(({ step }) => String(step)),
    view.nav.cursors[STEPS_LIST],
  );
  const start = view.windowOf(STEPS_LIST, cursor, room, steps.length);
  const rows = steps.slice(start, start + room).map((step, at) => {
    const place = { list: STEPS_LIST, id: String(step.step), index: start + at, isCursor: start + at === cursor };
    return listed(resultRow(view, run, step, place.isCursor), place);
  });
  return [tallyRow(run), BLANK, ...(steps.length === 0 ? [] : [resultHeader(view)]), ...rows, ...tail];
}

function tallyRow(run: Run): Line {
  const { done, failed, left } = tallyOf(run.result?.steps ?? []);
  const took = duration(Math.max(0, (run.endedAt ?? run.startedAt) - run.startedAt));
  const word = run.kind === 'undo' ? 'undone' : 'applied';
  return line(
    '  ',
    span(GLYPHS.pass, 'state.pass'),
    ` ${done} ${word}    `,
    span(GLYPHS.fail, 'state.fail'),
    ` ${failed} failed    `,
    span(GLYPHS.waiting, 'text.dim'),
    ` ${left} not run    `,
    span(took, 'text.dim'),
  );
}

function errorRows(run: Run, width: number): readonly Line[] {
  const step = run.result?.steps.find(({ error }) => error !== undefined);
  const text = run.error ?? run.result?.error ?? step?.error;
  if (text === undefined) return [];
  const [label, token] = isStopped(run) ? (['stopped', 'text.dim'] as const) : (['error', 'error'] as const);
  const indent = label.length + 2;
  const rows = wrapTo(printable(text), width - indent - 2, MOST_ERROR);
  return [BLANK, ...rows.map((part, at) => line('  ', span(padEnd(at === 0 ? label : '', indent), token), part))];
}

/** What an undo did not give back. */
function remainsRows({ result }: Run, width: number): readonly Line[] {
  const texts = (result?.steps ?? []).flatMap(({ remains = [] }) => remains);
  const shown = texts.slice(0, MOST_REMAINS).flatMap((text) => wrapTo(printable(text), width - 11, 2));
  const more = texts.length > MOST_REMAINS ? [`and ${texts.length - MOST_REMAINS} more`] : [];
  if (texts.length === 0) return [];
  return [
    BLANK,
    ...[...shown, ...more].map((part, at) => line('  ', span(padEnd(at === 0 ? 'remains' : '', 9), 'danger'), part)),
  ];
}

/** What the run itself changed: the snapshot also has what others change meanwhile. */
function changeRows({ before, kind, result, settled = 0 }: Run): readonly Line[] {
  if (result === undefined) return [];
  const to = (from: number, after: number) => `${grouped(from)} ${GLYPHS.arrow} ${grouped(Math.max(0, after))}`;
  const findings = to(before.findings, before.findings - result.resolved.length + result.introduced.length);
  const rest =
    kind === 'undo'
      ? ''
      : `, ${result.introduced.length} new        decisions   ${to(before.decisions, before.decisions - settled)}`;
  return [line('  ', span('Before → after   ', 'text.dim'), `findings   ${findings}${rest}`)];
}

/** A decision that was taken in part is not done with. */
function leftRows(view: WalkView, run: Run, width: number): readonly Line[] {
  const text = staysOpen(view.harden.snapshot, run);
  return text === '' ? [] : labelled('  Stays open', text, 19, width);
}

function undoRows(view: WalkView, run: Run, width: number): readonly Line[] {
  if (run.result === undefined || !canUndo(run)) return [];
  const folder = run.result.folder;
  const source = view.harden.snapshot?.source.type;
  return [
    ...labelled(
      '  Undo',
      `${keyIn(view, 'result', 'undo-one')}: one change   ${keyIn(view, 'result', 'undo-run')}: the whole run, newest first; diff first`,
      19,
      width,
    ),
    ...labelled(
      '  In a shell',
      `${view.options.command} undo ${run.result.run}${view.options.sourceFlags ?? ''}`,
      19,
      width,
    ),
    ...(folder === undefined || source === 'sample'
      ? []
      : commandRows(
          source === 'live' ? '  With kubectl' : '  With sh alone',
          `sh ${shellWord(`${printable(folder)}/undo.sh`)}`,
          width,
        )),
  ];
}

/** A command to copy: beside its label, or below it, where it is broken as late as can be. */
function commandRows(label: string, command: string, width: number): readonly Line[] {
  if (displayWidth(command) <= width - 19) return labelled(label, command, 19, width);
  return [line(span(label, 'text.dim')), ...labelled('', command, 2, width)];
}
