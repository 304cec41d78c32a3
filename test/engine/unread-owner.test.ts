import { expect, test } from 'vitest';
import dropAll from '../../plugins/workloads/drop-all/check.ts';
import { buildDecisions, createEngine } from '../../src/engine/index.ts';
import { createInventory } from '../../src/inventory/index.ts';
import type { KubeObject } from '../../src/plugin-api/index.ts';
import { selectUnattended } from '../../src/remediation/plan/unattended.ts';
import { deployment, observed, podOf, replicaSet } from '../support/objects.ts';

const api = deployment('shop', 'api');
const apiSet = replicaSet(api);

function leftOf(objects: readonly KubeObject[]) {
  const checks = [dropAll];
  const inventory = createInventory();
  const engine = createEngine({ checks, inventory, sourceType: 'live', context: 'test' });
  for (const object of objects)
    inventory.apply({ type: 'upsert', kind: object.kind as 'Pod', items: observed(object) });
  engine.evaluateAll();
  const byId = new Map(checks.map((check) => [check.meta.id as string, check]));
  const decisions = buildDecisions(engine.findings(), {
    sourceType: 'live',
    inventory,
    checks: byId,
    itemNumber: () => 1,
    folds: () => false,
  });
  return selectUnattended(decisions).left.map(({ decision, reason }) => `${decision.title}: ${reason}`);
}

test('What is left of pods whose owner cannot be read is left for that reason', () => {
  const sidecar = { initContainers: [{ name: 'proxy', image: 'example.com/proxy:1' }] };
  expect(leftOf([podOf(apiSet, 'a'), podOf(apiSet, 'b', sidecar)])).toEqual([
    'Pod shop/api-1-b: Its owner cannot be read: ReplicaSet api-1 has the template.',
    'ReplicaSet shop/api-1: Its owner cannot be read: ReplicaSet api-1 has the template.',
  ]);
});

test('Where the owner is read, the rest of its pods is a matter of what added to them', () => {
  const left = leftOf([
    api,
    apiSet,
    podOf(apiSet, 'b', { initContainers: [{ name: 'proxy', image: 'example.com/proxy:1' }] }),
  ]);
  expect(left).toContain(
    'Container proxy injected in shop: Container proxy is not in the template of Deployment shop/api: it is added when ' +
      'pods are made, and is changed where it comes from.',
  );
});
