import fc from 'fast-check';
import { expect, test } from 'vitest';
import { covers, expandWildcards, hasWildcard, type Rule, uncovered } from '../../../src/analysis/rbac/index.ts';
import type { ApiResource } from '../../../src/plugin-api/index.ts';
import { FULL, paths, rule } from '../../support/rbac/objects.ts';

const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

function served(
  group: string,
  resource: string,
  namespaced: boolean,
  subresources: Record<string, string> = {},
): ApiResource {
  const subs = Object.entries(subresources).map(([name, verbs]) => ({ name, verbs: verbs.split(',') }));
  return { group, version: 'v1', resource, kind: resource, namespaced, verbs: VERBS, subresources: subs };
}
const DISCOVERY = [
  served('', 'pods', true, { exec: 'create,get', log: 'get' }),
  served('', 'namespaces', false, { finalize: 'update' }),
  served('', 'nodes', false, { proxy: 'create,delete,get,patch,update' }),
  served('', 'serviceaccounts', true, { token: 'create' }),
  served('apps', 'deployments', true, { scale: 'get,patch,update' }),
  served('autoscaling', 'horizontalpodautoscalers', true),
  { ...served('autoscaling', 'horizontalpodautoscalers', true), version: 'v2' },
  served('metrics.k8s.io', 'pods', true),
];
/** All that exists, as rules: what a rule allows of it is what somebody can use today. */
const EXISTING: readonly Rule[] = DISCOVERY.flatMap(({ group, resource, verbs, subresources }) => [
  { apiGroups: [group], resources: [resource], verbs },
  ...subresources.map((sub) => ({ apiGroups: [group], resources: [`${resource}/${sub.name}`], verbs: sub.verbs })),
]);

const expand = (each: Rule, isNamespaced = false) => expandWildcards(each, DISCOVERY, { isNamespaced });
const some = (...values: readonly string[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
const anyRule: fc.Arbitrary<Rule> = fc.record({
  apiGroups: some('', 'apps', 'metrics.k8s.io', '*'),
  resources: some('pods', 'deployments', 'pods/exec', '*/scale', '*', 'nodes'),
  verbs: some('get', 'list', 'create', 'update', '*'),
});

test('an expanded rule allows all that is served today and was allowed, and nothing that was not', () => {
  fc.assert(
    fc.property(anyRule, (each) => {
      const rules = expand(each)?.rules ?? [];
      expect(rules.some(hasWildcard)).toBe(false);
      expect(covers([each], rules)).toBe(true);
      const usable = EXISTING.flatMap((existing) => allowed(existing, each));
      expect(uncovered(usable, rules)).toEqual([]);
    }),
  );
});

function allowed(existing: Rule, by: Rule): readonly Rule[] {
  const verbs = existing.verbs.filter((verb) => covers([by], [{ ...existing, verbs: [verb] }]));
  return verbs.length === 0 ? [] : [{ ...existing, verbs }];
}

test('every verb on a named resource becomes the verbs that it serves', () => {
  expect(expand(rule('*', 'deployments/scale', 'apps'))).toEqual({
    rules: [rule('get,patch,update', 'deployments/scale', 'apps')],
    unserved: [],
    lost: [],
    lostFinalizers: [],
  });
});

test('a resource that two versions or two groups serve is written once each', () => {
  expect(expand(rule('get', 'horizontalpodautoscalers', '*'))?.rules).toEqual([
    rule('get', 'horizontalpodautoscalers', 'autoscaling'),
  ]);
  expect(expand(rule('get', 'pods', '*'))?.rules).toEqual([rule('get', 'pods', ',metrics.k8s.io')]);
});

test('rights behind a star that nothing serves are named as lost', () => {
  const lost = (each: Rule, isNamespaced = false) => (expand(each, isNamespaced)?.lost ?? []).map((atom) => atom.verb);
  expect(lost(rule('*', 'serviceaccounts'))).toEqual(['impersonate']);
  expect(lost(rule('*', 'roles', 'rbac.authorization.k8s.io'), true)).toEqual(['bind', 'escalate']);
  expect(lost(rule('*', 'pods'))).toEqual([]);
  // The kubelet's own resources have no namespace: a Role never gave them.
  expect(lost(rule('*', '*'), true)).toEqual(['impersonate']);
  expect(lost(FULL)).toContain('approve');
});

test('rights that nothing serves but the rule names stay', () => {
  expect(expand(rule('impersonate', '*'))?.rules).toEqual([rule('impersonate', 'groups,serviceaccounts,users')]);
  expect(expand(rule('get', '*'))?.rules.flatMap(({ resources }) => resources ?? [])).toContain('nodes/metrics');
});

test('in a Role only what has a namespace is written, and the own Namespace without list and create', () => {
  const rules = expand(rule('*', '*'), true)?.rules ?? [];
  expect(covers(rules, [rule('get,patch', 'namespaces'), rule('update', 'namespaces/finalize')])).toBe(true);
  expect(covers(rules, [rule('list', 'namespaces')])).toBe(false);
  expect(rules.some(({ resources }) => resources?.includes('nodes'))).toBe(false);
});

test('with names, verbs that never carry one are left out', () => {
  const named = { ...rule('*', 'pods,pods/exec'), resourceNames: ['a'] };
  expect(expand(named)?.rules).toEqual([
    {
      apiGroups: [''],
      resources: ['pods'],
      resourceNames: ['a'],
      verbs: ['delete', 'get', 'list', 'patch', 'update', 'watch'],
    },
    { apiGroups: [''], resources: ['pods/exec'], resourceNames: ['a'], verbs: ['create', 'get'] },
  ]);
});

test('what is not served is told, and kept where it was named with its verbs', () => {
  expect(expand(rule('*', 'widgets', 'example.com'))).toMatchObject({ rules: [], unserved: ['widgets.example.com'] });
  expect(expand(rule('get', '*', 'example.com'))).toMatchObject({ rules: [], unserved: ['*.example.com'] });
  expect(expand(rule('get', 'widgets,*/scale', 'example.com,apps'))).toMatchObject({
    rules: [rule('get', 'deployments/scale,widgets', 'apps'), rule('get', 'widgets', 'example.com')],
    unserved: ['*/scale.example.com'],
  });
});

test('finalizers are told apart: one admission plugin alone asks for them', () => {
  expect(expand(rule('*', '*', 'apps'))?.lostFinalizers).toEqual([
    { verb: 'update', group: 'apps', resource: 'deployments/finalizers' },
  ]);
  expect(expand(rule('get', '*', 'apps'))?.lostFinalizers).toEqual([]);
});

test('verbs on paths can be written out, all paths cannot', () => {
  expect(expand(paths('*', '/metrics'))?.rules).toEqual([paths('delete,get,head,options,patch,post,put', '/metrics')]);
  for (const url of ['*', '/*', '/**']) expect(expand(paths('*', `/metrics,${url}`)), url).toBeUndefined();
});

test('only stars that stand for more than is written are wildcards', () => {
  const found = [
    rule('get', 'pods/*'),
    paths('get', '/api/*'),
    rule('get', '*/scale'),
    rule('*', 'pods'),
    paths('get', '*'),
    paths('get', '/*'),
  ];
  expect(found.map(hasWildcard)).toEqual([false, false, true, true, true, true]);
});
