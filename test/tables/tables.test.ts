import { expect, test } from 'vitest';
import { TABLES } from '../../src/tables/index.ts';

test('each table has an id of its own, its source and a day', () => {
  expect(new Set(TABLES.map(({ id }) => id)).size).toBe(TABLES.length);
  for (const { id, source, asOf, describe } of TABLES) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect([source, describe]).not.toContain('');
    expect(new Date(`${asOf}T00:00:00Z`).toISOString().slice(0, 10)).toBe(asOf);
  }
});

test.each(TABLES.map((table) => [table.id, table] as const))('%s tells its rows apart', (_, { rows }) => {
  const texts = rows.map((row: object) => JSON.stringify(row));
  expect(new Set(texts).size).toBe(texts.length);
});
