/**
 * Whoever may see less is never told that it is better. `TEST_RIGHTS=200 npm test -- partial-rights` tries 200 sets of
 * rights.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PLUGINS } from '../../plugins/index.ts';
import { ITEMS } from '../../src/catalog/items.ts';
import { createRegistry } from '../../src/engine/index.ts';
import type { ScanSnapshot } from '../../src/model/snapshot.ts';
import type { Check } from '../../src/plugin-api/index.ts';
import { createSession } from '../../src/session/index.ts';
import { config, connectWith, folder } from '../sources/live/setting.ts';
import { betterThan } from '../support/rights/compare.ts';
import { ADMINISTRATOR, NAMESPACES, PLURALS, type Rights, rightsServer } from '../support/rights/server.ts';
import { SEED } from '../support/seed.ts';

const CASES = Number(process.env.TEST_RIGHTS ?? 15);

const { checks: CHECKS } = createRegistry(
  PLUGINS,
  ITEMS.map(({ id }) => id),
);

interface Case {
  readonly rights: Rights;
  readonly namespaces: readonly string[];
  /** Every so many checks are selected. */
  readonly every: number;
}

/** Few, some or most of them. */
const some = <T>(of: readonly T[]) =>
  fc
    .record({ kept: fc.shuffledSubarray([...of]), share: fc.constantFrom(0, 0.3, 0.8, 1) })
    .map(({ kept, share }) => (share === 1 ? of : kept.slice(0, Math.floor(kept.length * share))));
const RIGHTS = fc.record<Rights>({
  everywhere: some(PLURALS),
  within: fc.dictionary(fc.constantFrom(...NAMESPACES), some(PLURALS), { noNullPrototype: true }),
  named: some(NAMESPACES),
  paths: fc.subarray(['/flagz', '/metrics', '/apis']),
  reviews: fc.constantFrom('complete', 'incomplete', 'refused'),
});
const CASE = fc.record<Case>({
  rights: RIGHTS,
  namespaces: fc.oneof(fc.constant([]), fc.uniqueArray(fc.constantFrom(...NAMESPACES), { minLength: 1, maxLength: 3 })),
  every: fc.constantFrom(1, 1, 3),
});

async function scan(
  url: string,
  { namespaces, every }: Omit<Case, 'rights'>,
  { checks = CHECKS }: { readonly checks?: readonly Check[] } = {},
): Promise<ScanSnapshot> {
  const { source } = await connectWith(config(url), { limits: { inFlight: 8, perSecond: 1e6, burst: 1e6 } });
  const session = createSession({
    source,
    checks: checks.filter((_, index) => index % every === 0),
    namespaces,
    watch: false,
    mode: 'read-only',
    answers: {
      load: async () => ({ attestations: [], waivers: [] }),
      attest: async () => undefined,
      waive: async () => undefined,
      remember: async () => undefined,
      recall: async () => ({ skipped: [] }),
    },
    stateFolder: folder(),
    tool: 'kubectl-harden/test',
    now: () => new Date('2026-01-02T03:04:05Z'),
  });
  await session.run(new AbortController().signal);
  return session.snapshot();
}

test('for no set of rights anything looks better than for an administrator', async () => {
  let rights: Rights = ADMINISTRATOR;
  const { url } = await rightsServer(() => rights);
  const wholes = new Map<string, ScanSnapshot>();
  for (const each of fc.sample(CASE, { numRuns: CASES, seed: SEED })) {
    const key = JSON.stringify([each.namespaces, each.every]);
    rights = ADMINISTRATOR;
    const whole = wholes.get(key) ?? (await scan(url, each));
    wholes.set(key, whole);
    rights = each.rights;
    expect(betterThan(whole, await scan(url, each)), JSON.stringify(each)).toEqual([]);
  }
});
