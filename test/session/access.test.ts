import { expect, test } from 'vitest';
import { createInventory, type Inventory } from '../../src/inventory/index.ts';
import type { Coverage, Kind, KubeObject } from '../../src/plugin-api/index.ts';
import { accessFacts } from '../../src/session/access.ts';

const KINDS: readonly Kind[] = ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'];
const DENIED: Coverage = { state: 'denied', reason: 'list is denied to you' };

function readBut(denied: readonly { readonly kind: Kind; readonly namespace?: string }[]): Inventory {
  const inventory = createInventory();
  for (const kind of KINDS) inventory.apply({ type: 'coverage', kind, coverage: { state: 'full' } });
  for (const scope of denied) inventory.apply({ type: 'coverage', ...scope, coverage: DENIED });
  return inventory;
}

test('GitOps controllers are found by the workloads that run as them and by the labels of their accounts', () => {
  const inventory = readBut([]);
  const account = (name: string, labels: object) => ({
    object: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: 'shop', labels } } as KubeObject,
  });
  const items = [account('team-shop', { 'toolkit.fluxcd.io/tenant': 'shop' }), account('api', {})];
  inventory.apply({ type: 'upsert', kind: 'ServiceAccount', items });
  const pod = { serviceAccountName: 'syncer', containers: [{ name: 'a', image: 'example.com/kustomize-controller' }] };
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'delivery' }, spec: pod };
  inventory.apply({ type: 'upsert', kind: 'Pod', items: [{ object: object as KubeObject }] });
  expect(accessFacts(inventory, []).guarded.gitops).toEqual([
    { namespace: 'delivery', name: 'syncer' },
    { namespace: 'shop', name: 'team-shop' },
  ]);
});

test('Where all rights were read, the guard can judge', () => {
  expect(accessFacts(readBut([]), []).unreadable).toBeUndefined();
});

test('Rights in one unread namespace make the guard refuse a change of the cluster', () => {
  const facts = accessFacts(readBut([{ kind: 'RoleBinding', namespace: 'ledger' }]), []);
  expect(facts.unreadable).toBe('Whose rights this lowers is unknown: RoleBinding objects could not be read.');
});

test('With namespaces named, only those and the cluster-wide rights have to be read', () => {
  const elsewhere = readBut([{ kind: 'RoleBinding', namespace: 'ledger' }]);
  expect(accessFacts(elsewhere, ['shop']).unreadable).toBeUndefined();
  expect(accessFacts(readBut([{ kind: 'ClusterRoleBinding' }]), ['shop']).unreadable).toContain('ClusterRoleBinding');
});
