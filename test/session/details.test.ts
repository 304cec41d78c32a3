/** What stands behind a decision of the sample: ways of rights, and connections before and after the change. */
import { expect, test } from 'vitest';
import type { Decision } from '../../src/model/decision.ts';
import type { AccessDetail, Detail, NetworkDetail } from '../../src/model/detail.ts';
import type { Session } from '../../src/session/index.ts';
import { sampleSession } from '../support/walk/sample-session.ts';

async function detailsOf(session: Session, isMeant: (decision: Decision) => boolean): Promise<readonly Detail[]> {
  const { decisions } = session.snapshot();
  const all = await Promise.all(decisions.filter(isMeant).map(({ id }) => session.commands.detail(id)));
  return all.flatMap((each) => each ?? []);
}

const isIn = (area: string) => (decision: Decision) => decision.findings.some(({ check }) => check.startsWith(area));

test('each decision on rights is told from its subjects to what they reach', async () => {
  const session = await sampleSession();
  const details = (await detailsOf(session, isIn('rbac/'))).filter(
    (each): each is AccessDetail => each.kind === 'access',
  );
  expect(details.length).toBeGreaterThan(0);
  const paths = details.flatMap((each) => each.paths);
  expect(paths.every(({ subject, binding, role }) => subject !== '' && binding.name !== '' && role.name !== '')).toBe(
    true,
  );
  const leading = paths.filter(({ leadsTo }) => leadsTo !== undefined);
  expect(leading.length).toBeGreaterThan(0);
  for (const { leadsTo } of leading) {
    const [last] = leadsTo?.hops.slice(-1) ?? [];
    expect([last?.to, (leadsTo?.hops ?? []).every(({ text, from }) => text !== '' && from !== '')]).toEqual([
      leadsTo?.target,
      true,
    ]);
  }
  // The worst way comes first.
  for (const {
    paths: [first, ...others],
  } of details)
    if (others.some(({ leadsTo }) => leadsTo !== undefined)) expect(first?.leadsTo).toBeDefined();
});

test('a default deny ends connections, changes nothing that is stored, and is listed with what it selects', async () => {
  const session = await sampleSession();
  const before = JSON.stringify(session.snapshot().findings);
  const details = await detailsOf(
    session,
    (decision) => isIn('network/default-deny')(decision) && decision.variants.length > 0,
  );
  const [network] = details.filter((each): each is NetworkDetail => each.kind === 'network');
  expect(network?.workloads).toBeGreaterThan(0);
  expect(network?.policies.some(({ isNew, selects }) => isNew === true && selects === 'all')).toBe(true);
  expect(network?.flows.some(({ before: open, after = open }) => after < open)).toBe(true);
  expect(network?.flows.every(({ before: open, after = 0 }) => after <= open)).toBe(true);
  expect(JSON.stringify(session.snapshot().findings)).toBe(before);
});

test('what is about neither has none, and so has a decision that is gone', async () => {
  const session = await sampleSession();
  expect(await detailsOf(session, isIn('workloads/run-as'))).toEqual([]);
  expect(await session.commands.detail('gone')).toBe(undefined);
});
