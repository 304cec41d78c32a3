import { expect, test } from 'vitest';
import { gitOpsAccountsOf, isGitOpsAccount } from '../../../src/analysis/rbac/index.ts';
import { createInventory } from '../../../src/inventory/index.ts';
import { refOf } from '../../../src/kube/refs.ts';
import type { KubeObject } from '../../../src/plugin-api/index.ts';

test('controllers are known by name, with the name of the installation before it and in any namespace', () => {
  const isKnown = (text: string) => {
    const [namespace = '', name = ''] = text.split('/');
    return isGitOpsAccount({ namespace, name });
  };
  const accounts = [
    'argocd/argocd-application-controller',
    'delivery/my-argocd-application-controller',
    'delivery/my-argocd-applicationset-controller',
    'delivery/kustomize-controller',
    'delivery/team-a-helm-controller',
    'flux-system/source-controller',
    'delivery/flux-operator',
  ];
  expect(accounts.filter((account) => !isKnown(account))).toEqual([]);
  const others = ['delivery/source-controller', 'shop/argocd-redis', 'shop/application-controller', 'shop/default'];
  expect(others.filter(isKnown)).toEqual([]);
});

function accountsOf(template: object, labels: Readonly<Record<string, string>> = {}): readonly string[] {
  const object = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'app', namespace: 'delivery', labels },
    spec: { selector: {}, template },
  } as unknown as KubeObject;
  const inventory = createInventory();
  inventory.apply({ type: 'upsert', kind: inventory.kindOf(refOf(object)), items: [{ object }] });
  return gitOpsAccountsOf(inventory.workloads()).map(({ namespace, name }) => `${namespace}/${name}`);
}

test('an account is known by the workload that runs as it: by labels, by image and by program', () => {
  const pod = (container: object, metadata: object = {}) => ({
    metadata,
    spec: { serviceAccountName: 'syncer', containers: [{ name: 'a', image: 'example.com/app:1', ...container }] },
  });
  const flux = { 'app.kubernetes.io/part-of': 'flux' };
  expect(accountsOf(pod({}), { 'app.kubernetes.io/part-of': 'argocd' })).toEqual(['delivery/syncer']);
  expect(accountsOf(pod({}, { labels: flux }))).toEqual(['delivery/syncer']);
  expect(accountsOf(pod({ image: 'registry.example.com:5000/mirror/kustomize-controller:v1.7' }))).toHaveLength(1);
  expect(accountsOf(pod({ image: 'ghcr.io/fluxcd/helm-controller@sha256:ab12' }))).toHaveLength(1);
  expect(accountsOf(pod({ args: ['/usr/local/bin/argocd-application-controller'] }))).toHaveLength(1);
  // The same image also holds the client, which pipelines run.
  expect(accountsOf(pod({ image: 'quay.io/argoproj/argocd:v3.1', command: ['argocd', 'app', 'sync'] }))).toEqual([]);
  const { spec } = pod({ image: 'kustomize-controller' });
  expect(accountsOf({ spec: { ...spec, serviceAccountName: undefined } })).toEqual(['delivery/default']);
});
