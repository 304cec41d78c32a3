/** All keys of a screen, searchable; made from the one table. */

import type { Help } from '../../../store/nav.ts';
import { printable } from '../../../text/printable.ts';
import { padEnd } from '../../../text/width.ts';
import { bodyColumns, bodyRows } from '../../frame/size.ts';
import { GLYPHS } from '../../glyphs.ts';
import { bindingsOf, type KeyBinding, type Scope } from '../../keymap.ts';
import { BLANK, type Line, line, span } from '../../text/line.ts';
import type { ScreenContent, ScrollRange, WalkView } from '../../types.ts';

const SIGNS: Readonly<Record<string, string>> = { up: GLYPHS.up, down: GLYPHS.down };

export function helpView(view: WalkView, below: Scope): ScreenContent {
  const help = helpOf(view);
  const found = searchBindings(below, help.search, view.options.keymap);
  const room = bodyRows(view) - 2;
  const start = Math.max(0, Math.min(help.scroll, found.length - room));
  return {
    crumbs: ['Keys of this screen'],
    right: line(`${found.length} keys`),
    body: [
      line('  ', span('search  ', 'text.dim'), printable(help.search), span(GLYPHS.caret, 'accent')),
      BLANK,
      ...(found.length === 0
        ? [line('  No key matches.')]
        : found.slice(start, start + room).map((binding) => helpRow(binding))),
    ].slice(0, bodyRows(view)),
    hint: bodyColumns(view) >= 80 ? 'Type to search; esc closes. Every change asks for consent first.' : '',
  };
}

export function helpRange(view: WalkView, below: Scope): ScrollRange {
  const { search } = helpOf(view);
  return { min: 0, max: Math.max(0, searchBindings(below, search, view.options.keymap).length - bodyRows(view) + 2) };
}

function helpOf({ nav: { overlay } }: WalkView): Help {
  return overlay?.kind === 'help' ? overlay : { kind: 'help', search: '', scroll: 0 };
}

export function searchBindings(scope: Scope, search: string, table?: readonly KeyBinding[]): readonly KeyBinding[] {
  const wanted = search.toLowerCase();
  return bindingsOf(scope, table).filter(({ keys, label }) =>
    `${keys.join(' ')} ${label}`.toLowerCase().includes(wanted),
  );
}

function helpRow({ keys, label, danger }: KeyBinding): Line {
  const names = keys.map((key) => SIGNS[key] ?? key).join('  ');
  return line('  ', span(padEnd(names, 24), 'accent'), label, span(danger ? '  writes' : '', 'danger'));
}
