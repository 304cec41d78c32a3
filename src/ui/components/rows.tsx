/**
 * Rows of spans as they are drawn. The rows are laid out and exactly as wide as they have to be: Ink is given one character for
 * each, which costs it nothing to measure, and places the row there.
 */
import { Text, Transform } from 'ink';
import type { ReactNode } from 'react';
import { toAscii } from '../glyphs.ts';
import { type Colors, styled } from '../paint/styled.ts';
import type { Line } from '../text/line.ts';
import { styleOf, type ThemeName } from '../theme.ts';

export interface RowStyle {
  readonly theme: ThemeName;
  readonly ascii: boolean;
  readonly colors: Colors;
}

interface RowsProps extends RowStyle {
  readonly lines: readonly Line[];
}

const PLACE = '.';

export function Rows({ lines, ...style }: RowsProps): ReactNode {
  if (lines.length === 0) return null;
  const places = new Array(lines.length).fill(PLACE).join('\n');
  return (
    <Transform transform={(_, at) => drawnRow(lines[at] ?? [], style)}>
      <Text>{places}</Text>
    </Transform>
  );
}

function drawnRow(line: Line, { theme, ascii, colors }: RowStyle): string {
  return line
    .map(({ text, token, isFocused }) => styled(ascii ? toAscii(text) : text, styleOf(theme, token, isFocused), colors))
    .join('');
}
