/** The plan of an earlier walk comes back without what was done since. */
import { expect, test } from 'vitest';
import { atChecklist, testControl } from '../../support/control.ts';
import { fakeCommands } from '../../support/walk-commands.ts';

test('what is not there any more is not in the plan, and not in its number', async () => {
  const recall = async () => ({ skipped: [], plan: ['d-gone', 'd-deny'] });
  const walk = await atChecklist(testControl(fakeCommands({ recall })));
  expect(walk.control.nav.getState().plan).toEqual(['d-deny']);
  expect(walk.text()).toMatch(/plan 1 *$/);
});

test('while it is still read, what may come stays', async () => {
  const recall = async () => ({ skipped: [], plan: ['d-later'] });
  const walk = testControl(fakeCommands({ recall }), { phase: 'reading' });
  await walk.settle();
  expect(walk.control.nav.getState().plan).toEqual(['d-later']);
});
