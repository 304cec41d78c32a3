/** The consent box in the lower rows of the diff. */

import type { PlanPreview } from '../../../model/plan.ts';
import type { Review } from '../../../store/nav.ts';
import { printable } from '../../../text/printable.ts';
import { displayWidth, padEnd, wrap, wrapTo } from '../../../text/width.ts';
import { count } from '../../../text/words.ts';
import { box, titleColumns } from '../../components/box.ts';
import { bodyColumns } from '../../frame/size.ts';
import { environmentOf } from '../../options.ts';
import { BLANK, type Line, line, span } from '../../text/line.ts';
import type { WalkView } from '../../types.ts';
import { type Answer, answers, leastAnswers, shortened } from './answers.ts';
import { promptRows, tooSmallRows } from './consent-prompt.ts';
import { canApply } from './model.ts';
import { whereAnswers } from './where.ts';

const LABEL = 11;
const BORDERS = 2;

export interface ConsentBox {
  readonly rows: readonly Line[];
  /** Some of what it answers is only on the page of all answers. */
  readonly isCut: boolean;
  /** False: what has to be seen does not fit, so consent cannot be given. */
  readonly hasRoom: boolean;
}

/** In as few rows as possible, `most` at the most. */
export function consentBox(view: WalkView, review: Review, preview: PlanPreview, most: number): ConsentBox {
  const width = bodyColumns(view) - 6;
  const where = whereAnswers(preview, view.harden.snapshot);
  const place = where[0]?.text ?? '';
  const columns = bodyColumns(view);
  const isNamed = displayWidth(title(view, review, place)) <= titleColumns(columns);
  const all = [
    // Where the title has no room for it.
    ...(isNamed ? [] : where),
    ...answers(review, preview, view.harden.snapshot),
  ];
  const prompt = promptRows(view, review, preview, width);
  const hasRoom = most >= BORDERS + leastAnswers(all) + prompt.length;
  const foot = hasRoom || !canApply(view) ? prompt : tooSmallRows(width);
  const room = Math.max(1, most - BORDERS - foot.length);
  const whole = all.flatMap((answer) => answerRows(answer, width));
  const isCut = whole.length > room;
  const told = isCut ? shortRows(all, room, width) : whole;
  const usual = Math.min(room, (view.rows >= 30 ? 10 : 9) - BORDERS - foot.length);
  const blanks = Array.from({ length: Math.max(0, usual - told.length) }, () => BLANK);
  const rows = box(title(view, review, isNamed ? place : ''), titleToken(view), [...told, ...blanks, ...foot], columns);
  return { rows, isCut, hasRoom };
}

function answerRows(answer: Answer, width: number, most = Number.POSITIVE_INFINITY): readonly Line[] {
  const { label, text, isDanger } = answer;
  const rows = most === Number.POSITIVE_INFINITY ? wrap(text, width - LABEL) : wrapTo(text, width - LABEL, most);
  return rows.map((part, at) =>
    line(span(padEnd(at === 0 ? label : '', LABEL), isDanger ? 'danger' : 'text.dim'), part),
  );
}

/** One row for each answer that is always shown; then what fits, and how much does not. */
function shortRows(all: readonly Answer[], room: number, width: number): readonly Line[] {
  const { always, others } = shortened(all);
  const rows = always.slice(0, room).flatMap((answer) => answerRows(answer, width, 1));
  let shown = 0;
  for (const answer of others) {
    const left = room - rows.length - 1;
    if (left < 1) break;
    rows.push(...answerRows(answer, width, answer.isOneRow === true ? 1 : left));
    shown += 1;
  }
  if (rows.length < room) rows.push(line(...moreWords(others.slice(shown))));
  return rows;
}

function moreWords(hidden: readonly Answer[]) {
  const caveats = hidden.filter(({ isDanger }) => isDanger).length;
  const parts = [
    ...(caveats === 0 ? [] : [count(caveats, 'more caveat')]),
    ...(hidden.length === caveats ? [] : [count(hidden.length - caveats, 'more answer')]),
  ];
  const text = parts.length === 0 ? 'shortened' : parts.join(', ');
  return [span(`${' '.repeat(LABEL)}${text}: ctrl-o shows all`, caveats > 0 ? ('danger' as const) : 'text.dim')];
}

function title(view: WalkView, review: Review, place: string): string {
  const environment = environmentOf(view.options);
  const named = `${environment === undefined ? '' : `${environment.toUpperCase()} `}${printable(view.options.context)}`;
  const where = place === '' ? named : `${named} at ${place}`;
  return review.kind === 'undo' ? `Undo on ${where}?` : `Apply to ${where}?`;
}

function titleToken(view: WalkView): 'text.strong' | 'env.prod' {
  return environmentOf(view.options) === 'prod' ? 'env.prod' : 'text.strong';
}
