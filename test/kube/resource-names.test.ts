import { expect, test } from 'vitest';
import { resourceFor } from '../../src/kube/resource-names.ts';
import type { ResourceName } from '../../src/plugin-api/index.ts';

test.each([
  ['ExternalSecret', 'externalsecrets'],
  ['ClusterPolicy', 'clusterpolicies'],
  ['GatewayClass', 'gatewayclasses'],
  ['Gateway', 'gateways'],
  ['SecurityContextConstraints', 'securitycontextconstraints'],
  ['Prefix', 'prefixes'],
])('the resource of kind %s is %s', (kind, plural) => {
  const name: ResourceName = `${plural}.example.com`;
  expect(resourceFor({ apiVersion: 'example.com/v1', kind }, ['others.example.com', name])).toBe(name);
});

test.each([
  ['another group', 'other.com/v1', 'Store'],
  ['another kind', 'example.com/v1', 'StoreSet'],
  ['the core group', 'v1', 'Secret'],
])('what is of %s is of no such resource', (_, apiVersion, kind) => {
  expect(resourceFor({ apiVersion, kind }, ['stores.example.com', 'secrets.'])).toBeUndefined();
});
