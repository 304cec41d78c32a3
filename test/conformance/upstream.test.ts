/** The tables of this program against the control plane of the tests: what is new upstream is read, or left out on purpose. */
import { expect, test } from 'vitest';
import { cluster } from '../support/cluster.ts';
import { gapsOf } from '../upstream/compare.ts';
import { askUpstream } from '../upstream/facts.ts';

test('nothing of the Kubernetes under test is missing', async () => {
  const upstream = await askUpstream(cluster().api);
  // Empty lists would miss nothing.
  expect(upstream.policy.checks.length).toBeGreaterThan(15);
  expect(upstream.policy.safeSysctls).toContain('kernel.shm_rmid_forced');
  expect(upstream.roles.length).toBeGreaterThan(60);
  expect(upstream.gates.length).toBeGreaterThan(100);
  expect(upstream.members.get('v1.PodSpec')).toContain('hostUsers');
  expect(gapsOf(upstream)).toEqual([]);
});
