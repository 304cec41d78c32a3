/** A small fixed menu. Keys go through the one dispatcher, so that keys that arrive together all count; the list only shows. */
import { Box, Text } from 'ink';
import SelectInput from 'ink-select-input';
import type { ReactNode } from 'react';
import type { Menu } from '../../store/nav.ts';
import { printable } from '../../text/printable.ts';
import { cutEnd } from '../../text/width.ts';
import { GLYPHS, toAscii } from '../glyphs.ts';
import { styleOf, type ThemeName } from '../theme.ts';

interface MenuProps {
  readonly menu: Menu;
  readonly theme: ThemeName;
  readonly ascii: boolean;
  readonly width: number;
}

export function MenuList({ menu, theme, ascii, width }: MenuProps): ReactNode {
  const hasLetters = menu.items.some(({ key }) => key !== undefined);
  const items = menu.items.map(({ key = ' ', label, value }) => {
    const text = `${hasLetters ? `${key}  ` : ''}${cutEnd(printable(label), width - 9)}`;
    return { key: value, value, label: ascii ? toAscii(text) : text };
  });
  return (
    <Box flexDirection="column" flexShrink={0} paddingLeft={2}>
      <SelectInput
        key={`${menu.items[0]?.value} ${menu.index}`}
        items={items}
        initialIndex={menu.index}
        isFocused={false}
        indicatorComponent={({ isSelected = false }) => (
          <Text {...styleOf(theme, 'accent')}>
            {isSelected ? `${ascii ? toAscii(GLYPHS.cursor) : GLYPHS.cursor} ` : '  '}
          </Text>
        )}
        itemComponent={({ isSelected = false, label }) => (
          <Text {...styleOf(theme, isSelected ? 'focus' : 'text')}>{label}</Text>
        )}
      />
    </Box>
  );
}
