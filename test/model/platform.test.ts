import { expect, test } from 'vitest';
import { GITOPS_NAMESPACES } from '../../src/analysis/rbac/index.ts';
import { isPlatformNamespace, platformReason, refusalOf } from '../../src/model/platform.ts';
import type { KubeObject } from '../../src/plugin-api/index.ts';

const PLATFORM = [
  'kube-system',
  'kube-flannel',
  'openshift',
  'openshift-dns',
  'argo',
  'argo-cd',
  'argocd',
  'config-management-system',
  'config-management-monitoring',
  'flux-system',
  'kapp-controller',
  'traefik',
  'ingress-nginx',
  'istio-ingress',
  'linkerd',
  'linkerd-viz',
  'knative-serving',
  'openebs',
  'vault',
  'prometheus',
  'capi-kubeadm-control-plane-system',
];
const APPLICATIONS = ['default', 'shop', 'argonauts', 'fleet-tracking', 'vault-door', 'istio', 'kube', 'ingress-demo'];

test.each(PLATFORM)('namespace %s is named like one of the platform', (name) =>
  expect(isPlatformNamespace(name)).toBe(true),
);
test.each(APPLICATIONS)('namespace %s is named like any other', (name) =>
  expect(isPlatformNamespace(name)).toBe(false),
);

test('every namespace in which a GitOps controller is known belongs to the platform', () => {
  expect(GITOPS_NAMESPACES.filter((name) => !isPlatformNamespace(name))).toEqual([]);
});

const ref = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'edge', name: 'x' };
function labelled(own: Readonly<Record<string, string>>, pods: Readonly<Record<string, string>> = {}): KubeObject {
  const spec = { template: { metadata: { labels: pods } } };
  return { ...ref, metadata: { name: 'x', namespace: 'edge', labels: own }, spec } as unknown as KubeObject;
}

test.each([
  ['app.kubernetes.io/part-of', 'argocd'],
  ['app.kubernetes.io/part-of', 'flux'],
  ['app.kubernetes.io/name', 'argocd-server'],
  ['app.kubernetes.io/name', 'ingress-nginx'],
  ['app.kubernetes.io/name', 'traefik'],
  ['app.kubernetes.io/name', 'aws-ebs-csi-driver'],
  ['app.kubernetes.io/part-of', 'kyverno'],
  ['k8s-app', 'cilium'],
  ['k8s-app', 'calico-node'],
  ['k8s-app', 'kube-dns'],
])('label %s=%s asks for an acknowledgement anywhere, of the object or of its pods', (key, value) => {
  const reason = `may belong to the platform: ${key} is ${value}`;
  expect(platformReason(ref, labelled({ [key]: value }))).toBe(reason);
  expect(platformReason(ref, labelled({}, { [key]: value }))).toBe(reason);
  const refusal = { reason: `Deployment edge/x ${reason}.`, allow: 'system' };
  expect(refusalOf({ ref, object: labelled({ [key]: value }), isProtected: false })).toEqual(refusal);
});

test.each([
  ['app.kubernetes.io/name', 'traefik-demo'],
  ['app.kubernetes.io/instance', 'argocd'],
  ['app.kubernetes.io/part-of', 'shop'],
  ['k8s-app', 'web'],
  ['app', 'cilium'],
])('label %s=%s tells nothing', (key, value) => {
  expect(platformReason(ref, labelled({ [key]: value }, { [key]: value }))).toBeUndefined();
});

test('pods of a CronJob ask for it as well', () => {
  const labels = { 'k8s-app': 'cilium' };
  const spec = { jobTemplate: { spec: { template: { metadata: { labels } } } } };
  const job = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'x', namespace: 'edge' }, spec };
  expect(platformReason({ ...ref, apiVersion: 'batch/v1', kind: 'CronJob' }, job as unknown as KubeObject)).toBe(
    'may belong to the platform: k8s-app is cilium',
  );
});
