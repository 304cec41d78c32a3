/** Random rules and random requests: a trim refuses nothing that was used, and grants nothing that was not granted. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { covers, createAccess, hasWildcard, type Rule, ruleAllows } from '../../../src/analysis/rbac/index.ts';
import { trimRules } from '../../../src/analysis/use/index.ts';
import type { Used } from '../../../src/analysis/use/questions.ts';

const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', 'impersonate', 'use'];
const RESOURCES = ['pods', 'pods/log', 'pods/exec', 'configmaps', 'deployments', 'deployments/scale', 'nodes/metrics'];
const GROUPS = ['', 'apps', 'example.com'];
const NAMES = ['a', 'b'];
const PATHS = ['/metrics', '/healthz', '/healthz/etcd', '/api/v1', '/logs/x'];

const some = (values: readonly string[], max = 3) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: max });
const rule: fc.Arbitrary<Rule> = fc
  .oneof(
    fc.record({
      apiGroups: some([...GROUPS, '*']),
      resources: some([...RESOURCES, '*', '*/scale', 'pods/*']),
      verbs: some([...VERBS, '*']),
      resourceNames: fc.option(some(NAMES), { nil: undefined, freq: 3 }),
    }),
    fc.record({ nonResourceURLs: some([...PATHS, '*', '/healthz/*', '/api*']), verbs: some(['get', 'post', '*']) }),
  )
  .map((each) => JSON.parse(JSON.stringify(each)) as Rule);

const question = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...VERBS),
      fc.constantFrom(...GROUPS),
      fc.constantFrom(...RESOURCES),
      fc.constantFrom(undefined, ...NAMES),
    )
    .map(([verb, group, place, name]) => {
      const [resource = '', subresource] = place.split('/');
      return {
        verb,
        group,
        resource,
        ...(subresource ? { subresource } : {}),
        ...(name ? { name } : {}),
        namespace: 'shop',
      };
    }),
  fc.record({ verb: fc.constantFrom('get', 'post'), path: fc.constantFrom(...PATHS) }),
);
const used: fc.Arbitrary<Used> = fc
  .tuple(question, fc.boolean())
  .map(([asked, isAnyName]) => ({ question: asked, requests: 1, ...(isAnyName ? { isAnyName: true as const } : {}) }));

const API = 'rbac.authorization.k8s.io';
/** The whole engine, over objects. */
function accessBy(rules: readonly Rule[]) {
  const roleRef = { apiGroup: API, kind: 'ClusterRole', name: 'r' };
  return createAccess({
    roles: [],
    roleBindings: [],
    clusterRoles: [{ apiVersion: `${API}/v1`, kind: 'ClusterRole', metadata: { name: 'r' }, rules }],
    clusterRoleBindings: [
      {
        apiVersion: `${API}/v1`,
        kind: 'ClusterRoleBinding',
        metadata: { name: 'r' },
        roleRef,
        subjects: [{ apiGroup: API, kind: 'User', name: 'u' }],
      },
    ],
  } as never);
}
const ME = { username: 'u', groups: [] };

test('no used request is refused, and nothing is granted that was not', () => {
  fc.assert(
    fc.property(
      fc.array(rule, { maxLength: 4 }),
      fc.array(used, { maxLength: 12 }),
      fc.array(rule, { maxLength: 2 }),
      fc.array(question, { maxLength: 30 }),
      (rules, uses, handedOn, others) => {
        const trim = trimRules(rules, { used: uses, handedOn });
        const [before, after] = [accessBy(rules), accessBy(trim.rules)];
        for (const { question: asked } of uses) expect(after.can(ME, asked)).toBe(before.can(ME, asked));
        for (const asked of others) if (after.can(ME, asked)) expect(before.can(ME, asked)).toBe(true);
        expect(covers(rules, trim.rules)).toBe(true);
        // What is narrowed needs no narrowing.
        expect(trimRules(trim.rules, { used: uses, handedOn }).removed).toEqual([]);
      },
    ),
    { numRuns: 3000 },
  );
});

test('who hands on rights keeps what it hands on, and no wildcard is written out', () => {
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 3 }), fc.array(used, { maxLength: 8 }), rule, (rules, uses, handed) => {
      const trim = trimRules(rules, { used: uses, handedOn: [handed] });
      if (covers(rules.slice(0, 1), [handed])) expect(covers(trim.rules, [handed])).toBe(true);
      const plain = trimRules(rules, { used: uses, handedOn: [] });
      const atoms = plain.rules.filter((each) => !rules.includes(each) && !hasWildcard(each));
      expect(atoms.length).toBeLessThanOrEqual(6 * uses.length + 2 * rules.length);
    }),
    { numRuns: 1000 },
  );
});

test('a used request never widens a name or a path', () => {
  const rules = [
    { apiGroups: [''], resources: ['secrets'], resourceNames: ['a', 'b'], verbs: ['get', 'update'] },
    { nonResourceURLs: ['*'], verbs: ['*'] },
  ];
  const uses: readonly Used[] = [
    { question: { verb: 'get', group: '', resource: 'secrets', name: 'a', namespace: 'shop' }, requests: 1 },
    { question: { verb: 'get', path: '/metrics' }, requests: 1 },
    { question: { verb: 'get', path: '/apis/apps/v1' }, requests: 1 },
  ];
  expect(trimRules(rules, { used: uses, handedOn: [] }).rules).toEqual([
    { apiGroups: [''], resources: ['secrets'], resourceNames: ['a'], verbs: ['get'] },
    { nonResourceURLs: ['/apis/*', '/metrics'], verbs: ['get'] },
  ]);
  expect(ruleAllows(rules[0] as Rule, { verb: 'get', group: '', resource: 'secrets', name: 'c' })).toBe(false);
});
