import { expect, test } from 'vitest';
import { isClusterScoped, kindInfo, kindOf } from '../../src/kube/kinds.ts';
import { isRbac } from '../../src/kube/rbac.ts';
import { objectName, placedResource, refKey, resourceName } from '../../src/kube/refs.ts';
import { isRuleObject } from '../../src/kube/rules.ts';

const API = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'api' };
const SHOP = { apiVersion: 'v1', kind: 'Namespace', name: 'shop' };

test('an object has a name for sentences, one for result lines and one that tells it apart', () => {
  expect([objectName(API), objectName(SHOP)]).toEqual(['Deployment shop/api', 'Namespace shop']);
  expect(objectName({ ...SHOP, namespace: '' })).toBe('Namespace shop');
  expect([resourceName(API), resourceName(SHOP)]).toEqual(['deployment.apps/api', 'namespace/shop']);
  expect([placedResource(API), placedResource(SHOP)]).toEqual(['deployment.apps/api in shop', 'namespace/shop']);
  expect([refKey(API), refKey(SHOP)]).toEqual(['apps/Deployment/shop/api', '/Namespace//shop']);
  expect(refKey({ ...API, apiVersion: 'apps/v1beta1' })).toBe(refKey(API));
});

test('a kind is known by its group, whatever the version', () => {
  expect(kindOf('apps/v1beta2', 'Deployment')).toBe('Deployment');
  expect(kindOf('serving.knative.dev/v1', 'Service')).toBeUndefined();
  expect(kindOf('v1', 'toString')).toBeUndefined();
});

test('kinds that are not in the table are known to nobody, and may belong to a namespace', () => {
  expect(kindInfo('Rollout')).toBeUndefined();
  expect(kindInfo('CustomWorkload')).toBeUndefined();
  expect([isClusterScoped('Rollout'), isClusterScoped('CustomWorkload'), isClusterScoped('Pod')]).toEqual([
    false,
    false,
    false,
  ]);
  expect(isClusterScoped('Node')).toBe(true);
});

test('rights and network policies are rules and nothing else, what others call so is not known', () => {
  const ref = (apiVersion: string, kind: string) => ({ apiVersion, kind, name: 'a' });
  expect(isRuleObject(ref('rbac.authorization.k8s.io/v1', 'Role'))).toBe(true);
  expect(isRuleObject(ref('networking.k8s.io/v1', 'NetworkPolicy'))).toBe(true);
  expect(isRuleObject(ref('crd.projectcalico.org/v1', 'NetworkPolicy'))).toBe(false);
  expect(isRuleObject(ref('networking.k8s.io/v1', 'Ingress'))).toBe(false);
});

test('a role of somebody else gives no rights', () => {
  expect(isRbac({ apiVersion: 'rbac.authorization.k8s.io/v1' })).toBe(true);
  expect(isRbac({ apiVersion: 'iam.example.com/v1' })).toBe(false);
});
