/** Labels with text beside them. */

import { padEnd, wrapTo } from '../../text/width.ts';
import { type Line, line, span } from './line.ts';

/** A dim label, and text beside it that wraps under itself. */
export function labelled(
  label: string,
  text: string,
  indent: number,
  width: number,
  most = Number.POSITIVE_INFINITY,
): readonly Line[] {
  return wrapTo(text, width - indent, most).map((part, at) =>
    line(span(padEnd(at === 0 ? label : '', indent), 'text.dim'), part),
  );
}
