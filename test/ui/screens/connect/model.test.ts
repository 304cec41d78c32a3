/** What the first screen promises must be what the walk offers. */
import { expect, test } from 'vitest';
import type { Decision } from '../../../../src/model/decision.ts';
import { firstResults } from '../../../../src/ui/screens/connect/model.ts';
import { refused, variant } from '../../../support/sketch.ts';
import { DECISIONS, SNAPSHOT } from '../../../support/snapshot.ts';

const WARNS = { ...DECISIONS.shop, variants: [variant('ready', DECISIONS.shop.findings, { disruption: 'none' })] };
const ENFORCES = {
  ...WARNS,
  variants: [variant('ready', [], { disruption: 'none', caveats: ['New pods in shop-a are refused from then on.'] })],
};
const OTHER = { ...WARNS, item: 'audit-logging' };

function good(...decisions: readonly Decision[]): readonly string[] {
  return firstResults({ ...SNAPSHOT, decisions }).flatMap(({ severity, text }) => (severity === undefined ? text : []));
}

test('the first results are the first two findings, and what can be had without a restart', () => {
  const results = firstResults(SNAPSHOT);
  expect(results.map(({ severity }) => severity)).toEqual(['medium', 'low', undefined]);
  expect(good(WARNS, WARNS)).toEqual(['2 namespaces can warn and audit at restricted now: no pod rejected']);
});

test('what enforces a level is told apart: it refuses pods to come', () => {
  expect(good(WARNS, ENFORCES)).toEqual([
    '1 namespace can warn and audit at restricted now: no pod rejected',
    '1 namespace can enforce a level that every workload of today meets',
  ]);
});

test('other decisions are promised only without a caveat', () => {
  expect(good(OTHER)).toEqual(['1 decision is ready now: no restart, no disruption']);
  expect(good({ ...OTHER, variants: ENFORCES.variants })).toEqual([]);
});

test('nothing is promised that the walk folds or refuses', () => {
  const refusal = { reason: 'Helm owns it', allow: 'managed' } as const;
  expect(good({ ...WARNS, platform: true }, refused(WARNS, refusal))).toEqual([]);
});
