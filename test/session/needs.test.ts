import { expect, test } from 'vitest';
import { PLUGINS } from '../../plugins/index.ts';
import type { AnyRead, Check } from '../../src/plugin-api/index.ts';
import { defineCheck, may, must } from '../../src/plugin-api/index.ts';
import { needsOf } from '../../src/session/needs.ts';

const checks = PLUGINS.flatMap((plugin) => plugin.checks);
const only = (id: string) => checks.filter(({ meta }) => meta.id === id);

function requested(some: readonly Check[], kind: string) {
  return needsOf(some, { mayWrite: false }).kinds.find((each) => each.kind === kind);
}

function withReads(...reads: readonly AnyRead[]): Check {
  const meta = {
    id: 'a/b',
    title: '',
    severity: 'low',
    rationale: '',
    guidance: '',
    item: '',
    refs: [],
    since: '',
  } as const;
  return defineCheck({ mode: 'automated', meta, subject: 'Namespace', reads: reads as never, evaluate: () => [] });
}

test('a manual check needs nothing but the namespaces and the version', () => {
  expect(needsOf(only('authentication/mfa'), { mayWrite: false })).toEqual({
    kinds: [{ kind: 'Namespace', everywhere: false, namespaces: [] }],
    evidence: ['ServerVersion'],
  });
});

test('what is read by the name of a namespace is asked for there, once, and only where the check is selected', () => {
  const egress = only('network/default-deny-egress');
  expect(requested([...egress, ...egress], 'Service')?.namespaces).toEqual(['kube-system', 'openshift-dns']);
  expect(requested(only('network/default-deny-ingress'), 'Service')?.namespaces).toEqual([]);
});

test('only what decides a verdict is read beyond the namespaces of the scan', () => {
  expect(requested([withReads(must.all('RoleBinding'))], 'RoleBinding')?.everywhere).toBe(true);
  expect(requested([withReads(may.all('RoleBinding'))], 'RoleBinding')?.everywhere).toBe(false);
});

test('of custom resources everything is kept that any check keeps', () => {
  const name = 'widgets.example.com';
  const some = [withReads(may(name, { keep: ['spec.b'] })), withReads(may(name, { keep: ['spec.a', 'spec.b'] }))];
  expect(requested(some, name)?.keep).toEqual(['spec.a', 'spec.b']);
});

test('pods are read last: there are most of them', () => {
  expect(needsOf(checks, { mayWrite: true }).kinds.at(-1)?.kind).toBe('Pod');
});

test('whoever may write needs to know who holds which rights', () => {
  const kinds = needsOf([], { mayWrite: true }).kinds.map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding']));
});
