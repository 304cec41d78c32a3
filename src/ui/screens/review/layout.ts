/** How the rows of a review are shared: the diff has the screen, the strip below it asks, the list says what was seen. */
import type { PlanPreview, StepPreview } from '../../../model/plan.ts';
import type { SourceType } from '../../../model/ports.ts';
import type { Review } from '../../../store/nav.ts';
import { cutMiddle, displayWidth } from '../../../text/width.ts';
import { bodyColumns, bodyRows, hasTwoPanes } from '../../frame/size.ts';
import { BLANK, type Line, line, span, spread } from '../../text/line.ts';
import type { WalkView } from '../../types.ts';
import { refTitle } from '../../words.ts';
import { askedRows, toldRows } from './consent-strip.ts';
import { diffRows, stepFacts } from './diff-rows.ts';
import { withSight } from './seen.ts';

/** Rows of the diff that stay in sight: with fewer nothing is consented to. */
const LEAST_DIFF = 3;
const FOOT = 1;
const ROOMY = 12;
/** The list of changes: its columns at the left, its most rows above the diff. */
const LIST = { columns: 34, rows: 3 };

export interface ReviewLayout {
  readonly head: readonly Line[];
  readonly strip: readonly Line[];
  /** Columns of the list at the left; 0: there is none. */
  readonly listColumns: number;
  /** Rows of the list above the diff; 0: there is none. */
  readonly listRows: number;
  /** For the title, the diff and its foot. */
  readonly columns: number;
  /** For the lines of the diff. */
  readonly diffRoom: number;
  readonly diffTotal: number;
  /** The first row of the diff that is shown. */
  readonly start: number;
  /** By change: the rows that have been in sight, this frame included. */
  readonly seen: Review['seen'];
  /** False: what has to be seen does not fit, so consent cannot be given. */
  readonly hasRoom: boolean;
}

/** The footer, the range and the rows ask for it, and it takes the whole diff: once for a view is enough. */
const layouts = new WeakMap<WalkView, ReviewLayout>();

/** Undefined until the preview is there. */
export function layoutOf(view: WalkView): ReviewLayout | undefined {
  const { review } = view.nav;
  if (review?.preview === undefined) return undefined;
  const layout = layouts.get(view) ?? layOut(view, review, review.preview);
  layouts.set(view, layout);
  return layout;
}

function layOut(view: WalkView, review: Review, preview: PlanPreview): ReviewLayout {
  const step = preview.steps[review.step];
  const isList = preview.steps.length > 1;
  const listColumns = isList && hasTwoPanes(view) ? LIST.columns : 0;
  const columns = bodyColumns(view) - 2 - listColumns;
  const head = step === undefined ? [] : headRows(step, columns, view.harden.snapshot?.source.type);
  const diffTotal = step === undefined ? 1 : diffRows(step).length;
  const least = Math.min(LEAST_DIFF, Math.max(1, diffTotal));
  const wanted = isList && listColumns === 0 ? Math.min(LIST.rows, preview.steps.length) : 0;
  const told = toldRows(view, review, preview);
  const asked = (seen: Review['seen'], isOffered: boolean) => askedRows(view, { ...review, seen }, preview, isOffered);
  const spare = bodyRows(view) - told.length - asked(review.seen, true).length - head.length - FOOT;
  const hasRoom = spare >= least;
  const listRows = spare - wanted >= LEAST_DIFF + 1 ? wanted : 0;
  const gap = spare - listRows > Math.max(ROOMY, diffTotal) ? [BLANK] : [];
  const diffRoom = Math.max(0, spare - listRows - gap.length);
  const start = Math.max(0, Math.min(review.scroll, diffTotal - diffRoom));
  const seen = hasRoom ? withSight(review, Math.min(diffTotal, start + diffRoom)) : review.seen;
  const strip = [...told, ...asked(seen, hasRoom)];
  const sizes = { listColumns, listRows, columns, diffRoom, diffTotal };
  return { head: [...head, ...gap], strip, ...sizes, start, seen, hasRoom };
}

/** The name whole; the facts beside it, shorter where they have to be, or below it. */
function headRows(step: StepPreview, width: number, source: SourceType | undefined): readonly Line[] {
  const name = refTitle(step.ref, width - 1);
  const title = line(' ', span(name, 'text.strong'));
  const facts = (['long', 'short'] as const).map((length) => stepFacts(step, source, length));
  const fitting = facts.find((text) => displayWidth(name) + displayWidth(text) + 4 <= width);
  if (fitting !== undefined) return [spread(title, line(span(fitting, 'text.dim')), width)];
  return [title, line(' ', span(cutMiddle(facts[0] ?? '', width - 1), 'text.dim'))];
}

/** False where not enough of the change is in sight to say yes to it. */
export function isInSight(view: WalkView): boolean {
  return layoutOf(view)?.hasRoom === true;
}
