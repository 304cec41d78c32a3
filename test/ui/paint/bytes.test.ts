/** What a move of the cursor costs on the line to the terminal. */
import { afterEach, expect, test } from 'vitest';
import { scanReference } from '../../reference/scan.ts';
import type { Harness } from '../../support/render.tsx';
import { KEYS, startWalk } from '../../support/render.tsx';
import { fakeCommands } from '../../support/walk-commands.ts';

let walk: Harness;
afterEach(() => walk.unmount());

async function open(...keys: readonly string[]): Promise<void> {
  walk = startWalk({ commands: fakeCommands(), state: { phase: 'live', snapshot: await scanReference() } });
  await walk.keys(...keys);
}

async function bytesOf(...keys: readonly string[]): Promise<readonly number[]> {
  const costs: number[] = [];
  for (const key of keys) {
    const before = walk.screen.bytes;
    await walk.step(key);
    costs.push(walk.screen.bytes - before);
  }
  return costs;
}

const MOVES = ['j', 'k', 'j', 'k'];

test('within the decisions of an item a move takes at most 300 bytes', async () => {
  await open(KEYS.enter, 'k', KEYS.tab, 'g', 'j');
  expect(walk.text()).toContain('02  RBAC, least privilege');
  expect(Math.max(...(await bytesOf(...MOVES)))).toBeLessThanOrEqual(300);
});

test('where what is below the list changes with it, a move takes at most 600 bytes', async () => {
  await open(KEYS.enter, KEYS.tab, 'g', 'j');
  expect(walk.text()).toContain('03  Pod Security Standards');
  expect(Math.max(...(await bytesOf(...MOVES)))).toBeLessThanOrEqual(600);
});

test('in the items the pane beside them changes with it: less than its cells', async () => {
  await open(KEYS.enter, 'g', 'j');
  const costs = await bytesOf(...MOVES);
  expect(Math.min(...costs)).toBeGreaterThan(0);
  expect(Math.max(...costs)).toBeLessThanOrEqual(1500);
});

test('a key that changes nothing writes nothing', async () => {
  await open(KEYS.enter, 'g');
  expect(await bytesOf('g', 'k')).toEqual([0, 0]);
});
