/** Searching the text of a page: what matches is counted, n goes there, esc takes the search away before the page. */
import { expect, test } from 'vitest';
import { currentLocation } from '../../../src/store/nav.ts';
import { SNAPSHOT } from '../../support/snapshot.ts';
import { fakeCommands } from '../../support/walk-commands.ts';

const { KEYS, startWalk } = await import('../../support/render.tsx');

test('n goes to the next row that matches and begins anew after the last', async () => {
  const messages = Array.from({ length: 60 }, (_, at) => ({
    at: 1000 + at,
    level: 'info' as const,
    text: at % 25 === 20 ? `hit ${at}` : `other ${at}`,
  }));
  const walk = startWalk({ commands: fakeCommands({}), state: { phase: 'live', snapshot: SNAPSHOT, messages } });
  await walk.keys(KEYS.enter, ':messages', KEYS.enter, '/hit', KEYS.enter);
  expect(walk.text()).toContain('<hit>[2/60]');
  await walk.keys('n');
  expect(walk.nav.getState().scroll).toBe(20);
  await walk.keys('n');
  expect(walk.text()).toContain('hit 45');
  await walk.keys('n');
  expect(walk.nav.getState().scroll).toBe(20);
  await walk.keys('N');
  expect(walk.text()).toContain('hit 45');
  await walk.keys(KEYS.esc);
  expect(currentLocation(walk.nav.getState()).screen).toBe('page');
  expect(walk.text()).not.toContain('<hit>');
  await walk.keys(KEYS.esc);
  expect(currentLocation(walk.nav.getState()).screen).toBe('checklist');
  walk.unmount();
});
