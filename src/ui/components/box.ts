/** The one box there is: around the consent. */

import { cutEnd, displayWidth } from '../../text/width.ts';
import { GLYPHS } from '../glyphs.ts';
import { type Line, line, span, toWidth } from '../text/line.ts';
import type { Token } from '../theme.ts';

/** Room for the title. */
export function titleColumns(width: number): number {
  return width - 8;
}

/** With one blank cell at each side of the screen; the rows inside are cut to fit. */
export function box(title: string, token: Token, rows: readonly Line[], width: number): readonly Line[] {
  const inner = width - 4;
  const name = cutEnd(title, titleColumns(width));
  const rest = inner - 3 - displayWidth(name);
  return [
    line(
      ' ',
      span(`${GLYPHS.topLeft}${GLYPHS.rule} `, 'rule'),
      span(name, token),
      span(` ${GLYPHS.rule.repeat(Math.max(0, rest))}${GLYPHS.topRight}`, 'rule'),
    ),
    ...rows.map((row) =>
      line(' ', span(GLYPHS.vertical, 'rule'), ...toWidth([span(' '), ...row], inner), span(GLYPHS.vertical, 'rule')),
    ),
    line(' ', span(GLYPHS.bottomLeft + GLYPHS.rule.repeat(Math.max(0, inner)) + GLYPHS.bottomRight, 'rule')),
  ];
}
