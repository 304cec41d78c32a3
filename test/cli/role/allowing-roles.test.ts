import { expect, test } from 'vitest';
import { rolesToAllow } from '../../../src/cli/compose/allowing-roles.ts';
import type { CoverageEntry } from '../../../src/model/snapshot.ts';

function denied(kind: string, namespace?: string): CoverageEntry {
  return { kind, ...(namespace === undefined ? {} : { namespace }), coverage: { state: 'denied', reason: 'denied' } };
}

test('only what was denied is allowed: one rule for each group, evidence by its path', () => {
  const full: CoverageEntry = { kind: 'Pod', coverage: { state: 'full' } };
  const absent: CoverageEntry = { kind: 'Ingress', coverage: { state: 'absent', reason: 'not served' } };
  const failed: CoverageEntry = { kind: 'Node', coverage: { state: 'error', reason: 'timed out' } };
  const all = [
    denied('Secret'),
    full,
    absent,
    failed,
    denied('ServiceAccount'),
    denied('Deployment'),
    denied('ServerFlags'),
  ];
  expect(rolesToAllow(all)).toEqual([
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'kubectl-harden-read' },
      rules: [
        { apiGroups: [''], resources: ['secrets', 'serviceaccounts'], verbs: ['list'] },
        { apiGroups: ['apps'], resources: ['deployments'], verbs: ['list'] },
        { nonResourceURLs: ['/flagz'], verbs: ['get'] },
      ],
    },
  ]);
});

test('namespaces that were asked one by one get a Role each, and their object by name', () => {
  const roles = rolesToAllow([denied('Pod', 'shop'), denied('Namespace', 'shop'), denied('Pod', 'bank')]);
  expect(roles.map(({ kind, metadata }) => [kind, metadata.namespace])).toEqual([
    ['Role', 'bank'],
    ['Role', 'shop'],
  ]);
  expect(roles[1]?.rules).toEqual([
    { apiGroups: [''], resources: ['pods'], verbs: ['list'] },
    { apiGroups: [''], resources: ['namespaces'], resourceNames: ['shop'], verbs: ['get'] },
  ]);
});

test('custom resources are named by their group; what takes no right gets no role', () => {
  const [role] = rolesToAllow([denied('externalsecrets.external-secrets.io')]);
  expect(role?.rules).toEqual([
    { apiGroups: ['external-secrets.io'], resources: ['externalsecrets'], verbs: ['list'] },
  ]);
  expect(rolesToAllow([denied('AnonymousAccess'), denied('KubeletConfigs')])).toEqual([]);
  expect(rolesToAllow([])).toEqual([]);
});
