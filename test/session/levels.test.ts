import { expect, test } from 'vitest';
import { createInventory } from '../../src/inventory/index.ts';
import { summarizeNamespaces, summarizeWorkloads } from '../../src/session/levels.ts';
import { deployment, namespace, observed } from '../support/objects.ts';

function summaries(isReadable: boolean) {
  const inventory = createInventory();
  inventory.apply({ type: 'upsert', kind: 'Namespace', items: observed(namespace('shop'), namespace('empty')) });
  inventory.apply({ type: 'upsert', kind: 'Deployment', items: observed(deployment('shop', 'api')) });
  const names = inventory.namespaceNames();
  const workloads = summarizeWorkloads(inventory, names);
  return summarizeNamespaces(inventory, names, workloads, () => isReadable).map(({ name, podSecurity }) => [
    name,
    podSecurity.achievable,
  ]);
}

test('The weakest workload sets the level that a namespace could enforce', () => {
  expect(summaries(true)).toEqual([
    ['empty', 'restricted'],
    ['shop', 'baseline'],
  ]);
});

test('No level is stated where not every workload could be read', () => {
  expect(summaries(false)).toEqual([
    ['empty', null],
    ['shop', null],
  ]);
});
