/** The schema for editors takes what the program takes, and refuses what it refuses. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseRecords } from '../../src/records/schema.ts';

const ROOT = join(import.meta.dirname, '../..');
const schema = JSON.parse(readFileSync(join(ROOT, 'docs/schema/records.v1alpha1.json'), 'utf8'));
const validate = new Ajv2020({ strict: false }).compile(schema);
const HEAD = { apiVersion: 'harden.kubectl.dev/v1alpha1', kind: 'Records' };
const RULE = { match: { check: 'a/b' }, reason: 'r', by: 'k', expires: '2027-01-01' };

function both(value: object): readonly boolean[] {
  return [validate(value) as boolean, !('problems' in parseRecords(value))];
}

test('the example of the documentation is taken by both', () => {
  const page = readFileSync(join(ROOT, 'docs/configuration.md'), 'utf8');
  const [, example = ''] = /```yaml\n(apiVersion: harden[\s\S]*?)```/.exec(page) ?? [];
  expect(both(parse(example))).toEqual([true, true]);
});

test.each([
  ['a rule', { waivers: [RULE] }, true],
  ['no list', { waivers: null }, true],
  [
    'a rule without a reason',
    { waivers: [{ ...RULE, reason: undefined }].map((each) => JSON.parse(JSON.stringify(each))) },
    false,
  ],
  ['a blank reason', { waivers: [{ ...RULE, reason: ' ' }] }, false],
  ['an empty match', { waivers: [{ ...RULE, match: {} }] }, false],
  ['a misspelt match', { waivers: [{ ...RULE, match: { chek: 'a' } }] }, false],
  ['an end that is no date', { waivers: [{ ...RULE, expires: 'soon' }] }, false],
  ['a waiver by neither', { waivers: [{ reason: 'r' }] }, false],
])('%s is judged alike', (_, value, is) => {
  expect(both({ ...HEAD, ...value })).toEqual([is, is]);
});
