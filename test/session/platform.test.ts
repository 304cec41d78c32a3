/** What belongs to the platform is folded, and shown again as soon as something else runs beside it. */
import { expect, test } from 'vitest';
import { createInventory } from '../../src/inventory/index.ts';
import { WORKLOAD_KINDS } from '../../src/inventory/templates.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { KubeObject, ObjectRef } from '../../src/plugin-api/index.ts';
import { Platform } from '../../src/session/picture/platform.ts';
import { platformComponents } from '../../src/tables/index.ts';
import { observed } from '../support/objects.ts';

const RBAC = 'rbac.authorization.k8s.io/v1';

function deployment(namespace: string, name: string, image: string): KubeObject {
  const template = { metadata: { labels: { a: name } }, spec: { containers: [{ name: 'a', image }] } };
  return object('apps/v1', 'Deployment', { namespace, name }, { spec: { template } });
}

function object(apiVersion: string, kind: string, metadata: object, more: object = {}): KubeObject {
  return { apiVersion, kind, metadata, ...more } as KubeObject;
}

function binding(name: string, role: string, ...subjects: readonly object[]): KubeObject {
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role };
  return object(RBAC, 'ClusterRoleBinding', { name }, { roleRef, subjects });
}

function account(namespace: string, name = 'default') {
  return { kind: 'ServiceAccount', namespace, name };
}

function open(...objects: readonly KubeObject[]) {
  const inventory = createInventory();
  for (const kind of WORKLOAD_KINDS) inventory.apply({ type: 'coverage', kind, coverage: { state: 'full' } });
  const put = (each: KubeObject) =>
    inventory.apply({ type: 'upsert', kind: each.kind as 'Pod', items: observed(each) });
  for (const each of objects) put(each);
  const platform = new Platform(inventory, platformComponents.rows);
  const update = () => [...platform.update(inventory.namespaceNames())];
  update();
  return { inventory, platform, put, update };
}

const severity = (of: string, check = 'workloads/privileged') => [{ severity: of, check } as Finding];
const HIGH = severity('high', 'workloads/seccomp');
const ref = (apiVersion: string, kind: string, name: string, namespace?: string): ObjectRef => ({
  apiVersion,
  kind,
  name,
  ...(namespace === undefined ? {} : { namespace }),
});

test('a namespace turns when something else comes to run there, and back when it goes', () => {
  const { inventory, platform, put, update } = open(deployment('edge', 'proxy', 'traefik:v3'));
  const proxy = ref('apps/v1', 'Deployment', 'proxy', 'edge');
  expect(platform.folds(proxy, HIGH)).toBe(true);
  put(deployment('edge', 'api', 'shop.example/api:1'));
  expect(update()).toEqual(['edge']);
  expect(platform.folds(proxy, HIGH)).toBe(false);
  inventory.apply({ type: 'remove', kind: 'Deployment', refs: [ref('apps/v1', 'Deployment', 'api', 'edge')] });
  expect(update()).toEqual(['edge']);
  expect(platform.folds(ref('v1', 'Namespace', 'edge'), HIGH)).toBe(true);
});

test('names and labels prove nothing, but for names that Kubernetes keeps for itself', () => {
  const labels = { 'app.kubernetes.io/part-of': 'argocd', 'k8s-app': 'cilium' };
  const labelled = deployment('shop', 'api', 'shop.example/api:1');
  const { platform } = open(
    { ...labelled, metadata: { ...labelled.metadata, labels } },
    deployment('argocd', 'api', 'shop.example/api:1'),
    deployment('kube-system', 'agent', 'shop.example/agent:1'),
  );
  expect(platform.folds(ref('apps/v1', 'Deployment', 'api', 'shop'), HIGH)).toBe(false);
  expect(platform.folds(ref('apps/v1', 'Deployment', 'api', 'argocd'), HIGH)).toBe(false);
  expect(platform.folds(ref('apps/v1', 'Deployment', 'agent', 'kube-system'), HIGH)).toBe(true);
});

test('what could not be read may be anything', () => {
  const { inventory, platform, update } = open(deployment('edge', 'proxy', 'traefik:v3'));
  inventory.apply({ type: 'coverage', kind: 'StatefulSet', coverage: { state: 'denied' } });
  update();
  expect(platform.folds(ref('apps/v1', 'Deployment', 'proxy', 'edge'), HIGH)).toBe(false);
});

test('what is critical is folded only where its makers ship it so', () => {
  const cilium = deployment('kube-system', 'cilium', 'quay.io/cilium/cilium:v1');
  const { platform } = open(cilium, deployment('kube-system', 'agent', 'quay.io/cilium/cilium:v1'));
  const known = ref('apps/v1', 'Deployment', 'cilium', 'kube-system');
  expect(platform.folds(known, severity('critical'))).toBe(true);
  expect(platform.folds(known, severity('critical', 'identity/static-cloud-creds'))).toBe(false);
  expect(platform.folds(ref('apps/v1', 'Deployment', 'agent', 'kube-system'), severity('critical'))).toBe(false);
});

test('a mirror is shown where its registry would have to be believed: its findings fold by the namespace alone', () => {
  const { platform } = open(
    deployment('kube-system', 'coredns', 'harbor.example/registry.k8s.io/coredns/coredns:v1.13.1'),
    deployment('kube-system', 'kube-proxy', 'registry.example/mirror/kube-proxy:v1.36.3'),
    deployment('edge', 'proxy', 'registry.example/mirror/library/traefik:v3'),
  );
  const at = (namespace: string, name: string) => ref('apps/v1', 'Deployment', name, namespace);
  expect(platform.folds(at('kube-system', 'coredns'), HIGH)).toBe(true);
  expect(platform.folds(at('kube-system', 'kube-proxy'), HIGH)).toBe(true);
  expect(platform.folds(at('kube-system', 'kube-proxy'), severity('critical'))).toBe(false);
  expect(platform.folds(at('edge', 'proxy'), HIGH)).toBe(false);
});

test('a grant is folded when nobody but the platform holds it, and a role with its grants', () => {
  const { platform } = open(
    deployment('edge', 'proxy', 'traefik:v3'),
    deployment('shop', 'api', 'shop.example/api:1'),
    binding('own', 'one', account('edge'), account('kube-system', 'x'), {
      kind: 'User',
      name: 'system:kube-scheduler',
    }),
    binding('mixed', 'two', account('edge'), account('shop')),
    binding('all', 'three', { kind: 'Group', name: 'system:serviceaccounts' }),
    binding('nobody', 'four'),
  );
  const folds = (kind: string, name: string) => platform.folds(ref(RBAC, kind, name), HIGH);
  const bindings = ['own', 'mixed', 'all', 'nobody'];
  expect(bindings.map((name) => folds('ClusterRoleBinding', name))).toEqual([true, false, false, false]);
  expect(['one', 'two', 'three', 'unbound'].map((name) => folds('ClusterRole', name))).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
