import { expect, test } from 'vitest';
import { parseCommandLine } from '../../src/cli/args/parse.ts';
import { readSetFlags } from '../../src/cli/args/set-flags.ts';
import { COMMANDS, ROOT } from '../../src/cli/commands.ts';
import { describeCheck } from '../../src/cli/compose/check-entry.ts';
import { settingsIn } from '../../src/cli/config/config-values.ts';
import { createRegistry } from '../../src/engine/index.ts';
import { colours, settable } from '../support/settable.ts';

const registry = createRegistry(
  [{ apiVersion: 1, name: 'labels', title: 'Labels', checks: [settable] }],
  ['workloads'],
  [{ id: 'acme/colour', from: 'labels/color', severity: 'low' }],
);

function set(...values: readonly string[]) {
  const argv = ['scan', ...values.flatMap((value) => ['--set', value])];
  return readSetFlags(parseCommandLine(argv, ROOT, COMMANDS, 'kubectl harden').flags, registry);
}

test('one flag sets settings and inputs, under the id that the check has now', () => {
  const { settings, inputs } = set('labels/color.allowed=a,b', 'labels/colour.least=2', 'labels/colour.colour=red');
  expect(settings).toEqual(new Map([['labels/colour', { allowed: ['a', 'b'], least: 2 }]]));
  expect(inputs).toEqual(new Map([['labels/colour', { colour: 'red' }]]));
});

test.each([
  ['labels/colour.least=none', 'Write a number.'],
  ['labels/colour.colour=green', 'Choose from red, blue.'],
  ['labels/colour.tone=x', 'It takes allowed, least, strict, mode, colour.'],
  ['labels/colour', 'Write it as CHECK.NAME=VALUE.'],
])('--set %s is refused', (text, hint) => {
  expect(() => set(text)).toThrow(expect.objectContaining({ exitCode: 2, hint: expect.stringContaining(hint) }));
});

test('an input may be for some subjects only', () => {
  const { inputs } = set(
    'labels/colour.colour=red',
    'labels/colour.colour@a=blue',
    'labels/colour.colour@b/Ingress/x.y=red',
  );
  expect(inputs).toEqual(
    new Map([['labels/colour', { colour: 'red', 'colour@a': 'blue', 'colour@b/Ingress/x.y': 'red' }]]),
  );
});

test.each([
  ['labels/colour.colour@=red', 'Write what it is for as NAMESPACE, NAMESPACE/KIND/NAME or KIND/NAME, not "".'],
  ['labels/colour.colour@a/web=red', 'not "a/web".'],
  ['labels/colour.colour@a=green', 'Choose from red, blue.'],
  ['labels/colour.tone@a=x', 'It takes allowed, least, strict, mode, colour.'],
  ['labels/colour.least@a=2', 'least is a setting of the whole check: write it as labels/colour.least=VALUE.'],
])('--set %s is refused', (text, hint) => {
  expect(() => set(text)).toThrow(expect.objectContaining({ exitCode: 2, hint: expect.stringContaining(hint) }));
});

test('the settings of the file are read by check, a check of the operator brings its own', () => {
  const config = {
    settings: { 'labels/color': { least: 3 }, 'acme/colour': { mode: 'all' } },
    checks: [{ id: 'acme/colour', from: 'labels/color', settings: { allowed: ['own'], mode: 'any' } }],
  };
  expect(settingsIn(config, 'config.yaml', registry)).toEqual(
    new Map<string, object>([
      ['acme/colour', { allowed: ['own'], mode: 'all' }],
      ['labels/colour', { least: 3 }],
    ]),
  );
});

test('a check is described with what counts now', () => {
  const settings = new Map([['acme/colour', { least: 3 }]]);
  const tables = new Map([['colours', [{ name: 'blue', tones: [], kind: 'b' }]]]);
  const own = registry.find('acme/colour');
  if (own === undefined) throw new Error('it is not registered');
  const entry = describeCheck(own, { registry, settings, tables });
  expect(entry).toMatchObject({ id: 'acme/colour', area: 'acme', severity: 'low', aliases: [], from: 'labels/colour' });
  expect(describeCheck(settable, { registry, settings, tables }).from).toBeNull();
  expect(entry.settings[1]).toEqual({ name: 'least', describe: 'How many.', default: 1, value: 3 });
  const { id, describe, asOf, source } = colours;
  expect(entry.tables).toEqual([{ id, describe, asOf, source, rows: 1, added: tables.get('colours') }]);
});
