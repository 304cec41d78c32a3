/** The changes of a preview as a list, each with a mark once it was seen: left of the diff, or above it. */

import { windowStart } from '../../../store/cursor.ts';
import type { Review } from '../../../store/nav.ts';
import { cutMiddle, displayWidth, padStart } from '../../../text/width.ts';
import { GLYPHS } from '../../glyphs.ts';
import { inFocus, type Line, line, span, toWidth } from '../../text/line.ts';
import type { ObjectRef } from '../../types.ts';
import { refName, shortName } from '../../words.ts';
import { isSeen } from './seen.ts';

/** Mark of the cursor, mark of what was seen, and the blanks around them and the number. */
const MARKS = 5;

/** So many rows, the current change among them; the cursor's row is in reverse. */
export function changeRows(review: Review, seen: Review['seen'], width: number, rows: number): readonly Line[] {
  const steps = review.preview?.steps ?? [];
  const digits = String(steps.length).length;
  const start = windowStart(Math.max(0, review.step - Math.floor(rows / 2)), review.step, rows, steps.length);
  return steps.slice(start, start + rows).map((step, index) => {
    const at = start + index;
    const isCurrent = at === review.step;
    const wasSeen = isSeen(review, seen, at);
    const name = shortTitle(step.ref, width - MARKS - digits - 1);
    const row = line(
      span(isCurrent ? GLYPHS.cursor : ' ', 'accent'),
      span(wasSeen ? GLYPHS.pass : GLYPHS.waiting, wasSeen ? 'state.pass' : 'text.dim'),
      ` ${padStart(String(at + 1), digits)}  `,
      name,
    );
    return isCurrent ? inFocus(row, width) : toWidth(row, width);
  });
}

/** The kind stands above the diff, too: where there is no room for it, the name is worth more. */
function shortTitle(ref: ObjectRef, width: number): string {
  const whole = refName(ref);
  return displayWidth(whole) <= width ? whole : cutMiddle(shortName(ref), width);
}
