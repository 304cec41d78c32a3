import { expect, test } from 'vitest';
import { createEngine, createRegistry, readRow, readSetting, setFor, tablesOf } from '../../src/engine/index.ts';
import { createInventory } from '../../src/inventory/index.ts';
import { defineCheck, defineFact, must } from '../../src/plugin-api/index.ts';
import { colours, settable } from '../support/settable.ts';

const PLUGIN = { apiVersion: 1, name: 'labels', title: 'Labels', checks: [settable] } as const;

test.each([
  ['allowed', 'a, b,,', ['a', 'b']],
  ['allowed', ['a'], ['a']],
  ['allowed', '', []],
  ['least', '2', 2],
  ['least', 2, 2],
  ['strict', 'false', false],
  ['strict', false, false],
  ['mode', 'all', 'all'],
])('%s takes %j', (name, given, value) => {
  expect(readSetting(settable, name, given)).toEqual({ value });
});

test.each([
  ['allowed', [1], 'Write a list, with commas between its items.'],
  ['allowed', null, 'Write a list, with commas between its items.'],
  ['least', 'two', 'Write a number.'],
  ['least', '0', 'It must be 1 or more.'],
  ['strict', 'yes', 'Write true or false.'],
  ['mode', 1.2, 'Write text.'],
  ['mode', 'most', 'Choose from any, all.'],
  ['other', '', 'labels/colour has no setting "other". It has allowed, least, strict, mode.'],
])('%s refuses %j', (name, given, problem) => {
  expect(readSetting(settable, name, given)).toEqual({ problem });
});

test('what is set to its default is not told', () => {
  const settings = new Map([['labels/colour', { allowed: ['team'], least: 3 }]]);
  expect(setFor(settable, { settings }).settings).toEqual({ least: 3 });
  expect(setFor(settable, {})).toEqual({ settings: {}, tables: {} });
});

test('a check sees what was set, and the rows that were added', () => {
  const inventory = createInventory();
  const metadata = { name: 'shop', uid: '1', labels: { blue: '' } };
  inventory.apply({
    type: 'upsert',
    kind: 'Namespace',
    items: [{ object: { apiVersion: 'v1', kind: 'Namespace', metadata } }],
  });
  for (const kind of ['Namespace', 'Pod'] as const)
    inventory.apply({ type: 'coverage', kind, coverage: { state: 'full' } });
  const messages = (options: Pick<Parameters<typeof createEngine>[0], 'settings' | 'tables'>) => {
    const engine = createEngine({ checks: [settable], inventory, sourceType: 'live', context: 'c', ...options });
    engine.evaluateAll();
    return engine.findings().map(({ message }) => message);
  };
  expect(messages({})).toEqual(['None of red, team.']);
  expect(messages({ settings: new Map([['labels/colour', { allowed: ['owner'] }]]) })).toEqual(['None of owner, red.']);
  expect(messages({ tables: new Map([['colours', [{ name: 'blue', tones: [], kind: 'b' }]]]) })).toEqual([]);
});

test.each([
  [{ name: 'blue', kind: 'b' }, { row: { name: 'blue', tones: [], kind: 'b' } }],
  [{ name: 'blue', kind: 'b', tones: ['sky'] }, { row: { name: 'blue', tones: ['sky'], kind: 'b' } }],
  ['blue', { problem: 'It must be a map.' }],
  [{ name: 'blue', kind: 'b', tone: 'x' }, { problem: 'There is no column "tone". It has name, tones, kind.' }],
  [{ kind: 'b' }, { problem: 'name: It is required.' }],
  [{ name: 7, kind: 'b' }, { problem: 'name: Write a text.' }],
  [{ name: 'grey', kind: 'b' }, { problem: 'name: Grey is no colour.' }],
  [{ name: 'blue', kind: 'c' }, { problem: 'kind: Choose from a, b.' }],
  [{ name: 'blue', kind: 'b', tones: 'sky' }, { problem: 'tones: Write a list of texts.' }],
])('the row %j gives %j', (given, read) => {
  expect(readRow(colours, given)).toEqual(read);
});

test('the tables of a check are its own and those of its facts', () => {
  const fact = defineFact({
    name: 'colours',
    scope: 'cluster',
    reads: [must('Namespace')],
    tables: [colours],
    derive: () => 1,
  });
  const { tables: _, ...rest } = settable;
  expect(tablesOf({ ...settable, reads: [must.fact(fact)] })).toEqual([colours]);
  expect(tablesOf({ ...rest, reads: [must.fact(fact)] })).toEqual([colours]);
  expect(tablesOf(defineCheck({ ...rest, settings: {} }))).toEqual([]);
});

test('a table that is not declared cannot be read', () => {
  const inventory = createInventory();
  inventory.apply({
    type: 'upsert',
    kind: 'Namespace',
    items: [{ object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } } }],
  });
  for (const kind of ['Namespace', 'Pod'] as const)
    inventory.apply({ type: 'coverage', kind, coverage: { state: 'full' } });
  const { tables: _, ...rest } = settable;
  const engine = createEngine({ checks: [rest], inventory, sourceType: 'live', context: 'c' });
  engine.evaluateAll();
  expect(engine.results(rest)[0]).toMatchObject({
    status: 'error',
    evidence: [{ text: 'the check itself failed: labels/colour uses the table colours without declaring it' }],
  });
});

test('one name cannot be a setting and an input', () => {
  const both = { ...settable, settings: { colour: { describe: 'Colour.', default: 'red' } } };
  expect(() => createRegistry([{ ...PLUGIN, checks: [both] }], ['workloads'])).toThrow(
    'check labels/colour: colour is a setting and an input',
  );
});
