/** Where nothing found the walk says so: nobody may choose for a clean bill. */
import { expect, test } from 'vitest';
import { atChecklist, testControl } from '../../../support/control.ts';
import { SNAPSHOT, snapshotWithout } from '../../../support/snapshot.ts';
import { fakeCommands } from '../../../support/walk-commands.ts';

const EMPTY = {
  ...snapshotWithout(...SNAPSHOT.decisions.map(({ id }) => id)),
  totals: { objects: 0, findings: 0, decisions: 0, platform: 0 },
  messages: [{ level: 'error', text: 'no Kubernetes objects found in ./empty' }],
  complete: false,
} as const;

test('a folder without objects is told on the first screen and in the checklist', async () => {
  const walk = testControl(fakeCommands(), { snapshot: EMPTY });
  const text = 'No objects found: no Kubernetes objects found in ./empty.';
  expect(walk.text()).toContain(text);
  await atChecklist(walk);
  walk.control.nav.setState({ flash: undefined });
  expect(walk.text()).toContain(text);
  expect(walk.text()).not.toContain('0 decisions cover 0 findings');
});
