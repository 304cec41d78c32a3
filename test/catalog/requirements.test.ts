/** Guides and frameworks, requirement by requirement, with what answers each. */
import { expect, test } from 'vitest';
import { PLUGINS } from '../../plugins/index.ts';
import { FRAMEWORKS } from '../../src/catalog/frameworks.ts';
import { SECTIONS } from '../../src/catalog/guides.ts';
import { ITEMS } from '../../src/catalog/items.ts';
import { FRAMEWORK_NAMES, GUIDES } from '../../src/catalog/names.ts';
import { frameworkRequirements, guideRequirements } from '../../src/cli/compose/requirements.ts';

const CHECKS = PLUGINS.flatMap(({ checks }) => checks);

/** Sections that no check answers yet. One that is answered is taken from this list. */
const UNANSWERED: readonly string[] = [];

test('both guides are listed in whole, and every section has items and checks', () => {
  const rows = GUIDES.flatMap((guide) => guideRequirements(guide, CHECKS));
  expect(rows.map(({ control }) => control)).toEqual(SECTIONS.map(({ id }) => id));
  expect(rows.filter(({ items }) => items.length === 0)).toEqual([]);
  expect(rows.filter(({ checks }) => checks.length === 0).map(({ control }) => control)).toEqual(UNANSWERED);
});

test('items ask for sections that the guides have', () => {
  const known = new Set(SECTIONS.map(({ id }) => id));
  expect(ITEMS.flatMap(({ guide }) => guide.filter((section) => !known.has(section)))).toEqual([]);
});

test.each(FRAMEWORK_NAMES)('%s: each requirement stands once, and no check refers to one that is not there', (name) => {
  const rows = frameworkRequirements(name, CHECKS);
  expect(new Set(rows.map(({ control }) => control)).size).toBe(rows.length);
  const referred = CHECKS.filter(({ meta }) => meta.refs.some(({ framework }) => framework === name));
  const listed = new Set(rows.flatMap(({ checks }) => checks));
  expect(referred.filter(({ meta }) => !listed.has(meta.id))).toEqual([]);
});

test('the CIS benchmark has its five sections with their numbers in order', () => {
  const cis = FRAMEWORKS.find(({ id }) => id === 'cis-k8s')?.controls ?? [];
  const bySection = Map.groupBy(cis, ({ id }) =>
    id
      .split('.')
      .slice(0, id.startsWith('2.') ? 1 : 2)
      .join('.'),
  );
  expect([...bySection].map(([section, own]) => [section, own.length])).toEqual([
    ['1.1', 21],
    ['1.2', 30],
    ['1.3', 7],
    ['1.4', 2],
    ['2', 7],
    ['3.1', 3],
    ['3.2', 2],
    ['4.1', 10],
    ['4.2', 14],
    ['4.3', 1],
    ['5.1', 13],
    ['5.2', 12],
    ['5.3', 2],
    ['5.4', 2],
    ['5.5', 1],
    ['5.6', 4],
  ]);
  for (const [, own] of bySection)
    expect(own.map(({ id }) => Number(id.split('.').at(-1)))).toEqual(own.map((_, index) => index + 1));
});

test('a technique is answered by checks that refer to a part of it', () => {
  const rows = frameworkRequirements('mitre-attack', CHECKS);
  expect(rows.find(({ control }) => control === 'T1552')?.checks).toContain('network/default-deny-egress');
});
