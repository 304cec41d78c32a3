/** How the rows of a review are shared between the diff and the consent box. */
import type { PlanPreview, StepPreview } from '../../../model/plan.ts';
import type { SourceType } from '../../../model/ports.ts';
import type { Review } from '../../../store/nav.ts';
import { cutMiddle, displayWidth } from '../../../text/width.ts';
import { bodyColumns, bodyRows } from '../../frame/size.ts';
import { BLANK, type Line, line, span, spread } from '../../text/line.ts';
import type { WalkView } from '../../types.ts';
import { refTitle } from '../../words.ts';
import { type ConsentBox, consentBox } from './consent-box.ts';
import { diffRows, stepFacts } from './diff-rows.ts';

/** Rows of the diff that stay in sight, where the terminal has room for them; with fewer nothing is consented to. */
const USUAL_DIFF = 5;
const LEAST_DIFF = 3;
const FOOT = 1;
const ROOMY = 8;

export interface ReviewLayout {
  readonly head: readonly Line[];
  readonly box: ConsentBox;
  /** For the lines of the diff. */
  readonly diffRoom: number;
  readonly diffTotal: number;
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
  const rows = bodyRows(view);
  const step = preview.steps[review.step];
  const head = step === undefined ? [] : headRows(step, bodyColumns(view) - 2, view.harden.snapshot?.source.type);
  const diffTotal = step === undefined ? 1 : diffRows(step).length;
  const boxWith = (diff: number): ConsentBox =>
    consentBox(view, review, preview, rows - head.length - Math.min(diff, Math.max(1, diffTotal)) - FOOT);
  const usual = boxWith(USUAL_DIFF);
  const box = usual.hasRoom ? usual : boxWith(LEAST_DIFF);
  const spare = rows - box.rows.length - head.length - FOOT;
  const gap = spare > ROOMY ? [BLANK] : [];
  return { head: [...head, ...gap], box, diffRoom: Math.max(0, spare - gap.length), diffTotal };
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
  return layoutOf(view)?.box.hasRoom === true;
}
