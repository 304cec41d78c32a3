import { expect, test } from 'vitest';
import { PLUGINS } from '../../plugins/index.ts';
import { needsOf } from '../../src/session/needs.ts';

const checks = PLUGINS.flatMap((plugin) => plugin.checks);
const only = (id: string) => checks.filter(({ meta }) => meta.id === id);

test('a manual check needs nothing but the namespaces', () => {
  const needs = needsOf(only('authentication/mfa'), { mayWrite: false });
  expect(needs).toEqual({ kinds: ['Namespace'], evidence: [], lookups: [] });
});

test('lookups of checks are needed once each, and only where the check is selected', () => {
  const egress = only('network/default-deny-egress');
  expect(needsOf([...egress, ...egress], { mayWrite: false }).lookups).toEqual([
    { kind: 'Service', namespace: 'kube-system' },
    { kind: 'Service', namespace: 'openshift-dns' },
    { kind: 'DaemonSet', namespace: 'kube-system' },
  ]);
  expect(needsOf(only('network/default-deny-ingress'), { mayWrite: false }).lookups).toEqual([]);
});

test('whoever may write needs to know who holds which rights', () => {
  const kinds = needsOf([], { mayWrite: true }).kinds;
  expect(kinds).toEqual(expect.arrayContaining(['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding']));
});
