/** How much is known of all namespaces together: never more than of the least known one. */
import { expect, test } from 'vitest';
import { createInventory } from '../../src/inventory/index.ts';
import type { CoverageState } from '../../src/plugin-api/index.ts';

function together(states: Readonly<Record<string, CoverageState>>): CoverageState {
  const inventory = createInventory();
  for (const [namespace, state] of Object.entries(states)) {
    const where = namespace === '*' ? {} : { namespace };
    inventory.apply({ type: 'coverage', kind: 'Pod', ...where, coverage: { state } });
  }
  return inventory.coverage('Pod').state;
}

test.each<[string, CoverageState, Readonly<Record<string, CoverageState>>]>([
  ['what is denied in one', 'denied', { '*': 'full', shop: 'denied' }],
  ['what is denied in one, and not followed in all', 'denied', { '*': 'stale', shop: 'denied' }],
  ['what is denied in one, and not followed in another', 'denied', { a: 'stale', b: 'denied' }],
  ['what failed in one, and is not followed in another', 'error', { a: 'full', b: 'stale', c: 'error' }],
  ['what is not followed in one', 'stale', { '*': 'full', shop: 'stale' }],
  ['what was read in all', 'full', { '*': 'full', shop: 'full' }],
  ['what was read in some', 'denied', { shop: 'full' }],
])('%s namespace is %s of all', (_, state, states) => {
  expect(together(states)).toBe(state);
});
