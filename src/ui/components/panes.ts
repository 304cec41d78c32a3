/** Two panes with one vertical rule between them. */
import { GLYPHS } from '../glyphs.ts';
import { BLANK, type Line, span, toWidth } from '../text/line.ts';

export const LEFT_PANE = 48;

export function sideBySide(left: readonly Line[], right: readonly Line[], rows: number): readonly Line[] {
  return beside(left, right, rows, LEFT_PANE);
}

export function beside(left: readonly Line[], right: readonly Line[], rows: number, columns: number): readonly Line[] {
  return Array.from({ length: rows }, (_, at) => [
    ...toWidth(left[at] ?? BLANK, columns),
    span(GLYPHS.vertical, 'rule'),
    span(' '),
    ...(right[at] ?? BLANK),
  ]);
}
