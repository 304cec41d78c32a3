/** The smallest terminal that is supported: what may never leave it. */
import { expect, test } from 'vitest';
import { atChecklist, testControl } from '../support/control.ts';
import { KEYS, startWalk } from '../support/render.tsx';
import { SNAPSHOT } from '../support/snapshot.ts';
import { fakeCommands } from '../support/walk-commands.ts';

const SIZE = { columns: 60, rows: 12 };

async function small(state = {}) {
  const walk = await atChecklist(testControl(fakeCommands(), state));
  Object.assign(walk.size, SIZE);
  return walk;
}

test.each([
  ['live', 'apply', 'LIVE  WRITES ASK'],
  ['stale', 'read-only', 'STALE 1000s  READ-ONLY'],
] as const)('both words of the header are there: %s, %s', async (phase, mode, words) => {
  const walk = await small({ phase, mode, since: 0 });
  expect(walk.text().split('\n')[0]).toContain(words);
});

test('the way back and help stay in the footer', async () => {
  const walk = await small();
  const footer = () => walk.text().split('\n').at(-1);
  expect(footer()).toContain('? help');
  walk.press('tab');
  expect(footer()).toContain('esc back');
  expect(footer()).toContain('? help');
});

test('a menu that is longer than the screen scrolls with its cursor, between header and keys', async () => {
  const walk = startWalk({ ...SIZE, commands: fakeCommands(), state: { phase: 'live', snapshot: SNAPSHOT } });
  await walk.keys(KEYS.enter, '/non-root', KEYS.enter, KEYS.enter, KEYS.enter, KEYS.enter);
  const { overlay } = walk.nav.getState();
  if (overlay?.kind !== 'menu') throw new RangeError('the menu is not open');
  const more = Array.from({ length: 4 }, (_, at) => ({ label: `Way ${at}`, value: `way-${at}` }));
  walk.nav.setState({ overlay: { ...overlay, items: [...more, ...overlay.items] } });
  await walk.settle();
  const seen = new Set<string>();
  const total = Number(/1 of (\d+)/.exec(walk.text())?.[1]);
  expect(total).toBe(overlay.items.length + more.length);
  for (let at = 0; at < total; at++) {
    const [first = '', ...others] = walk.text().split('\n');
    expect(first).toContain('PROD prod-eu-1');
    expect(others.at(-1)).toContain('enter choose');
    seen.add(/▸ (.*\S)/.exec(walk.text())?.[1]?.trim() ?? '');
    await walk.keys('j');
  }
  expect(seen.size).toBe(total);
  expect(seen).toContain('Back');
  walk.unmount();
});

test('a failed preview offers nothing to scroll and nothing to go to', async () => {
  const commands = fakeCommands({ preview: async () => Promise.reject(new Error('cannot reach the server')) });
  const walk = await atChecklist(testControl(commands));
  walk.press('d');
  await walk.settle();
  expect(walk.text().split('\n').at(-1)).toMatch(/^ esc cancel {2}\? help +plan 0 *$/);
});
