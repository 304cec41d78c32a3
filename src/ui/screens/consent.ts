/** The consent box in the lower rows of the diff. Cancel has the focus until the operator moves it. */
import type { PlanPreview } from '../../model/plan.ts';
import { printable } from '../../model/printable.ts';
import type { Review } from '../../store/nav.ts';
import { box } from '../components/box.ts';
import { bodyColumns } from '../frame.ts';
import { GLYPHS } from '../glyphs.ts';
import { environmentOf } from '../options.ts';
import { type Answer, answers } from '../select/review.ts';
import { canApply } from '../select/scope.ts';
import { BLANK, type Line, line, type Span, span, spread, toWidth } from '../text/line.ts';
import { padEnd, wrap } from '../text/width.ts';
import type { WalkView } from '../types.ts';
import { count } from '../words.ts';

const LABEL = 11;
/** Never fewer rows for the diff than these. */
const LEAST_DIFF = 5;

export function consentBox(view: WalkView, review: Review, preview: PlanPreview, rows: number): readonly Line[] {
  const inner = bodyColumns(view) - 4;
  const all = answers(review, preview, view.harden.snapshot);
  const rowsOf = (answer: Answer): readonly Line[] => answerRows(answer, inner - 2);
  const needed = all.flatMap(rowsOf).length;
  const usual = rows >= 24 ? 10 : 9;
  const most = rows - LEAST_DIFF - 2;
  const room = Math.min(Math.max(usual, needed + 3), most) - 3;
  const told = (needed > room ? dangerFirst(all) : all).flatMap(rowsOf);
  const lines = [...told.slice(0, told.length > room ? room - 1 : room)];
  const rest = told.length - lines.length;
  if (rest > 0)
    lines.push(line(span(`${' '.repeat(LABEL)}and ${count(rest, 'row')} more: ctrl-o shows all`, 'danger')));
  while (lines.length < room) lines.push(BLANK);
  const prompt = promptRow(view, review, preview, inner);
  return box(title(view, review), titleToken(view), [...lines, prompt], bodyColumns(view));
}

/** Where not everything fits, what may go wrong goes before what will go right. */
function dangerFirst(all: readonly Answer[]): readonly Answer[] {
  return [...all.filter(({ isDanger }) => isDanger), ...all.filter(({ isDanger }) => !isDanger)];
}

function answerRows({ label, text, isDanger }: Answer, width: number): readonly Line[] {
  return wrap(text, width - LABEL).map((part, at) =>
    line(span(padEnd(at === 0 ? label : '', LABEL), isDanger ? 'danger' : 'text.dim'), part),
  );
}

function title(view: WalkView, review: Review): string {
  const environment = environmentOf(view.options);
  const where = `${environment === undefined ? '' : `${environment.toUpperCase()} `}${printable(view.options.context)}`;
  return review.kind === 'undo' ? `Take back on ${where}?` : `Apply to ${where}?`;
}

function titleToken(view: WalkView): 'text.strong' | 'env.prod' {
  return environmentOf(view.options) === 'prod' ? 'env.prod' : 'text.strong';
}

function promptRow(view: WalkView, review: Review, preview: PlanPreview, inner: number): Line {
  if (!canApply(view.harden, view.nav)) return line(span(blocked(view, preview), 'text.strong'));
  const { consent } = preview;
  const ask = consent.kind === 'type' ? typing(consent.text, review) : yes(preview);
  return spread(toWidth(line(...ask), inner - 28), line(...buttons(review)), inner - 2);
}

function blocked(view: WalkView, { steps }: PlanPreview): string {
  if (!steps.some(({ effect }) => effect !== 'unchanged')) return 'Nothing to write. esc goes back.';
  if (view.harden.mode === 'read-only') return 'Read-only session: nothing is written. esc goes back.';
  return 'Plan only: :mode apply unlocks writing. esc goes back.';
}

function typing(text: string, { kind, typed }: Review): readonly Span[] {
  const what = kind === 'undo' ? 'to take it back' : 'to apply';
  return [
    span(`Type ${printable(text)} ${what}: `, 'danger'),
    span(printable(typed), 'text.strong'),
    span(GLYPHS.caret, 'accent'),
  ];
}

function yes({ disruption }: PlanPreview): readonly Span[] {
  return disruption === 'none'
    ? [span('y applies it: nothing restarts', 'text.strong')]
    : [span('tab to Apply, then enter', 'text.strong')];
}

function buttons({ button }: Review): readonly Span[] {
  return [
    button === 'cancel' ? span(`[${GLYPHS.cursor}Cancel ]`, 'focus') : span('[ Cancel ]'),
    span('   '),
    button === 'apply' ? span(`[${GLYPHS.cursor}Apply ]`, 'focus') : span('[ Apply ]'),
  ];
}
