/** A picture that is not kept current says so in the header and in the message line. */
import { expect, test } from 'vitest';
import { atChecklist, testControl } from '../support/control.ts';
import { fakeCommands } from '../support/walk-commands.ts';

test('a lost connection shows how long it is lost and when it is tried again', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  walk.control.nav.setState({ flash: undefined });
  walk.control.store.setState({ phase: 'stale', since: 958_000, retryAt: 1_007_100 });
  expect(walk.text()).toContain('STALE 42s retry 8s');
  expect(walk.text()).toContain('Out of date: the connection was lost. Not shown: 12 platform (.).');
  expect(walk.text()).not.toContain('Complete');
  walk.advance(8000);
  expect(walk.text()).toMatch(/STALE 50s {2}WRITES ASK/);
});

test('what cannot be followed is named, with its age and when it is read next', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  walk.control.nav.setState({ flash: undefined });
  const polled = { kinds: ['Pod', 'Role', 'RoleBinding'], readAt: 988_000, nextAt: 1_018_000 };
  walk.control.store.setState({ polled });
  expect(walk.text()).toContain('STALE 12s retry 18s');
  expect(walk.text()).toContain('Not followed: Pod, Role and 1 more.');
  expect(walk.text()).not.toContain('LIVE');
  walk.advance(8000);
  expect(walk.text()).toMatch(/STALE 20s retry 10s/);
});
