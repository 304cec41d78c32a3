/** Rows of spans as Ink text. A row that says the same is not rendered again. */
import { Box, Text } from 'ink';
import { memo, type ReactNode } from 'react';
import { toAscii } from '../glyphs.ts';
import type { Line } from '../text/line.ts';
import { styleOf, type ThemeName } from '../theme.ts';

interface RowProps {
  readonly line: Line;
  readonly theme: ThemeName;
  readonly ascii: boolean;
}

function RowView({ line, theme, ascii }: RowProps): ReactNode {
  const spans = line.map(({ text, token, isFocused }, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: spans have no other identity than their index in the row
    <Text key={at} {...styleOf(theme, token, isFocused)}>
      {ascii ? toAscii(text) : text}
    </Text>
  ));
  return <Text wrap="truncate-end">{spans}</Text>;
}

export const Row = memo(
  RowView,
  (before, after) => before.theme === after.theme && before.ascii === after.ascii && isSame(before.line, after.line),
);

function isSame(left: Line, right: Line): boolean {
  if (left === right) return true;
  if (left.length !== right.length) return false;
  return left.every(({ text, token, isFocused }, at) => {
    const other = right[at];
    return text === other?.text && token === other.token && isFocused === other.isFocused;
  });
}

interface RowsProps {
  readonly lines: readonly Line[];
  readonly theme: ThemeName;
  readonly ascii: boolean;
}

export function Rows({ lines, theme, ascii }: RowsProps): ReactNode {
  return (
    <Box flexDirection="column" flexShrink={0}>
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its index on the screen
        <Box key={at} height={1} flexShrink={0}>
          <Row line={line} theme={theme} ascii={ascii} />
        </Box>
      ))}
    </Box>
  );
}
