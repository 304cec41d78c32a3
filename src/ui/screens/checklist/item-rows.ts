/** The list of items: mark, number, title, how much there is to decide, worst severity, how it is known. */

import { followText, type ItemSummary } from '../../../model/snapshot.ts';
import { printable } from '../../../text/printable.ts';
import { cutMiddle, padEnd, padStart, wrap } from '../../../text/width.ts';
import { LEFT_PANE } from '../../components/panes.ts';
import { GLYPHS } from '../../glyphs.ts';
import { keyIn } from '../../rebind.ts';
import { allItems, cursorOf, ITEMS_LIST, itemsOf } from '../../select/checklist.ts';
import { type News, newsOfItem, newsText } from '../../select/news.ts';
import { BLANK, inFocus, type Line, line, listed, type Span, span, spread, strong, toWidth } from '../../text/line.ts';
import type { Readiness, WalkView } from '../../types.ts';
import { severityWord, statusMark, twoDigits } from '../../words.ts';
import { essentialsRow, furtherRow } from './item-headers.ts';

interface Row {
  readonly line: Line;
  readonly isCursor: boolean;
}

/** Exactly `rows` rows; the list scrolls so that the cursor stays visible. */
export function itemRows(view: WalkView, rows: number, width: number): readonly Line[] {
  const items = itemsOf(view.harden.snapshot, view.nav);
  if (items.length === 0) return [BLANK, ...emptyRows(view, width)];
  const cursor = cursorOf(items, view.nav.cursors[ITEMS_LIST]);
  const isWide = width > LEFT_PANE;
  const all = layout(items, cursor, view, width);
  const at = all.findIndex(({ isCursor }) => isCursor);
  const room = rows - 1;
  const start = view.windowOf(ITEMS_LIST, at <= 1 ? 0 : at, room, all.length);
  const shown = all.slice(start, start + room).map(({ line: row }) => row);
  while (shown.length < room) shown.push(BLANK);
  const below = Math.max(0, all.length - start - room);
  return [...shown, isWide ? more(below, width) : tally(view, items, below)];
}

function emptyRows(view: WalkView, width: number): readonly Line[] {
  const filter = view.nav.filters[ITEMS_LIST] ?? '';
  if (allItems(view.harden.snapshot, view.nav).length === 0)
    return [line('  Nothing read yet. Items appear as they are read.')];
  const key = (id: string): string => keyIn(view, 'items', id);
  return [
    `No item or decision matches ${printable(filter)}.`,
    `${key('clear')} clears the filter. ${key('pane')}, then ${key('filter')}: filter the decisions of one item.`,
  ].flatMap((text) => wrap(text, width - 4).map((part) => line('  ', part)));
}

function layout(items: readonly ItemSummary[], cursor: number, view: WalkView, width: number): readonly Row[] {
  const isWide = width > LEFT_PANE;
  const rows: Row[] = [];
  const essential = items.filter(({ essential: isEssential }) => isEssential);
  const further = items.filter(({ essential: isEssential }) => !isEssential);
  const add = (item: ItemSummary): void => {
    const isCursor = items[cursor] === item;
    const place = { list: ITEMS_LIST, id: item.id, index: items.indexOf(item), isCursor };
    rows.push({ line: listed(itemRow(item, isCursor, view, width), place), isCursor });
  };
  if (essential.length > 0) rows.push({ line: essentialsRow(view, essential.length, isWide), isCursor: false });
  for (const item of essential) add(item);
  if (further.length > 0) {
    if (rows.length > 0) rows.push({ line: BLANK, isCursor: false });
    rows.push({ line: furtherRow(view, further, isWide), isCursor: false });
  }
  for (const item of further) add(item);
  return rows;
}

function itemRow(item: ItemSummary, isCursor: boolean, view: WalkView, width: number): Line {
  const mark = isCursor ? span(GLYPHS.cursor, view.nav.pane === 'items' ? 'accent' : 'text.dim') : span(' ');
  const number = twoDigits(item.number);
  const news = newsOfItem(item, view.nav);
  const row = width > LEFT_PANE ? wideRow(item, number, news) : paneRow(item, number, news);
  if (!isCursor) return line(mark, ...row);
  return view.nav.pane === 'items' ? inFocus(line(mark, ...row), width) : strong(line(mark, ...row));
}

/** 48 cells: either the number and the severity, or a word why there is none. */
function paneRow(item: ItemSummary, number: string, news: News): Line {
  const word = item.rows.length > 0 ? '' : newsText(news) || stateWord(item);
  const room = Math.min(27, 45 - 6 - word.length);
  const left = line(statusMark(item.status), ` ${number} `, cutMiddle(item.title, room));
  if (item.rows.length > 0) {
    const amount = padStart(String(item.rows.length), 5);
    const fresh = news.size === 0 ? '    ' : span(` ${padEnd(newsText(news, 2), 2)} `, 'accent');
    return line(...toWidth(left, 32), amount, fresh, severityWord(item.worst));
  }
  return line(...spread(left, line(span(word, news.size === 0 ? 'text.dim' : 'accent')), 45));
}

/** One pane: all three columns. */
function wideRow(item: ItemSummary, number: string, news: News): Line {
  const amount = item.rows.length === 0 ? '' : String(item.rows.length);
  return line(
    ...toWidth(line(statusMark(item.status), ` ${number} `, cutMiddle(item.title, 34)), 40),
    padStart(amount, 4),
    '  ',
    ...toWidth(line(severityWord(item.worst)), 7),
    item.rows.length > 0 ? readinessNote(item) : span(stateWord(item), 'text.dim'),
    span(news.size === 0 ? '' : `  ${newsText(news)}`, 'accent'),
  );
}

function stateWord(item: ItemSummary): string {
  if (item.note !== undefined) return item.note;
  return item.follows === undefined ? '' : followText(item.follows);
}

/** How many are ready; else what is missing. */
function readinessNote(item: ItemSummary): Span {
  const lead = (readiness: Readiness): number =>
    item.rows.filter(({ members: [first] }) => first?.readiness === readiness).length;
  if (lead('ready') > 0) return span(`${lead('ready')} ready`, 'ready');
  if (lead('review') > 0) return span(`${lead('review')} to review`, 'review');
  return lead('needs-input') > 0 ? span('needs-input', 'needs-input') : span('elsewhere', 'elsewhere');
}

function tally({ nav }: WalkView, items: readonly ItemSummary[], below: number): Line {
  if (nav.within !== undefined) return more(below, 48);
  const passing = items.filter(({ status }) => status === 'pass').length;
  const asking = items.filter(({ status }) => status === 'manual').length;
  const rest = below > 0 ? `${GLYPHS.down} ${below} rows` : '';
  return spread(
    line(
      ' ',
      statusMark('pass'),
      ` ${passing} ${passing === 1 ? 'passes' : 'pass'}   `,
      statusMark('manual'),
      ` ${asking} ${asking === 1 ? 'needs' : 'need'} your answer`,
    ),
    line(span(rest, 'text.dim')),
    46,
  );
}

function more(below: number, width: number): Line {
  return below === 0 ? BLANK : spread(BLANK, line(span(`${GLYPHS.down} ${below} rows`, 'text.dim')), width - 2);
}
