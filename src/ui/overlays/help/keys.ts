/** The search over the keys of a screen. */
import type { Help } from '../../../store/nav.ts';
import { withoutLast } from '../../../text/width.ts';
import { type Control, closeOverlay } from '../../control/control.ts';
import { within } from '../../control/move.ts';
import { defineKeys } from '../../screens/define.ts';
import { helpRange } from './view.ts';

const LONGEST = 40;

export const helpKeys = defineKeys('help', {
  on: {
    up: (control) => scroll(control, -1),
    down: (control) => scroll(control, 1),
    'page-up': (control) => scroll(control, -10),
    'page-down': (control) => scroll(control, 10),
    erase: (control) => search(control, withoutLast),
    'erase-all': (control) => search(control, () => ''),
    back: closeOverlay,
  },
  type: (control, text) => search(control, (earlier) => (earlier + text).slice(0, LONGEST)),
  takesPaste: () => true,
});

export function openHelp({ nav }: Control): void {
  nav.setState({ overlay: { kind: 'help', search: '', scroll: 0 } });
}

function scroll(control: Control, by: number): void {
  const range = helpRange(control.view(), control.scopeBelow());
  change(control, (help) => ({ scroll: within(range, help.scroll + by) }));
}

function search(control: Control, update: (search: string) => string): void {
  change(control, (help) => ({ search: update(help.search), scroll: 0 }));
}

function change({ nav }: Control, update: (help: Help) => Partial<Help>): void {
  nav.setState(({ overlay }) => (overlay?.kind === 'help' ? { overlay: { ...overlay, ...update(overlay) } } : {}));
}
