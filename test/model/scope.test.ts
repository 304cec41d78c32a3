/** Part of the subjects of a check: a namespace, or one object. */
import { expect, test } from 'vitest';
import { bySpecialty, covers, objectScope, scopeProblem } from '../../src/model/scope.ts';

const WEB = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', namespace: 'shop', name: 'web.example' };
const SHOP = { apiVersion: 'v1', kind: 'Namespace', name: 'shop' };
const ROLE = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', name: 'system:node' };

test.each<[string, readonly boolean[]]>([
  ['shop', [true, true, false]],
  ['shop/Ingress/web.example', [true, false, false]],
  ['Namespace/shop', [false, true, false]],
  ['ClusterRole/system:node', [false, false, true]],
  ['sho', [false, false, false]],
  ['system:node', [false, false, false]],
  ['shop/Ingress/web', [false, false, false]],
  ['shop/Service/web.example', [false, false, false]],
  ['other/Ingress/web.example', [false, false, false]],
])('%s covers what it names', (scope, wanted) => {
  expect(scopeProblem(scope)).toBeUndefined();
  expect([WEB, SHOP, ROLE].map((ref) => covers(scope, ref))).toEqual(wanted);
});

test('an object is covered by its own scope, which goes before its namespace', () => {
  for (const ref of [WEB, SHOP, ROLE]) expect(covers(objectScope(ref), ref)).toBe(true);
  const scopes = [undefined, 'shop', 'shop/Ingress/web.example'];
  expect(scopes.toSorted(bySpecialty)).toEqual(['shop/Ingress/web.example', 'shop', undefined]);
});

test.each(['', '/', 'shop/', 'shop/web', '/Ingress/web', 'a/b/c/d', 'a b', 'a@b', 'shop/ingress/web'])(
  '%j is no scope',
  (text) => {
    expect(scopeProblem(text)).toContain('NAMESPACE/KIND/NAME');
  },
);
