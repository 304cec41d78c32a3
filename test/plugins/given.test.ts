/** A fixture gives inputs, settings and rows of tables as operators do, and they are held to the same rules. */
import { expect, test } from 'vitest';
import { unshown } from '../support/fixture-runner/honest.ts';
import { runFixture } from '../support/fixture-runner/run.ts';
import { readVocabulary } from '../support/fixture-runner/vocabulary.ts';
import { settable } from '../support/settable.ts';

const HEAD = { apiVersion: 'harden.kubectl.dev/v1alpha1', kind: 'FixtureSettings' };
const NAMESPACE = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'shop', labels: { owner: 'a', grey: 'b' } },
};

function statuses(given: object): readonly string[] {
  const fixture = readVocabulary([NAMESPACE, { ...HEAD, ...given }], 'fixture.yaml');
  return runFixture(settable, fixture).results.map(({ status }) => status);
}

test('settings and rows of tables reach the check', () => {
  expect(statuses({ inputs: { colour: 'red' } })).toEqual(['fail']);
  expect(statuses({ settings: { allowed: ['owner'] } })).toEqual(['pass']);
  expect(statuses({ tables: { colours: [{ name: 'owner', kind: 'a' }] } })).toEqual(['pass']);
});

test.each<[string, object, string]>([
  ['an input', { inputs: { color: 'red' } }, 'inputs.color'],
  ['the value of an input', { inputs: { colour: 'grey' } }, 'Choose from red, blue.'],
  ['a setting', { settings: { alowed: [] } }, 'settings.alowed'],
  ['the value of a setting', { settings: { least: 0 } }, 'It must be 1 or more.'],
  ['the type of a setting', { settings: { strict: 'maybe' } }, 'Write true or false.'],
  ['a table', { tables: { colors: [{ name: 'owner', kind: 'a' }] } }, 'tables.colors'],
  ['a column', { tables: { colours: [{ nam: 'owner', kind: 'a' }] } }, 'tables.colours[0]'],
  ['the value of a column', { tables: { colours: [{ name: 'grey', kind: 'a' }] } }, 'Grey is no colour.'],
  ['a member', { input: { colour: 'red' } }, 'input'],
  ['nothing', {}, 'it gives nothing'],
])('%s that the check does not take is refused', (_, given, words) => {
  expect(() => statuses(given)).toThrow(words);
});

test('a fixture gives all of it in one document', () => {
  const given = { ...HEAD, inputs: { colour: 'red' } };
  expect(() => readVocabulary([given, given], 'fixture.yaml')).toThrow('more than one FixtureSettings');
});

test('what may be given is given in some fixture', () => {
  const without = readVocabulary([NAMESPACE], 'fixture.yaml');
  const settings = { allowed: [], least: 1, strict: true, mode: 'all' };
  const all = readVocabulary([NAMESPACE, { ...HEAD, inputs: { colour: 'red' }, settings }], 'fixture.yaml');
  expect(unshown(settable, [without])).toContain('colour is given in no fixture');
  expect(unshown(settable, [without])).toHaveLength(5);
  expect(unshown(settable, [without, all])).toEqual([]);
});
