/** Every check of the catalogue is listed under its id or under an alias, but for those that are told to be missing. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHome } from '../support/program.ts';
import { CATALOGUE, PENDING } from './catalogue.ts';

const home = createHome();
let listed: ReadonlySet<string>;
beforeAll(async () => {
  const { stdout } = await home.run(['checks', '-o', 'json']);
  const entries = JSON.parse(stdout) as readonly { readonly id: string; readonly aliases: readonly string[] }[];
  listed = new Set(entries.flatMap(({ id, aliases }) => [id, ...aliases]));
});
afterAll(() => home.remove());

test('checks -o json lists the catalogue, less what is not built yet', () => {
  const pending = new Set(PENDING);
  expect(CATALOGUE.filter((id) => !listed.has(id) && !pending.has(id))).toEqual([]);
});

test('what is built is not told to be missing', () => {
  expect(PENDING.filter((id) => listed.has(id))).toEqual([]);
  expect(PENDING.filter((id) => !CATALOGUE.includes(id))).toEqual([]);
});

test('each id stands once', () => {
  expect(new Set(CATALOGUE).size).toBe(CATALOGUE.length);
  expect(CATALOGUE.length).toBeGreaterThanOrEqual(130);
});
