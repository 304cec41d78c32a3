/** Names are held to what the API server takes for a kind. */
import { expect, test } from 'vitest';
import { nameProblem } from '../../../src/sources/files/read/names.ts';

function problem(apiVersion: string, kind: string, metadata: Readonly<Record<string, string>>): string | undefined {
  return nameProblem({ apiVersion, kind, metadata: { ...metadata } })?.text;
}

test.each(['__proto__', 'constructor_', 'Web', 'a..b', '-a', 'a-', 'a b', '$(NAME)', 'é', 'a'.repeat(254)])(
  'no workload is called %j',
  (name) => {
    expect(problem('apps/v1', 'Deployment', { name })).toBe('.metadata.name is not a valid name');
    expect(problem('v1', 'Namespace', { name })).toBe('.metadata.name is not a valid name');
  },
);

test('dots are for subdomains, and more for rights', () => {
  expect(problem('apps/v1', 'Deployment', { name: 'web.v2' })).toBeUndefined();
  expect(problem('v1', 'Namespace', { name: 'web.v2' })).toBeDefined();
  expect(problem('v1', 'Namespace', { name: 'a'.repeat(64) })).toBeDefined();
  expect(problem('rbac.authorization.k8s.io/v1', 'ClusterRole', { name: 'system:Node_1' })).toBeUndefined();
  expect(problem('rbac.authorization.k8s.io/v1', 'ClusterRole', { name: 'a/b' })).toBeDefined();
  expect(problem('rbac.authorization.k8s.io/v1', 'ClusterRole', { name: 'a'.repeat(10_000) })).toBeUndefined();
  expect(problem('rbac.authorization.k8s.io/v1', 'ClusterRole', { name: 'a\n{{ .Values.x }}' })).toBeDefined();
});

test('a generated name ends as the API server ends it', () => {
  expect(problem('batch/v1', 'Job', { name: 'once-', generateName: 'once-' })).toBeUndefined();
  expect(problem('batch/v1', 'Job', { name: 'Once-', generateName: 'Once-' })).toBeDefined();
  expect(problem('batch/v1', 'Job', { name: 'once-' })).toBeDefined();
});
