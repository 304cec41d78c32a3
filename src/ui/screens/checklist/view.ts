/** Screen 2: the items on the left, what can be decided in the focused one on the right. */

import { decisionsDo, decisionsInRows } from '../../../model/rows/to-decide.ts';
import { printable } from '../../../text/printable.ts';
import { cutMiddle, displayWidth } from '../../../text/width.ts';
import { count, grouped, nameSome } from '../../../text/words.ts';
import { beside, LEFT_PANE, sideBySide } from '../../components/panes.ts';
import { crumbsWidth } from '../../frame/crumbs.ts';
import { bodyColumns, bodyRows, hasThreePanes, hasTwoPanes } from '../../frame/size.ts';
import { keyIn } from '../../rebind.ts';
import {
  allItems,
  cursorOf,
  entriesList,
  entriesOf,
  focusedEntry,
  focusedItem,
  ITEMS_LIST,
  itemsOf,
  markedIn,
} from '../../select/checklist.ts';
import { coverageView, wholeText, wholeWord } from '../../select/coverage.ts';
import { listedTotals, nothingText, unlisted } from '../../select/totals.ts';
import { BLANK, type Line, line, span } from '../../text/line.ts';
import type { ScreenContent, WalkView } from '../../types.ts';
import { twoDigits } from '../../words.ts';
import { objectPane } from '../decision/object-pane.ts';
import { itemPane } from './item-pane.ts';
import { itemRows } from './item-rows.ts';
import { itemSummaryRows } from './item-summary.ts';

const LONGEST_FILTER = 24;

export function checklistView(view: WalkView): ScreenContent {
  const item = focusedItem(view.harden.snapshot, view.nav);
  const title = item === undefined ? [] : [`${twoDigits(item.number)} ${item.title}`];
  const within = view.nav.within === undefined ? [] : [view.nav.within.title];
  const crumbs = ['Checklist', ...within, ...title];
  return { crumbs, right: position(view, crumbsWidth(crumbs)), body: body(view), hint: hint(view) };
}

function body(view: WalkView): readonly Line[] {
  const rows = bodyRows(view);
  const width = bodyColumns(view);
  if (hasTwoPanes(view))
    return sideBySide(itemRows(view, rows, LEFT_PANE), rightOf(view, rows, width - LEFT_PANE - 2), rows);
  if (view.nav.pane === 'entries') return itemPane(view, rows, width - 2).map((row) => [span(' '), ...row]);
  return [...itemRows(view, rows - 2, width), ...itemSummaryRows(view, width)];
}

/** The decisions of the item; on a wide terminal also what the one under the cursor is about. */
function rightOf(view: WalkView, rows: number, width: number): readonly Line[] {
  if (!hasThreePanes(view)) return itemPane(view, rows, width);
  const middle = Math.ceil((width - 2) * 0.54);
  const entry = focusedEntry(focusedItem(view.harden.snapshot, view.nav), view.nav);
  const size = { rows, width: width - middle - 3 };
  const object = entry?.kind === 'decision' ? objectPane(view, entry, size, 0) : [];
  return beside(itemPane(view, rows, middle), object, rows, middle);
}

/** `taken`: cells of the place, which is not cut for the sum. */
function position(view: WalkView, taken: number): Line {
  const { snapshot } = view.harden;
  if (snapshot === undefined) return BLANK;
  const all = allItems(snapshot, view.nav).length;
  const items = itemsOf(snapshot, view.nav);
  const at = cursorOf(items, view.nav.cursors[ITEMS_LIST]) + 1;
  const totals = listedTotals(snapshot, view.nav);
  const filter = filterWord(view, items.length, all);
  if (filter !== '') return line(span(filter, 'accent'), `   item ${at} of ${items.length}`);
  if (nothingText(snapshot) !== undefined) return line('nothing found');
  const marked = markedIn(focusedItem(snapshot, view.nav), view.nav);
  if (marked.length > 0) return line(span(`${marked.length} marked`, 'accent'));
  const texts = [
    ...(hasTwoPanes(view)
      ? [
          `${decisionsDo('cover', totals)} ${count(totals.findings, 'finding')}   item ${at} of ${items.length}`,
          `${decisionsInRows(totals)}   item ${at} of ${items.length}`,
        ]
      : []),
    `${decisionsInRows(totals)}  ${at}/${items.length}`,
  ];
  return line(texts.find((text) => displayWidth(text) + taken <= bodyColumns(view)) ?? texts.at(-1) ?? '');
}

/** "<re>[12/340]" for the list that has the focus. */
function filterWord({ harden, nav }: WalkView, shown: number, all: number): string {
  if (nav.pane === 'items') {
    const filter = nav.filters[ITEMS_LIST] ?? '';
    return filter === '' ? '' : `<${cutMiddle(printable(filter), LONGEST_FILTER)}>[${shown}/${all}]`;
  }
  const item = focusedItem(harden.snapshot, nav);
  const filter = item === undefined ? '' : (nav.filters[entriesList(item.id)] ?? '');
  if (item === undefined || filter === '') return '';
  const whole = entriesOf(item, { ...nav, filters: {} }).length;
  return `<${cutMiddle(printable(filter), LONGEST_FILTER)}>[${entriesOf(item, nav).length}/${whole}]`;
}

/** Whether everything was read, and how much is hidden: shown and not shown make all. */
function hint(view: WalkView): string {
  const { snapshot } = view.harden;
  if (snapshot === undefined) return 'Nothing read yet.';
  const nothing = nothingText(snapshot);
  if (nothing !== undefined) return nothing;
  const coverage = coverageView(snapshot);
  const { unreadable } = coverage;
  const { objects } = snapshot.totals;
  const { platform, waived, answered } = unlisted(snapshot, view.nav);
  const whole = wholeText(coverage, snapshot.complete);
  const gaps = (words: string): string =>
    unreadable.length === 0 ? '' : ` ${unreadable.length} ${words} (${keyIn(view, 'items', 'coverage')}).`;
  const accepted = [
    ...(waived === 0 ? [] : [`${grouped(waived)} waived`]),
    ...(answered === 0 ? [] : [`${grouped(answered)} answered`]),
  ];
  const notShown = (words: string): string => {
    const parts = [...(platform === 0 ? [] : [`${words} (${keyIn(view, 'items', 'platform')})`]), ...accepted];
    return parts.length === 0 ? '' : ` Not shown: ${parts.join(', ')}.`;
  };
  const { polled } = view.harden;
  const followed = polled === undefined ? '' : ` Not followed: ${nameSome(polled.kinds, 2)}.`;
  const folds = notShown(`${grouped(platform)} platform`);
  const short = `${gaps('unreadable')}${followed}${folds}`;
  const long = notShown(count(platform, 'platform finding'));
  if (view.harden.phase === 'stale') return `Out of date: the connection was lost.${folds}`;
  const texts = [
    `${whole}, ${count(objects, 'object')}.${gaps('not readable')}${followed}${long}`,
    `${whole}, ${count(objects, 'object')}.${short}`,
    `${whole}.${short}`,
    `${wholeWord(coverage, snapshot.complete)}.${short}`,
  ];
  return texts.find((text) => text.length < bodyColumns(view) - 1) ?? texts.at(-1) ?? '';
}
