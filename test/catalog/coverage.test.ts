/** What other tools look at, and whether each has an answer that exists. */
import { expect, test } from 'vitest';
import { PLUGINS } from '../../plugins/index.ts';
import { CIS } from '../../src/catalog/controls/cis.ts';
import { COVERAGE } from '../../src/tools/coverage/index.ts';

const ROWS = COVERAGE.flatMap(({ rows }) => rows);

test('each row has checks or the reason why it has none', () => {
  for (const { topic, checks, why } of ROWS) {
    expect(checks.length > 0, topic).toBe(why === undefined);
    if (why !== undefined) expect(why, topic).toMatch(/^[A-Z].{10,}\.$/);
  }
});

test('checks that are named are there, or known to be missing', () => {
  const known = new Set([
    ...PLUGINS.flatMap(({ checks }) => checks.flatMap(({ meta }) => [meta.id, ...(meta.aliases ?? [])])),
  ]);
  expect(ROWS.flatMap(({ checks }) => checks.filter((id) => !known.has(id)))).toEqual([]);
});

test('every control of components and nodes is a row, and only what nobody can see goes without a check', () => {
  for (const { id, title, unseen } of CIS.filter((control) => !control.id.startsWith('5.'))) {
    const row = ROWS.find(({ topic }) => topic === `${id} ${title}`);
    if (unseen === undefined) expect(row?.checks.length, id).toBeGreaterThan(0);
  }
});

test('rows stand once in their part', () => {
  for (const { title, rows } of COVERAGE) expect(new Set(rows.map(({ topic }) => topic)).size, title).toBe(rows.length);
});

test('the union of what the field looks at is there', () => expect(ROWS.length).toBeGreaterThanOrEqual(330));
