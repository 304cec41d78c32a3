/** Screen 1: what is connected to, what is read, and the first results. */

import { printable } from '../../../text/printable.ts';
import { cutEnd, padEnd, wrap } from '../../../text/width.ts';
import { count, grouped } from '../../../text/words.ts';
import { bodyColumns, bodyRows, hasTwoPanes } from '../../frame/size.ts';
import { GLYPHS } from '../../glyphs.ts';
import { keyIn } from '../../rebind.ts';
import { nothingText } from '../../select/totals.ts';
import { BLANK, type Line, line, type Span, span, spread } from '../../text/line.ts';
import type { ScreenContent, WalkView } from '../../types.ts';
import { duration, severityWord } from '../../words.ts';
import { coverageRows } from './coverage-rows.ts';
import { firstResults } from './model.ts';

const LABEL = 13;

export function connectView(view: WalkView): ScreenContent {
  const { harden } = view;
  return {
    crumbs: ['Connect'],
    right: line(lastTime(view)),
    body: fitBody(view, [
      [BLANK, ...stepRows(view)],
      [BLANK, ...readingRows(view)],
      [BLANK, ...coverageRows(view)],
      [BLANK, ...resultRows(view)],
      [BLANK, ...promiseRows(view)],
    ]),
    hint: harden.phase === 'failed' ? failedHint(view) : fiveKeys(view),
  };
}

function failedHint(view: WalkView): string {
  const { contexts } = view.options;
  const quit = `${keyIn(view, 'connect', 'quit')} quits`;
  if (contexts === undefined) return `Nothing could be read. ${quit}.`;
  const { previous } = contexts;
  return previous === undefined
    ? `Nothing could be read. :ctx takes another context, ${quit}.`
    : `Nothing could be read. :ctx - goes back to ${previous === '' ? 'where it came from' : printable(previous)}, ${quit}.`;
}

function fiveKeys(view: WalkView): string {
  const key = (id: string): string => keyIn(view, 'entries', id);
  const rest = `${key('add')} adds to the plan, ${key('back')} goes back.`;
  const move = `${key('up')}${key('down')} move, ${key('open')} opens, ${key('diff')}`;
  return hasTwoPanes(view)
    ? `Five keys are enough: ${move} shows the diff, ${rest}`
    : `Five keys: ${move} diff, ${rest}`;
}

function lastTime({ nav, harden }: WalkView): string {
  if (nav.remembered === undefined) return '';
  if (nav.remembered.item !== undefined) return 'continues where you left off';
  return harden.snapshot?.source.type === 'files' ? 'first time with these files' : 'first time on this cluster';
}

/** On a low screen the blank rows go first, then the last blocks: what is connected to is never cut. */
function fitBody(view: WalkView, blocks: readonly (readonly Line[])[]): readonly Line[] {
  const filled = blocks.filter((block) => block.length > 1);
  const rows = filled.flat();
  const room = bodyRows(view);
  if (rows.length <= room) return rows;
  return filled.flatMap((block) => block.slice(1)).slice(0, room);
}

function stepRows({ harden, ...view }: WalkView): readonly Line[] {
  const width = bodyColumns(view) - 2;
  const steps = harden.connect.map(({ label, text, state, tookMs }) => {
    const took = tookMs === undefined ? '' : tookMs < 1000 ? `${Math.round(tookMs)} ms` : duration(tookMs);
    const left = line('  ', stepMark(state), ' ', padEnd(printable(label), LABEL), printable(text));
    return spread(left, line(span(` ${took}`, 'text.dim')), width);
  });
  if (harden.error === undefined) return steps;
  const error = wrap(printable(harden.error), width - 10).map((part, at) =>
    line('  ', span(at === 0 ? 'error  ' : '       ', 'error'), part),
  );
  return [...steps, BLANK, ...error];
}

function stepMark(state: 'running' | 'done' | 'failed'): Span {
  if (state === 'done') return span(GLYPHS.pass, 'state.pass');
  return state === 'failed' ? span(GLYPHS.fail, 'state.fail') : span(GLYPHS.running, 'accent');
}

function readingRows({ harden, now, ...view }: WalkView): readonly Line[] {
  const { kindsDone, kindsTotal, objects, byKind } = harden.progress;
  if (kindsTotal === 0) return [];
  const width = bodyColumns(view) - 2;
  const cells = Math.max(10, width - 62);
  const done = Math.round((kindsDone / kindsTotal) * cells);
  const bar = [span(GLYPHS.barDone.repeat(done), 'accent'), span(GLYPHS.rule.repeat(cells - done), 'rule')];
  const figures = `   ${kindsDone} of ${kindsTotal} kinds   ${count(objects, 'object')}`;
  const took = harden.phase === 'reading' ? ` ${duration(Math.max(0, now - harden.since))}` : '';
  const kinds = byKind.flatMap(({ kind, objects: amount, done: isDone }): readonly Span[] => [
    isDone ? span(GLYPHS.pass, 'state.pass') : span(GLYPHS.cursor, 'accent'),
    span(` ${printable(kind)} ${grouped(amount)}  `),
  ]);
  return [
    spread(line('  ', padEnd('Reading', LABEL + 2), ...bar, figures), line(span(took, 'text.dim')), width),
    line('  ', ' '.repeat(LABEL + 2), ...lastThatFit(kinds, width - LABEL - 4)),
  ];
}

/** The newest kinds; earlier ones leave. */
function lastThatFit(spans: readonly Span[], width: number): readonly Span[] {
  let kept = spans;
  const size = (parts: readonly Span[]): number => parts.reduce((sum, { text }) => sum + text.length, 0);
  while (size(kept) > width && kept.length > 2) kept = kept.slice(2);
  return kept;
}

function resultRows({ harden, ...view }: WalkView): readonly Line[] {
  if (harden.snapshot === undefined) return [];
  const results = firstResults(harden.snapshot);
  const nothing = harden.phase === 'reading' ? undefined : nothingText(harden.snapshot);
  if (nothing !== undefined) return wrap(nothing, bodyColumns(view) - 4).map((text) => line('  ', span(text, 'error')));
  if (results.length === 0) return [];
  const rows = results.map(({ severity, text }) => {
    const mark = severity === undefined ? span(`  ${GLYPHS.pass}`, 'state.pass') : severityWord(severity);
    return line('    ', { ...mark, text: padEnd(mark.text, 6) }, cutEnd(text, bodyColumns(view) - 12));
  });
  return [line('  ', 'First results'), ...rows];
}

function promiseRows({ harden }: WalkView): readonly Line[] {
  const mode =
    harden.mode === 'apply'
      ? 'Every change asks for your consent first, and can be undone.'
      : harden.mode === 'read-only'
        ? 'Read-only session: nothing can be changed.'
        : 'Plan only: :mode apply unlocks writing for this session.';
  return [
    line('  ', span('Installs nothing in the cluster. Changes nothing until you say yes to a diff.', 'text.strong')),
    line('  ', span(mode, 'text.strong')),
  ];
}
