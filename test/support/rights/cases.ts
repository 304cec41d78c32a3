/** Sets of rights to scan with, drawn from a seed; `TEST_RIGHTS` says how many. */
import fc from 'fast-check';
import { PLUGINS } from '../../../plugins/index.ts';
import { ITEMS } from '../../../src/catalog/items.ts';
import { createRegistry } from '../../../src/engine/index.ts';
import type { Source } from '../../../src/model/ports.ts';
import type { ScanSnapshot } from '../../../src/model/snapshot.ts';
import { scanned } from '../../session/scanned.ts';
import { SEED } from '../setup/seed.ts';
import { CUTS, PLURALS, type Rights } from './server.ts';

const { checks: CHECKS } = createRegistry(
  PLUGINS,
  ITEMS.map(({ id }) => id),
);

export interface Case {
  readonly rights: Rights;
  /** Those that the scan names; empty: all. */
  readonly namespaces: readonly string[];
  /** Every so many checks are selected. */
  readonly every: number;
}

/** The same for the same seed. */
export function drawCases(namespaces: readonly string[], usual: number): readonly Case[] {
  const rights = fc.record<Rights>({
    everywhere: some(PLURALS),
    within: fc.dictionary(fc.constantFrom(...namespaces), some(PLURALS), { noNullPrototype: true }),
    named: some(namespaces),
    paths: fc.subarray(['/flagz', '/metrics', '/apis']),
    reviews: fc.constantFrom('complete', 'incomplete', 'refused'),
    cuts: fc.oneof(
      { weight: 2, arbitrary: fc.constant({}) },
      fc.dictionary(fc.constantFrom(...PLURALS), fc.constantFrom(...CUTS), { noNullPrototype: true, maxKeys: 4 }),
    ),
    discovery: fc.constantFrom('aggregated', 'aggregated', 'plain', 'without-apps'),
    hasNames: fc.boolean(),
  });
  // Whoever names one that is not there is not told that all is well in it.
  const names = [...namespaces, 'not-there', 'nor-there'];
  const scanned = fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 3 });
  const drawn = fc.record<Case>({
    rights,
    namespaces: fc.oneof(fc.constant([]), scanned),
    every: fc.constantFrom(1, 1, 3),
  });
  return fc.sample(drawn, { numRuns: Number(process.env.TEST_RIGHTS ?? usual), seed: SEED });
}

/** None, few, most or all of them. */
function some<T>(of: readonly T[]): fc.Arbitrary<readonly T[]> {
  return fc
    .record({ kept: fc.shuffledSubarray([...of]), share: fc.constantFrom(0, 0.3, 0.8, 1) })
    .map(({ kept, share }) => (share === 1 ? of : kept.slice(0, Math.floor(kept.length * share))));
}

export async function scanWith(
  source: Source,
  { namespaces, every }: Omit<Case, 'rights'>,
  stateFolder: string,
): Promise<ScanSnapshot> {
  const checks = CHECKS.filter((_, index) => index % every === 0);
  return scanned(source, { checks, namespaces, stateFolder, now: () => new Date('2026-01-02T03:04:05Z') });
}
