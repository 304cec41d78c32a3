/** The mouse: it moves and opens, as arrows and enter do on a list. It consents to nothing, and no action is hit by it. */
import { frame } from '../frame/frame.ts';
import { isTooSmall } from '../frame/size.ts';
import { GLYPHS } from '../glyphs.ts';
import type { MouseEvent } from '../input/mouse.ts';
import { currentContent, currentKeys, keysIn } from '../screens/index.ts';
import { ITEMS_LIST } from '../select/checklist.ts';
import { type Line, lineWidth, type RowAt } from '../text/line.ts';
import { type Control, isOn, navigation } from './control.ts';

/** Rows for one notch of the wheel. */
const NOTCH = 3;

export function handleMouse(control: Control, event: MouseEvent): void {
  if (isTooSmall(control.view())) return;
  if (event.kind === 'wheel') wheel(control, event);
  else click(control, event);
}

function wheel(control: Control, { by, column, row }: MouseEvent & { readonly kind: 'wheel' }): void {
  const keys = currentKeys(control.view());
  const lines = shownLines(control);
  const isLying = navigation(control).overlay !== undefined;
  const list = isLying ? undefined : listAt(lines, column);
  if (row >= lines.length) return;
  const under =
    !isLying && isOn(control, 'checklist') ? (list === undefined ? undefined : keysIn(scopeOf(list))) : keys;
  const move = under?.on[by > 0 ? 'down' : 'up'];
  for (let notch = 0; notch < NOTCH; notch++) move?.(control);
}

function click(control: Control, { column, row }: MouseEvent): void {
  if (navigation(control).overlay !== undefined) return;
  const lines = shownLines(control);
  const at = rowAt(lines[row] ?? [], column);
  const list = at?.list ?? listAt(lines, column);
  if (list === undefined) return;
  const isFocused = !isOn(control, 'checklist') || navigation(control).pane === scopeOf(list);
  if (isOn(control, 'checklist')) control.nav.setState({ pane: scopeOf(list) });
  if (at === undefined) return;
  if (at.isCursor && isFocused) currentKeys(control.view()).on.open?.(control);
  else control.nav.setState(({ cursors }) => ({ cursors: { ...cursors, [list]: { id: at.id, index: at.index } } }));
}

/** On the checklist there are two lists. */
function scopeOf(list: string): 'items' | 'entries' {
  return list === ITEMS_LIST ? 'items' : 'entries';
}

function shownLines(control: Control): readonly Line[] {
  const view = control.view();
  return frame(view, currentContent(view));
}

/** The row of a list that is under the pointer. */
function rowAt(row: Line, column: number): RowAt | undefined {
  return paneAt(row, column).find(({ at }) => at !== undefined)?.at;
}

/** The list of the pane that is under the pointer, wherever in it. */
function listAt(lines: readonly Line[], column: number): string | undefined {
  return lines.map((row) => rowAt(row, column)).find((at) => at !== undefined)?.list;
}

/** The part of a row between the rules beside a column. */
function paneAt(row: Line, column: number): Line {
  const panes: (readonly Line[number][])[] = [[]];
  for (const part of row) {
    if (part.token === 'rule' && part.text === GLYPHS.vertical) panes.push([]);
    else panes[panes.length - 1] = [...(panes.at(-1) ?? []), part];
  }
  let from = 0;
  for (const pane of panes) {
    from += lineWidth(pane) + 1;
    if (column < from - 1) return pane;
    if (column === from - 1) return [];
  }
  return [];
}
