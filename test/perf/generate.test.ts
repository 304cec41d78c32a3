import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { application } from './app.ts';
import { manifests } from './manifests.ts';
import { createRandom } from './random.ts';
import { WEAKNESSES } from './weaknesses.ts';

function count(applications: number): Record<string, number> {
  const kinds: Record<string, number> = {};
  for (const { kind } of manifests(applications)) kinds[kind] = (kinds[kind] ?? 0) + 1;
  return kinds;
}

test('5,000 Deployments come with 27,575 documents in all', () => {
  const kinds = count(5000);
  expect(kinds).toEqual({
    Namespace: 50,
    Deployment: 5000,
    Service: 5000,
    ServiceAccount: 5000,
    Role: 5000,
    RoleBinding: 5000,
    NetworkPolicy: 2525,
  });
  expect(Object.values(kinds).reduce((sum, number) => sum + number)).toBe(27_575);
});

test('the same number gives the same set', () => {
  expect([...manifests(20)]).toEqual([...manifests(20)]);
});

test('a larger set begins with the applications of a smaller one', () => {
  const small = [...manifests(20)];
  expect([...manifests(30)].slice(0, small.length)).toEqual(small);
});

test('names are unique within a kind', () => {
  const names = [...manifests(200)].map(({ kind, metadata }) => `${kind}/${metadata.namespace}/${metadata.name}`);
  expect(new Set(names).size).toBe(names.length);
});

test('even applications are secure, odd ones are not', () => {
  const containerOf = (number: number) => {
    const [deployment] = application(number, 'ns', createRandom(1));
    return JSON.stringify(deployment);
  };
  const secure = [
    '"runAsNonRoot":true',
    '"allowPrivilegeEscalation":false',
    '"readOnlyRootFilesystem":true',
    '"drop":["ALL"]',
  ];
  for (const field of secure) expect(containerOf(2)).toContain(field);
  expect(application(2, 'ns', createRandom(1)).map(({ kind }) => kind)).toContain('NetworkPolicy');
  expect(application(3, 'ns', createRandom(1)).map(({ kind }) => kind)).not.toContain('NetworkPolicy');
});

test.each(Object.keys(WEAKNESSES))('the weakness "%s" changes an application', (name) => {
  const parts = {
    pod: { securityContext: { runAsNonRoot: true }, automountServiceAccountToken: false },
    container: { image: 'a@sha256:0', resources: {}, livenessProbe: {}, readinessProbe: {}, ports: [] },
    securityContext: {
      runAsNonRoot: true,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    role: { rules: [] },
  };
  const before = structuredClone(parts);
  WEAKNESSES[name]?.(parts as never);
  expect(isDeepStrictEqual(parts, before)).toBe(false);
});
