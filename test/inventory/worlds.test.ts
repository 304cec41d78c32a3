/** What belongs together where manifests define one identity more than once. */
import { expect, test } from 'vitest';
import { createInventory, type Inventory } from '../../src/inventory/index.ts';
import { asCopy } from '../../src/kube/copies.ts';
import { refKey, refOf } from '../../src/kube/refs.ts';
import type { KubeObject } from '../../src/plugin-api/index.ts';
import { deployment, namespace } from '../support/objects.ts';

type Put = readonly [within: string, object: KubeObject, isCopy?: 'copy'];

const policy: KubeObject = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'deny', namespace: 'shop' },
};

function inventoryOf(...put: readonly Put[]): Inventory {
  const inventory = createInventory();
  for (const [within, object, isCopy] of put) {
    const facts = { origin: { file: within, document: 1, line: 1, within } };
    const marked = asCopy(object, isCopy === undefined ? undefined : within);
    const kind = inventory.kindOf(refOf(object));
    inventory.apply({ type: 'upsert', kind, items: [{ object: marked, facts }] });
  }
  return inventory;
}

function seen(inventory: Inventory, world: string): readonly string[] {
  const part = inventory.worlds.from(world);
  const kinds = ['Namespace', 'Deployment', 'NetworkPolicy'] as const;
  return kinds.flatMap((kind) => part.list(kind).map((object) => refKey(refOf(object)).replace(/^[^/]*\//, '')));
}

const WEB = deployment('shop', 'web');

test('where nothing is defined twice everything is one world', () => {
  const inventory = inventoryOf(['a/web.yaml', WEB], ['b/deny.yaml', policy]);
  expect(inventory.worlds.of(refOf(policy))).toBe('');
  expect(inventory.worlds.from('')).toBe(inventory);
});

test('environments see what they share, and nothing of each other', () => {
  const inventory = inventoryOf(
    ['prod/web.yaml', WEB, 'copy'],
    ['staging/web.yaml', WEB, 'copy'],
    ['prod/deny.yaml', policy],
    ['namespace.yaml', namespace('shop')],
  );
  expect(inventory.worlds.of(refOf(policy))).toBe('prod');
  expect(inventory.worlds.in('shop')).toEqual(['prod', 'staging']);
  expect(seen(inventory, 'prod')).toEqual([
    'Namespace//shop',
    'Deployment/shop/web@prod/web.yaml',
    'NetworkPolicy/shop/deny',
  ]);
  expect(seen(inventory, 'staging')).toEqual(['Namespace//shop', 'Deployment/shop/web@staging/web.yaml']);
});

test('files of one folder may be environments as well, but only those that repeat each other', () => {
  const inventory = inventoryOf(
    ['app/web-prod.yaml', WEB, 'copy'],
    ['app/web-staging.yaml', WEB, 'copy'],
    ['app/deny.yaml', policy],
  );
  expect(inventory.worlds.of(refOf(policy))).toBe('');
  expect(seen(inventory, 'app/web-prod.yaml')).toEqual([
    'Deployment/shop/web@app/web-prod.yaml',
    'NetworkPolicy/shop/deny',
  ]);
});

test('of copies that are all there the nearest is seen', () => {
  const inventory = inventoryOf(
    ['base/web.yaml', WEB, 'copy'],
    ['env/prod/web.yaml', WEB, 'copy'],
    ['env/staging/web.yaml', WEB, 'copy'],
    ['other.yaml', policy],
  );
  expect(seen(inventory, '')).toEqual(['Deployment/shop/web@base/web.yaml', 'NetworkPolicy/shop/deny']);
  expect(seen(inventory, 'env/prod')).toEqual(['Deployment/shop/web@env/prod/web.yaml', 'NetworkPolicy/shop/deny']);
});

test('a Namespace that is said again as it is sets nothing apart, another one does', () => {
  const repeated = inventoryOf(
    ['a/ns.yaml', namespace('shop'), 'copy'],
    ['b/ns.yaml', namespace('shop'), 'copy'],
    ['a/deny.yaml', policy],
  );
  expect(repeated.worlds.in('shop')).toEqual(['']);
  const other = inventoryOf(
    ['a/ns.yaml', namespace('shop'), 'copy'],
    ['b/ns.yaml', namespace('shop', { env: 'b' }), 'copy'],
    ['a/deny.yaml', policy],
  );
  expect(other.worlds.in('shop')).toEqual(['a', 'b']);
});

test('what a folder shares is of the worlds within it, and of none besides', () => {
  const extra = deployment('shop', 'extra');
  const inventory = inventoryOf(
    ['deploy/full.yaml', namespace('shop'), 'copy'],
    ['deploy/short.yaml', namespace('shop', { is: 'short' }), 'copy'],
    ['deploy/extra.yaml', extra, 'copy'],
    ['examples/extra.yaml', extra, 'copy'],
  );
  expect(inventory.worlds.of({ ...refOf(extra), file: 'deploy/extra.yaml' })).toBe('deploy');
  expect(inventory.worlds.in('shop')).toEqual(['deploy/full.yaml', 'deploy/short.yaml', 'examples']);
});

test('generated names are no identity: all are there at once', () => {
  const job = { ...WEB, metadata: { ...WEB.metadata, generateName: 'web' } };
  const inventory = inventoryOf(['a.yaml', job, 'copy'], ['b.yaml', job, 'copy']);
  expect(seen(inventory, '')).toEqual(['Deployment/shop/web@a.yaml', 'Deployment/shop/web@b.yaml']);
});
