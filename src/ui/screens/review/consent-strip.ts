/** The strip below the diff: what the change does in four rows, and the prompt. */
import type { PlanPreview } from '../../../model/plan.ts';
import type { Review } from '../../../store/nav.ts';
import { printable } from '../../../text/printable.ts';
import { cutEnd, displayWidth, padEnd, wrap } from '../../../text/width.ts';
import { count } from '../../../text/words.ts';
import { bodyColumns, SPOKEN } from '../../frame/size.ts';
import { GLYPHS } from '../../glyphs.ts';
import { environmentOf } from '../../options.ts';
import { type Line, line, lineWidth, span, spread } from '../../text/line.ts';
import type { WalkView } from '../../types.ts';
import { type Answer, answers } from './answers.ts';
import { promptRows, tooSmallRows } from './consent-prompt.ts';
import { inStrip } from './in-strip.ts';
import { canApply } from './model.ts';
import { whereAnswers } from './where.ts';

const LABEL = 11;
/** The rule before the title and the blanks around it, and a rule after it. */
const RULES = 7;
/** A blank at each side of the rows below it. */
const SIDES = 2;

/** The rows above the prompt: where it happens, and what it does. */
export function toldRows(view: WalkView, review: Review, preview: PlanPreview): readonly Line[] {
  const columns = bodyColumns(view);
  const width = columns - SIDES;
  const where = whereAnswers(preview, view.harden.snapshot);
  const place = where[0]?.text ?? '';
  const isNamed = displayWidth(title(view, review, place)) + RULES <= columns;
  const all = answers(review, preview, view.harden.snapshot);
  // Where the title has no room for it.
  const told = [...(isNamed ? [] : where.flatMap((each) => wholeRows(each, width))), ...answerRows(view, all, width)];
  return [titleRow(view, title(view, review, isNamed ? place : ''), columns), ...told.map(indented)];
}

/** The prompt; without `hasRoom` for the diff above nobody can consent, and it says so. */
export function askedRows(view: WalkView, review: Review, preview: PlanPreview, hasRoom: boolean): readonly Line[] {
  const width = bodyColumns(view) - SIDES;
  const rows = hasRoom || !canApply(view) ? promptRows(view, review, preview, width) : tooSmallRows(width);
  return rows.map(indented);
}

function indented(row: Line): Line {
  return [span(' '), ...row];
}

/** A listener has no key to unfold what is not read out. */
function answerRows(view: WalkView, all: readonly Answer[], width: number): readonly Line[] {
  if (view.columns === SPOKEN.columns) return all.flatMap((each) => wholeRows(each, width));
  const { shown, hidden } = inStrip(all);
  return shown.map((each, at) => {
    const more = at === shown.length - 1 ? moreWords(hidden) : undefined;
    return oneRow(each, width, more);
  });
}

function oneRow({ label, text, isDanger }: Answer, width: number, more: string | undefined): Line {
  const head = span(padEnd(label, LABEL), isDanger ? 'danger' : 'text.dim');
  if (more === undefined) return line(head, cutEnd(text, width - LABEL));
  const right = line(span(more, 'text.dim'));
  return spread(line(head, cutEnd(text, width - LABEL - lineWidth(right) - 2)), right, width);
}

function wholeRows({ label, text, isDanger }: Answer, width: number): readonly Line[] {
  return wrap(text, width - LABEL).map((part, at) =>
    line(span(padEnd(at === 0 ? label : '', LABEL), isDanger ? 'danger' : 'text.dim'), part),
  );
}

function moreWords(hidden: readonly Answer[]): string | undefined {
  const caveats = hidden.filter(({ isDanger }) => isDanger).length;
  return caveats === 0 ? undefined : `+${count(caveats, 'more caveat')}: ctrl-o`;
}

function titleRow(view: WalkView, text: string, columns: number): Line {
  const name = cutEnd(text, columns - RULES);
  const token = environmentOf(view.options) === 'prod' ? 'env.prod' : 'text.strong';
  const rest = GLYPHS.rule.repeat(Math.max(0, columns - displayWidth(name) - 4));
  return line(span(`${GLYPHS.rule.repeat(2)} `, 'rule'), span(name, token), span(` ${rest}`, 'rule'));
}

function title(view: WalkView, review: Review, place: string): string {
  const environment = environmentOf(view.options);
  const named = `${environment === undefined ? '' : `${environment.toUpperCase()} `}${printable(view.options.context)}`;
  const where = place === '' ? named : `${named} at ${place}`;
  return review.kind === 'undo' ? `Undo on ${where}?` : `Apply to ${where}?`;
}
