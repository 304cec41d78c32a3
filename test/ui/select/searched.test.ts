/** What the four forms of a filter reach: items, their decisions and questions, the findings behind them, namespaces. */
import { expect, test } from 'vitest';
import { createNavStore } from '../../../src/store/nav.ts';
import { allEntries, entriesList, entriesOf, ITEMS_LIST, itemsOf } from '../../../src/ui/select/checklist.ts';
import { matcher } from '../../../src/ui/select/filter.ts';
import { allNamespaces } from '../../../src/ui/select/namespaces.ts';
import { searchedEntry, searchedNamespace } from '../../../src/ui/select/searched.ts';
import { SNAPSHOT } from '../../support/snapshot.ts';

const NAV = createNavStore().getState();
const ENTRIES = SNAPSHOT.items.flatMap(allEntries);
const DECISIONS = ENTRIES.flatMap((entry) => (entry.kind === 'decision' ? entry.row.members : []));

function itemsBy(filter: string): readonly string[] {
  return itemsOf(SNAPSHOT, { ...NAV, filters: { [ITEMS_LIST]: filter } }).map(({ id }) => id);
}

test('an item is found by what a finding in it says', () => {
  const finding = DECISIONS.flatMap(({ findings }) => findings)[0];
  const of = DECISIONS.find(({ findings }) => finding !== undefined && findings.includes(finding));
  expect(itemsBy(finding?.check ?? '-')).toContain(of?.item);
});

test('with and without an exclamation mark every row is in exactly one', () => {
  const all = itemsBy('');
  for (const filter of ['ready', 'payments', 'zzz'])
    expect([...itemsBy(filter), ...itemsBy(`!${filter}`)].toSorted()).toEqual(all.toSorted());
});

test('a selector takes the facts of decisions', () => {
  const found = ENTRIES.map(searchedEntry).filter(matcher('-l readiness=ready'));
  const ready = ENTRIES.filter((entry) => entry.kind === 'decision' && entry.lead.readiness === 'ready');
  expect(ready.length).toBeGreaterThan(0);
  expect(found).toEqual(ready.map(searchedEntry));
  const item = SNAPSHOT.items.find((each) => each.id === DECISIONS[0]?.item);
  const nav = { ...NAV, filters: { [entriesList(item?.id ?? '')]: '-l kind=question' } };
  expect(entriesOf(item, nav).every(({ kind }) => kind === 'question')).toBe(true);
});

test('letters in their order find a namespace', () => {
  const rows = allNamespaces(SNAPSHOT, true);
  const [first] = rows.filter(({ names }) => names.length > 0);
  const name = first?.names[0] ?? '';
  const letters = [...name].filter((_, at) => at % 2 === 0).join('');
  const found = rows.filter((row) => matcher(`-f ${letters}`)(searchedNamespace(row)));
  expect(found).toContain(first);
  expect(rows.filter((row) => matcher(`-l namespace=${name}`)(searchedNamespace(row)))).toEqual([first]);
});
