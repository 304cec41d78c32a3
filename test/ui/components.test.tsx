import { stripVTControlCharacters } from 'node:util';
import { render } from 'ink-testing-library';
import { expect, test } from 'vitest';
import type { Menu } from '../../src/store/nav.ts';
import { MenuList } from '../../src/ui/components/menu.tsx';
import { Rows } from '../../src/ui/components/rows.tsx';
import { line, span } from '../../src/ui/text/line.ts';

const MENU: Menu = {
  kind: 'menu',
  title: 'Actions',
  items: [
    { label: 'Show the diff', value: 'variant:0' },
    { label: 'Back', value: 'back' },
  ],
  index: 1,
};

function textOf({ lastFrame }: ReturnType<typeof render>): string {
  return stripVTControlCharacters(lastFrame() ?? '');
}

test('a menu shows its cursor at the chosen row, in ASCII too', () => {
  const shown = render(<MenuList menu={MENU} theme="default" ascii={false} width={40} />);
  expect(textOf(shown)).toBe('    Show the diff\n  ▸ Back');
  const ascii = render(<MenuList menu={MENU} theme="default" ascii width={40} />);
  expect(textOf(ascii)).toBe('    Show the diff\n  > Back');
});

test('a menu that changes keeps the cursor where it is told', () => {
  const shown = render(<MenuList menu={MENU} theme="default" ascii={false} width={40} />);
  const longer = { ...MENU, items: [{ label: 'Waive', value: 'waive' }, ...MENU.items], index: 2 };
  shown.rerender(<MenuList menu={longer} theme="default" ascii={false} width={40} />);
  expect(textOf(shown)).toBe('    Waive\n    Show the diff\n  ▸ Back');
});

test('a menu takes no key by itself', () => {
  const shown = render(<MenuList menu={MENU} theme="default" ascii={false} width={40} />);
  shown.stdin.write('1');
  shown.stdin.write('\r');
  expect(textOf(shown)).toBe('    Show the diff\n  ▸ Back');
});

test('rows keep blanks at their start and show every span', () => {
  const lines = [line('  ', span('✗', 'state.fail'), ' two'), line('three')];
  const shown = render(<Rows lines={lines} theme="mono" ascii={false} colors={16} />);
  expect(textOf(shown)).toBe('  ✗ two\nthree');
  shown.rerender(<Rows lines={lines} theme="mono" ascii colors={16} />);
  expect(textOf(shown)).toBe('  x two\nthree');
});
