/** What a text that cannot be parsed may have held, by what stands in it. */
import { expect, test } from 'vitest';
import type { StoredKind } from '../../../src/plugin-api/index.ts';
import { mayHold, mentionsKind, scopeOfText } from '../../../src/sources/files/told/scope.ts';

const KINDS: readonly StoredKind[] = ['Pod', 'Deployment', 'NetworkPolicy', 'ClusterRole'];
const ALL = KINDS.join(' ');

function told(text: string): string {
  const scope = scopeOfText(text);
  const kinds = KINDS.filter((kind) => mayHold(scope, kind)).join(' ');
  return scope?.namespace === undefined ? kinds : `${kinds} in ${scope.namespace}`;
}

const POLICY = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n';

test.each([
  ['nothing', '', ALL],
  ['a kind alone', 'kind: Deployment\n', ALL],
  ['a typed object', POLICY, 'NetworkPolicy'],
  ['one with a namespace', `${POLICY}metadata:\n  name: a\n  namespace: shop # here\nspec: [`, 'NetworkPolicy'],
  [
    'one with a plain namespace',
    `${POLICY}metadata:\n  name: a\n\n  namespace: "shop"\r\nspec: [`,
    'NetworkPolicy in shop',
  ],
  ['a namespace elsewhere', `${POLICY}metadata:\n  name: a\nspec:\n  namespace: shop\n`, 'NetworkPolicy'],
  ['a namespace that is a template', `${POLICY}metadata:\n  namespace: {{ .x }}\n`, 'NetworkPolicy'],
  ['a kind of which no check knows', 'apiVersion: v1\nkind: ConfigMap\n', ''],
  ['a kind of somebody else', 'apiVersion: example.com/v1\nkind: Thing\n', 'Pod'],
  ['a kind that is a template', 'apiVersion: v1\nkind: {{ .Values.kind }}\n', ALL],
  ['two objects', `${POLICY}${POLICY}`, ALL],
  ['a list', 'apiVersion: v1\nkind: List\nitems: [\n', ALL],
  ['a template that may write more', `${POLICY}{{ include "more" . }}\n`, ALL],
  [
    'a cluster-scoped object',
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  namespace: a\n',
    'ClusterRole',
  ],
])('%s', (_what, text, expected) => {
  expect(told(text)).toBe(expected);
});

test('only text that speaks of a kind or a version was meant to be an object', () => {
  expect(['kind: [', '  - kind: Pod', '{"apiVersion":', 'a: {kind: x'].map(mentionsKind)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['mankind: [', 'a: [', 'my-kind: {', '# a kind of: x'].map(mentionsKind)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
