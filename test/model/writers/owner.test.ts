import { expect, test } from 'vitest';
import { refusalOf } from '../../../src/model/platform.ts';
import { detectOwner, managersOf, type OwnedMeta } from '../../../src/model/writers/owner.ts';

const controller = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'api-6f', uid: 'u', controller: true };

const CASES: readonly (readonly [string, OwnedMeta, string | undefined, string | undefined])[] = [
  ['nothing known', { labels: { app: 'a' }, annotations: {} }, undefined, undefined],
  ['a built-in controller', { ownerReferences: [controller] }, 'controller', 'ReplicaSet api-6f'],
  ['an owner that does not control', { ownerReferences: [{ ...controller, controller: false }] }, undefined, undefined],
  [
    'an operator resource',
    { ownerReferences: [{ ...controller, apiVersion: 'monitoring.coreos.com/v1', kind: 'Prometheus', name: 'main' }] },
    'operator',
    'Prometheus main (monitoring.coreos.com)',
  ],
  [
    'Flux Kustomization, before Helm labels',
    {
      labels: {
        'kustomize.toolkit.fluxcd.io/name': 'apps',
        'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
        'app.kubernetes.io/managed-by': 'Helm',
      },
    },
    'flux',
    'Flux Kustomization flux-system/apps',
  ],
  ['Flux HelmRelease', { labels: { 'helm.toolkit.fluxcd.io/name': 'db' } }, 'flux', 'Flux HelmRelease db'],
  [
    'Argo CD by its tracking id',
    { annotations: { 'argocd.argoproj.io/tracking-id': 'shop:apps/Deployment:shop/api' } },
    'argocd',
    'Argo CD application shop',
  ],
  ['the instance label alone', { labels: { 'app.kubernetes.io/instance': 'shop' } }, undefined, undefined],
  [
    'a Helm release of another namespace',
    {
      namespace: 'shop',
      annotations: { 'meta.helm.sh/release-name': 'web', 'meta.helm.sh/release-namespace': 'releases' },
    },
    'helm',
    'Helm release web in releases',
  ],
  [
    'Helm by labels',
    { labels: { 'app.kubernetes.io/managed-by': 'Helm', 'app.kubernetes.io/instance': 'web' } },
    'helm',
    'Helm release web',
  ],
  [
    'OLM',
    { labels: { 'olm.owner': 'pg.v1', 'olm.owner.kind': 'ClusterServiceVersion' } },
    'operator',
    'ClusterServiceVersion pg.v1 (OLM)',
  ],
  [
    'addon manager',
    { labels: { 'addonmanager.kubernetes.io/mode': 'Reconcile' } },
    'addon-manager',
    'addon manager, mode Reconcile',
  ],
  ['Config Sync', { annotations: { 'configmanagement.gke.io/managed': 'enabled' } }, 'other', 'Config Sync'],
  ['Config Sync, disabled', { annotations: { 'configmanagement.gke.io/managed': 'disabled' } }, undefined, undefined],
  ['Rancher', { annotations: { 'objectset.rio.cattle.io/owner-name': 'k3s' } }, 'other', 'Rancher object set k3s'],
  ['Fleet', { labels: { 'fleet.cattle.io/bundle-id': 'b1' } }, 'other', 'Fleet bundle b1'],
  ['kapp', { labels: { 'kapp.k14s.io/app': '17' } }, 'other', 'kapp application 17'],
  [
    'the field manager of Argo CD',
    { managedFields: [{ manager: 'kubectl' }, { manager: 'argocd-controller' }] },
    'argocd',
    'Argo CD',
  ],
  ['the field manager of Flux', { managedFields: [{ manager: 'kustomize-controller' }] }, 'flux', 'Flux'],
  ['the field manager of Helm', { managedFields: [{ manager: 'helm' }] }, 'helm', 'Helm'],
  ['Terraform', { managedFields: [{ manager: 'HashiCorp' }] }, 'other', 'Terraform'],
  ['Pulumi', { managedFields: [{ manager: 'pulumi-kubernetes' }] }, 'other', 'Pulumi'],
  ['an EKS addon', { managedFields: [{ manager: 'eks' }] }, 'other', 'EKS'],
  ['the field manager of Config Sync', { managedFields: [{ manager: 'configsync' }] }, 'other', 'Config Sync'],
  ['the field manager of Fleet', { managedFields: [{ manager: 'fleetagent' }] }, 'other', 'Fleet'],
  ['the field manager of kapp', { managedFields: [{ manager: 'kapp-server-side-apply' }] }, 'other', 'kapp'],
  ['Crossplane', { managedFields: [{ manager: 'apiextensions.crossplane.io/composed/1a2b' }] }, 'other', 'Crossplane'],
  ['Rancher, by its hash alone', { labels: { 'objectset.rio.cattle.io/hash': 'a1' } }, 'other', 'Rancher object set'],
  ['client-side apply', { managedFields: [{ manager: 'kubectl-client-side-apply' }] }, 'kubectl', 'kubectl apply'],
  ['server-side apply', { managedFields: [{ manager: 'kubectl', operation: 'Apply' }] }, 'kubectl', 'kubectl apply'],
  [
    'kubectl edit owns nothing',
    { managedFields: [{ manager: 'kubectl-edit', operation: 'Update' }] },
    undefined,
    undefined,
  ],
];

test.each(CASES)('the owner of an object with %s', (_, meta, manager, label) => {
  const owner = detectOwner(meta);
  expect([owner?.manager, owner?.label]).toEqual([manager, label]);
});

test('whoever writes an object again is asked about first, except for a person with kubectl', () => {
  for (const [, meta, manager, label] of CASES) {
    const owner = detectOwner(meta);
    const ref = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'api' };
    const refusal = refusalOf({ ref, isProtected: false, ...(owner === undefined ? {} : { owner }) });
    if (manager === undefined || manager === 'kubectl') expect(refusal, label).toBeUndefined();
    else if (manager === 'controller') expect(refusal?.allow, label).toBeUndefined();
    else
      expect(refusal).toEqual({
        reason: `Deployment shop/api is managed by ${label}, which may revert the change.`,
        allow: 'managed',
      });
  }
});

test('managers are listed once, in order', () => {
  const managedFields = [{ manager: 'b' }, { manager: 'a' }, { manager: 'b' }, {}];
  expect(managersOf({ managedFields })).toEqual(['b', 'a']);
  expect(managersOf({})).toEqual([]);
});
