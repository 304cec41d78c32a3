/** What must be so in every frame, whatever was pressed: told from the cells of the screen. */
import type { Commands } from '../../../src/session/commands.ts';
import { currentLocation } from '../../../src/store/nav.ts';
import { isTooSmall } from '../../../src/ui/frame/size.ts';
import {
  cursorOf,
  entriesList,
  entriesOf,
  focusedItem,
  ITEMS_LIST,
  itemsOf,
} from '../../../src/ui/select/checklist.ts';
import { displayedState } from '../../../src/ui/select/displayed.ts';
import { JOURNAL_LIST, journalRows } from '../../../src/ui/select/journal.ts';
import { NAMESPACES_LIST, namespacesOf } from '../../../src/ui/select/namespaces.ts';
import { PLAN_LIST, planRows } from '../../../src/ui/select/plan.ts';
import { twoDigits } from '../../../src/ui/words.ts';
import type { Harness } from '../../support/render.tsx';
import type { Reversed } from '../../support/screen.ts';
import { drawn } from '../../support/walk/drawn.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The row of which keys would be about now: how it is numbered and how it begins, where its screen is a list. */
interface Target {
  readonly pane: 'left' | 'right';
  readonly number?: string;
  readonly name: string;
}

/** What is wrong with the frame; nothing when it is as it must be. */
export function faults(walk: Harness, size: Size, outline: Commands['outline']): readonly string[] {
  const bounds = boundFaults(walk, size);
  if (isTooSmall(size)) return bounds;
  const { overlay } = walk.nav.getState();
  if (overlay?.kind === 'menu') return [...bounds, ...menuFaults(walk)];
  if (overlay !== undefined || location(walk) === 'form') return [...bounds, ...inputFaults(walk)];
  return [...bounds, ...focusFaults(walk, size, outline), ...buttonFaults(walk)];
}

/** Neither wider nor higher than the screen: the header is in its first row and the footer in its last. */
function boundFaults({ screen }: Harness, size: Size): readonly string[] {
  const lines = screen.lines();
  const isFramed = lines[0]?.includes('prod-eu-1') === true && /plan \d+/.test(lines.at(-1) ?? '');
  return isTooSmall(size) || isFramed ? [] : [`the frame is not whole: ${lines[0]} … ${lines.at(-1)}`];
}

function location({ nav }: Harness): string {
  return currentLocation(nav.getState()).screen;
}

function focusFaults(walk: Harness, size: Size, outline: Commands['outline']): readonly string[] {
  const found = drawn(walk.screen).focus;
  const target = targetOf(walk, outline);
  if (location(walk) === 'review') return changeFaults(walk, found);
  if (target === undefined)
    return location(walk) === 'apply' || location(walk) === 'result' || found.length === 0
      ? []
      : [`a focus row without a list: ${found.map(({ text }) => text).join(' | ')}`];
  const [row] = found;
  if (row === undefined || found.length > 1) return [`${found.length} focus rows, not one, for ${target.name}`];
  return rowFaults(row, target, size);
}

function rowFaults({ row, from, text }: Reversed, { pane, number, name }: Target, size: Size): readonly string[] {
  const isLow = size.rows < 18 || size.columns < 80;
  const body = isLow ? [1, size.rows - 2] : [3, size.rows - 3];
  const start = name.slice(0, 5);
  return [
    ...(row >= (body[0] ?? 0) && row < (body[1] ?? 0) ? [] : [`the focus is outside the list, in row ${row}`]),
    ...(pane === 'right' && size.columns >= 100 && from < 40 ? ['the focus is in the left pane'] : []),
    ...(pane === 'left' && from > 1 ? ['the focus is in the right pane'] : []),
    ...(number === undefined || text.slice(0, 9).includes(number)
      ? []
      : [`${number} is not the row in focus: ${text}`]),
    ...(text.includes(start) ? [] : [`${name} is not the row in focus: ${text}`]),
  ];
}

function targetOf({ store, nav }: Harness, outline: Commands['outline']): Target | undefined {
  const navigation = nav.getState();
  const { snapshot } = displayedState(store.getState(), navigation);
  const screen = currentLocation(navigation).screen;
  const at = <T extends { readonly id: string }>(rows: readonly T[], list: string): T | undefined =>
    rows[cursorOf(rows, navigation.cursors[list])];
  if (screen === 'namespaces') return named(at(namespacesOf(snapshot, navigation), NAMESPACES_LIST)?.title);
  if (screen === 'plan') return named(at(planRows(snapshot, navigation, outline), PLAN_LIST)?.title);
  if (screen === 'journal') return at(journalRows(navigation), JOURNAL_LIST) === undefined ? undefined : named('');
  if (screen !== 'checklist') return undefined;
  if (navigation.pane === 'entries') return entryTarget(focusedItem(snapshot, navigation), navigation);
  const item = at(itemsOf(snapshot, navigation), ITEMS_LIST);
  return item === undefined ? undefined : { pane: 'left', number: twoDigits(item.number), name: item.title };
}

function named(name: string | undefined): Target | undefined {
  return name === undefined ? undefined : { pane: 'left', name };
}

function entryTarget(item: Parameters<typeof entriesOf>[0], nav: Parameters<typeof entriesOf>[1]): Target | undefined {
  if (item === undefined) return undefined;
  const entries = entriesOf(item, nav);
  const at = cursorOf(entries, nav.cursors[entriesList(item.id)]);
  const entry = entries[at];
  if (entry === undefined) return undefined;
  const name = { decision: '', question: '', waived: 'waive', resolved: '' }[entry.kind];
  return { pane: 'right', number: String(at + 1), name };
}

/** Of several changes the list tells which one is shown, where there is room for a list. */
function changeFaults({ nav }: Harness, found: readonly Reversed[]): readonly string[] {
  const { review } = nav.getState();
  if (found.length > 1) return [`${found.length} changes in focus`];
  const number = String((review?.step ?? 0) + 1);
  return found.flatMap(({ text }) =>
    text.slice(0, 6).includes(number) ? [] : [`change ${number} is shown, not ${text}`],
  );
}

/** One item of a menu is in reverse, and it is the one that enter chooses. */
function menuFaults({ screen, nav }: Harness): readonly string[] {
  const { overlay } = nav.getState();
  if (overlay?.kind !== 'menu') return [];
  const label = overlay.items[overlay.index]?.label ?? '';
  const lines = screen.lines();
  const shown = drawn(screen).reversed.flatMap(({ row, text }) => (/^ {2}[▸>] /.test(lines[row] ?? '') ? [text] : []));
  return shown.length === 1 && shown[0]?.includes(label.slice(0, 10)) === true
    ? []
    : [`the menu is at ${label}, and the focus at ${shown.join(' | ')}`];
}

/** Where text is typed, or a choice made, the place is in sight, once. */
function inputFaults({ screen, nav }: Harness): readonly string[] {
  const carets = screen.text().split(/[▌]/).length - 1;
  if (carets === 1) return [];
  const { form } = nav.getState();
  const isChoice = form?.fields[form.focus]?.choices !== undefined;
  const chosen = drawn(screen).reversed.length;
  return isChoice && carets === 0 && chosen === 1 ? [] : [`${carets} places to type, ${chosen} choices in focus`];
}

/** Of two buttons one is in focus. */
function buttonFaults({ screen, nav }: Harness): readonly string[] {
  if (!screen.text().includes('Cancel ]') || nav.getState().review?.preview === undefined) return [];
  const { buttons } = drawn(screen);
  return buttons.length === 1 ? [] : [`${buttons.length} buttons in focus`];
}
