/**
 * Whoever may see less is never told that it is better. `TEST_RIGHTS=200 npm test -- partial-rights` tries 200 sets of
 * rights.
 */
import { expect, test } from 'vitest';
import type { ScanSnapshot } from '../../src/model/snapshot.ts';
import { config, connectWith, folder, quickClock } from '../sources/live/setting.ts';
import { type Case, drawCases, scanWith } from '../support/rights/cases.ts';
import { betterThan } from '../support/rights/compare.ts';
import { ADMINISTRATOR, NAMESPACES, type Rights, rightsServer } from '../support/rights/server.ts';

const CASES = drawCases(NAMESPACES, 15);
/** As many as are asked for take as long as they take. */
const PATIENCE_MS = 60_000 + CASES.length * 8_000;

test('for no set of rights anything looks better than for an administrator', { timeout: PATIENCE_MS }, async () => {
  let rights: Rights = ADMINISTRATOR;
  const { url } = await rightsServer(() => rights);
  const scan = async (each: Case): Promise<ScanSnapshot> => {
    const { source } = await connectWith(config(url), {
      limits: { inFlight: 8, perSecond: 1e6, burst: 1e6 },
      clock: quickClock(),
    });
    return scanWith(source, each, folder());
  };
  const wholes = new Map<string, ScanSnapshot>();
  for (const each of CASES) {
    const key = JSON.stringify([each.namespaces, each.every]);
    rights = ADMINISTRATOR;
    const whole = wholes.get(key) ?? (await scan(each));
    wholes.set(key, whole);
    rights = each.rights;
    expect(betterThan(whole, await scan(each)), JSON.stringify(each)).toEqual([]);
  }
});

test('a list of all namespaces that fails leaves each namespace unknown that was asked for', async () => {
  const { url } = await rightsServer(() => ({ ...ADMINISTRATOR, cuts: { roles: 'unavailable' } }));
  const { source } = await connectWith(config(url), { clock: quickClock() });
  const asked = { rights: ADMINISTRATOR, namespaces: ['shop'], every: 1 };
  const { checks } = await scanWith(source, asked, folder());
  expect(checks.find(({ check }) => check.meta.id === 'rbac/wildcards')?.status).toBe('unknown');
});
