/** Screen 3: one row a namespace, and what is behind the one with the cursor. */

import { HEAT_AREAS, type NamespaceRow } from '../../../model/namespaces/row.ts';
import type { ScanSnapshot } from '../../../model/snapshot.ts';
import { printable } from '../../../text/printable.ts';
import { cutEnd, cutMiddle, wrap } from '../../../text/width.ts';
import { count, grouped } from '../../../text/words.ts';
import { listRows } from '../../components/list.ts';
import { bodyColumns, bodyRows } from '../../frame/size.ts';
import { GLYPHS } from '../../glyphs.ts';
import { keyIn } from '../../rebind.ts';
import { cursorOf } from '../../select/checklist.ts';
import { allNamespaces, NAMESPACES_LIST, namespacesOf } from '../../select/namespaces.ts';
import { newsOfNamespaces, newsText } from '../../select/news.ts';
import { cutApart } from '../../text/cut-apart.ts';
import { BLANK, type Line, line, span } from '../../text/line.ts';
import type { ScreenContent, WalkView } from '../../types.ts';
import { behindRow } from './behind.ts';
import { factsOf } from './facts.ts';
import { columnsFor, headerRow, namespaceRow } from './row.ts';

/** Rows of the list that stay when the terminal is low, before explanations do. */
const LIST_FIRST = 6;
const SORTED = { worst: 'by worst, then most to decide', decisions: 'by most to decide', name: 'by name' } as const;

export function namespacesView(view: WalkView): ScreenContent {
  const rows = namespacesOf(view.harden.snapshot, view.nav);
  return { crumbs: ['Checklist', 'Namespaces'], right: position(view, rows), body: body(view, rows), hint: hint(view) };
}

function position({ harden: { snapshot }, nav, ...view }: WalkView, rows: readonly NamespaceRow[]): Line {
  const filter = nav.filters[NAMESPACES_LIST] ?? '';
  const all = allNamespaces(snapshot, nav.isUnfolded).length;
  if (filter !== '') return line(span(`<${cutMiddle(printable(filter), 24)}>[${rows.length}/${all}]`, 'accent'));
  const names = rows.reduce((sum, row) => sum + row.names.length, 0);
  const amount = `${count(rows.length, 'row')} of ${count(names, 'namespace')}`;
  return line(bodyColumns(view) < 100 ? amount : `${amount}   ${SORTED[nav.namespaceSort]}`);
}

function body(view: WalkView, rows: readonly NamespaceRow[]): readonly Line[] {
  const { snapshot } = view.harden;
  if (snapshot === undefined) return [BLANK, line('  Nothing read yet. Namespaces appear as they are read.')];
  if (rows.length === 0) return [BLANK, line(`  ${emptyText(view)}`)];
  const width = bodyColumns(view);
  const cursor = cursorOf(rows, view.nav.cursors[NAMESPACES_LIST]);
  const focused = rows[cursor];
  const below = focused === undefined ? [] : belowRows(view, snapshot, focused, width);
  const size = { room: Math.max(LIST_FIRST, bodyRows(view) - 1 - below.length), width };
  const newsOf = newsOfNamespaces(snapshot, view.nav);
  const columns = columnsFor(width, rows);
  const names = cutApart(rows.map(({ title }) => ({ text: printable(title), width: columns.name })));
  const list = listRows(view, NAMESPACES_LIST, rows, size, (row, at) =>
    line(' ', ...namespaceRow(row, names[at] ?? '', columns, newsOf(row.names))),
  );
  return [headerRow(columns, moreText(list.above, list.below)), ...list.lines, ...below];
}

function emptyText(view: WalkView): string {
  const { nav } = view;
  const filter = nav.filters[NAMESPACES_LIST] ?? '';
  return filter === ''
    ? 'No namespace was read.'
    : `Nothing matches ${printable(filter)}. ${keyIn(view, 'namespaces', 'back')} clears the filter.`;
}

function moreText(above: number, below: number): string {
  return [
    ...(above > 0 ? [`${GLYPHS.up} ${count(above, 'row')}`] : []),
    ...(below > 0 ? [`${GLYPHS.down} ${count(below, 'row')}`] : []),
  ].join('  ');
}

/** What is folded, what the letters mean, and what is behind the row: the last as long as there is room. */
function belowRows(view: WalkView, snapshot: ScanSnapshot, row: NamespaceRow, width: number): readonly Line[] {
  const shown = (texts: readonly string[]) => texts.map((text) => line('  ', cutEnd(text, width - 4)));
  const { level, worst } = behindRow(snapshot, row, view.nav.isUnfolded, keyIn(view, 'namespaces', 'open'));
  const news = newsText(newsOfNamespaces(snapshot, view.nav)(row.names));
  const last = [...worst, ...(news === '' ? [] : [`Not as it was: ${news}.`])];
  const behind = [BLANK, ...shown([level, ...last])];
  const whole = [BLANK, ...shown([level, ...factsOf(snapshot, row, view.nav.isUnfolded), ...last])];
  const folded = foldedRows(view, snapshot, width);
  const room = bodyRows(view) - 1 - LIST_FIRST;
  const legend = legendRows(width);
  for (const parts of [[...folded, ...legend, ...whole], [...folded, ...whole], whole, [...folded, ...behind], behind])
    if (parts.length <= room) return parts;
  return behind.slice(0, Math.max(0, room));
}

function foldedRows(view: WalkView, snapshot: ScanSnapshot, width: number): readonly Line[] {
  const names = snapshot.namespaces.filter(({ isPlatform }) => isPlatform === true).map(({ name }) => printable(name));
  if (names.length === 0 || view.nav.isUnfolded) return [];
  const findings = count(snapshot.totals.platform, 'finding');
  const text = `${count(names.length, 'platform namespace')} folded, ${findings} (${keyIn(view, 'namespaces', 'platform')} unfolds): ${names.join(', ')}`;
  return [BLANK, line('  ', span(cutEnd(text, width - 4), 'text.dim'))];
}

function legendRows(width: number): readonly Line[] {
  const areas = HEAT_AREAS.map(({ letter, title }) => `${letter} ${title}`).join('  ');
  const { waiting, low, medium, high, critical } = GLYPHS;
  const marks = `${waiting} none  ${low} low  ${medium} medium  ${high} high  ${critical} critical`;
  const texts = [`Areas  ${areas}`, `Marks  ${marks}   IN, OUT  default deny`];
  return [BLANK, ...texts.flatMap((text) => wrap(text, width - 4).map((part) => line('  ', span(part, 'text.dim'))))];
}

function hint(view: WalkView): string {
  const {
    harden: { snapshot },
    nav,
  } = view;
  if (snapshot === undefined) return 'Nothing read yet.';
  const shown = allNamespaces(snapshot, nav.isUnfolded).reduce((sum, { findings }) => sum + findings, 0);
  return `${grouped(shown)} findings in these rows. The list keeps its order; ${keyIn(view, 'namespaces', 'sort-again')} sorts it again.`;
}
