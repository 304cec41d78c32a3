/** Every check of the catalogue is listed under its id or under an alias. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHome } from '../support/program.ts';
import { CATALOGUE } from './catalogue.ts';

const home = createHome();
let listed: ReadonlySet<string>;
beforeAll(async () => {
  const { stdout } = await home.run(['checks', '-o', 'json']);
  const entries = JSON.parse(stdout) as readonly { readonly id: string; readonly aliases: readonly string[] }[];
  listed = new Set(entries.flatMap(({ id, aliases }) => [id, ...aliases]));
});
afterAll(() => home.remove());

test('checks -o json lists the catalogue', () => {
  expect(CATALOGUE.filter((id) => !listed.has(id))).toEqual([]);
});

test('each id stands once', () => {
  expect(new Set(CATALOGUE).size).toBe(CATALOGUE.length);
  expect(CATALOGUE.length).toBeGreaterThanOrEqual(130);
});
