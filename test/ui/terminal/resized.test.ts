/** The terminal changes its size while something is asked or written: every frame fits, and consent needs what it asks about. */
import { afterEach, expect, test } from 'vitest';
import { currentLocation } from '../../../src/store/nav.ts';
import { type Harness, KEYS, startWalk } from '../../support/render.tsx';
import { SNAPSHOT } from '../../support/snapshot.ts';
import { fakeCommands, planPreview, runResult } from '../../support/walk-commands.ts';

const SIZES = [
  [60, 12],
  [300, 100],
  [79, 17],
  [80, 24],
  [52, 10],
  [100, 12],
  [60, 100],
  [140, 40],
] as const;

let walk: Harness;
afterEach(() => walk.unmount());

/** The first row is the first of the frame and the last one its last: nothing has pushed them away. */
function expectWhole(columns: number, rows: number): void {
  const lines = walk.screen.lines();
  expect(lines).toHaveLength(rows);
  if (columns < 60 || rows < 12) return;
  expect(lines[0], `${columns}x${rows}`).toContain('prod-eu-1');
  expect(lines.at(-1), `${columns}x${rows}`).toMatch(/plan \d/);
}

test('while consent is asked for nothing is written, and what is too small says so', async () => {
  const commands = fakeCommands({ preview: async () => planPreview({ consent: { kind: 'yes' }, disruption: 'none' }) });
  walk = startWalk({ commands, state: { phase: 'live', snapshot: SNAPSHOT } });
  await walk.keys(KEYS.enter, 'd');
  walk.advance(1000);
  for (const [columns, rows] of SIZES) {
    await walk.resize(columns, rows);
    expectWhole(columns, rows);
    const isAsking = /y: apply/.test(walk.text());
    const isTooSmall = /Too small to say yes|needs 60x12/.test(walk.text());
    expect([isAsking, isTooSmall], `${columns}x${rows}`).toContain(true);
    if (!isTooSmall) continue;
    await walk.keys('y');
    expect(commands.count('apply'), `${columns}x${rows}`).toBe(0);
  }
  await walk.resize(100, 30);
  await walk.keys('y');
  expect(commands.count('apply')).toBe(1);
});

test('a text typed for consent is kept over every size', async () => {
  const commands = fakeCommands();
  walk = startWalk({ commands, state: { phase: 'live', snapshot: SNAPSHOT } });
  await walk.keys(KEYS.enter, 'd');
  walk.advance(1000);
  await walk.keys('pay');
  for (const [columns, rows] of SIZES) {
    await walk.resize(columns, rows);
    expectWhole(columns, rows);
    expect(walk.nav.getState().review?.typed).toBe('pay');
  }
  await walk.resize(100, 30);
  await walk.keys('ments', KEYS.enter);
  expect(commands.count('apply')).toBe(1);
});

test('while changes are written every frame is whole, and the result comes at any size', async () => {
  let release = (): void => undefined;
  const commands = fakeCommands({
    preview: async () => planPreview({ consent: { kind: 'yes' }, disruption: 'none' }),
    apply: (preview) =>
      new Promise((resolve) => {
        release = () => resolve(runResult(preview));
      }),
  });
  walk = startWalk({ commands, state: { phase: 'live', snapshot: SNAPSHOT } });
  await walk.keys(KEYS.enter, 'd');
  walk.advance(1000);
  await walk.keys('y');
  for (const [columns, rows] of SIZES) {
    await walk.resize(columns, rows);
    expectWhole(columns, rows);
    expect(currentLocation(walk.nav.getState()).screen).toBe('apply');
  }
  release();
  for (const [columns, rows] of SIZES) {
    await walk.resize(columns, rows);
    expectWhole(columns, rows);
    expect(currentLocation(walk.nav.getState()).screen).toBe('result');
  }
});
