/** Random roles and bindings in two namespaces, cluster-scoped names prefixed, and questions that often hit them. */
import fc from 'fast-check';
import type { Identity, Question, Subject } from '../../../src/analysis/rbac/index.ts';
import type { KubeObject } from '../../../src/plugin-api/index.ts';

const API_VERSION = 'rbac.authorization.k8s.io/v1';
const RBAC = 'rbac.authorization.k8s.io';
const VERBS = [
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
  'bind',
  'impersonate',
];
const GROUPS = ['', 'apps', 'batch', 'example.com'];
const RESOURCES = ['pods', 'secrets', 'deployments', 'namespaces', 'nodes', 'widgets'];
const SUBRESOURCES = ['scale', 'status', 'exec', 'log'];
const NAMES = ['a', 'b', 'c'];
const PATHS = ['/metrics', '/healthz', '/healthz/etcd', '/logs/', '/logs/x/y', '/debug*', '/debug/pprof', '/'];
const USERS = ['alice', 'bob'];
const TEAMS = ['team-red', 'team-blue'];

export interface Asked {
  readonly who: Identity;
  readonly what: Question;
}
export interface Scene {
  readonly objects: readonly KubeObject[];
  readonly question: fc.Arbitrary<Asked>;
  /** Allowed only by the binding that is made last. */
  readonly sentinel: Asked;
  readonly aggregated: readonly string[];
  /** A ServiceAccount that bindings name; it has to be made. */
  readonly account: { readonly namespace: string; readonly name: string };
}

type Namespaces = readonly [string, string];

export function scene(namespaces: Namespaces, seed: number): Scene {
  const prefix = namespaces[0];
  const sample = <T>(arbitrary: fc.Arbitrary<T>, numRuns: number, offset: number): T[] =>
    fc.sample(arbitrary, { numRuns, seed: seed + offset });
  const clusterRoles = sample(fc.array(fc.oneof(resourceRule, pathRule), { maxLength: 4 }), 10, 1);
  const roles = sample(fc.array(resourceRule, { maxLength: 4 }), 12, 2);
  const clusterRole = (index: number) => `${prefix}-c${index}`;
  const labelled = clusterRoles.map((rules, index) =>
    object(
      'ClusterRole',
      clusterRole(index),
      undefined,
      { rules },
      index % 3 === 0 ? { [`agg/${prefix}`]: 'one' } : {},
    ),
  );
  const aggregated = [`${prefix}-one`, `${prefix}-two`];
  const aggregates = [
    aggregate(`${prefix}-one`, { matchLabels: { [`agg/${prefix}`]: 'one' } }, { [`agg/${prefix}`]: 'two' }),
    // Takes the first one's rules as well as those that went into it.
    aggregate(`${prefix}-two`, { matchExpressions: [{ key: `agg/${prefix}`, operator: 'Exists' }] }, {}),
  ];
  const roleObjects = roles.map((rules, index) => object('Role', `r${index}`, namespaces[index % 2], { rules }));
  const bindings = sample(bindingOf(namespaces), 40, 3).map((made, index) => binding(made, index, prefix));
  const last = object('ClusterRoleBinding', `${prefix}-last`, undefined, {
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: `${prefix}-sentinel` },
    subjects: [{ apiGroup: RBAC, kind: 'User', name: `${prefix}-sentinel` }],
  });
  const sentinelRules = [{ apiGroups: ['sentinel'], resources: ['sentinels'], verbs: ['get'] }];
  const sentinelRole = object('ClusterRole', `${prefix}-sentinel`, undefined, { rules: sentinelRules });
  return {
    objects: [...labelled, ...aggregates, ...roleObjects, sentinelRole, ...bindings, last],
    question: fc.record({ who: identity(namespaces), what: questionIn(namespaces) }),
    sentinel: {
      who: { username: `${prefix}-sentinel`, groups: [] },
      what: { verb: 'get', group: 'sentinel', resource: 'sentinels' },
    },
    aggregated,
    account: { namespace: namespaces[0], name: 'robot' },
  };
}

function some<T>(values: readonly T[], maxLength = 3): fc.Arbitrary<T[]> {
  return fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength });
}

const resourceRule = fc
  .record({
    apiGroups: fc.oneof({ weight: 3, arbitrary: some(GROUPS) }, { weight: 1, arbitrary: fc.constant(['*']) }),
    resources: fc.uniqueArray(
      fc.oneof(
        fc.constantFrom(...RESOURCES),
        fc.tuple(fc.constantFrom(...RESOURCES), fc.constantFrom(...SUBRESOURCES)).map((pair) => pair.join('/')),
        fc.constantFrom(...SUBRESOURCES.map((name) => `*/${name}`)),
        { weight: 1, arbitrary: fc.constantFrom('*', ...RESOURCES.map((resource) => `${resource}/*`)) },
      ),
      { minLength: 1, maxLength: 3 },
    ),
    verbs: fc.oneof({ weight: 4, arbitrary: some(VERBS, 5) }, { weight: 1, arbitrary: fc.constant(['*']) }),
    resourceNames: fc.option(some(NAMES), { nil: undefined, freq: 2 }),
  })
  .map(({ resourceNames, ...rule }) => (resourceNames === undefined ? rule : { ...rule, resourceNames }));

const pathRule = fc.record({
  nonResourceURLs: some(['/metrics', '/healthz*', '/logs/*', '/logs/**', '/debug*', '/debug/*', '*', '/he*thz']),
  verbs: fc.oneof(some(['get', 'post', 'put']), fc.constant(['*'])),
});

interface Made {
  readonly scope: 'cluster' | 0 | 1;
  readonly namespaces: Namespaces;
  readonly role: { readonly isCluster: boolean; readonly index: number };
  readonly subjects: readonly Subject[];
}

function bindingOf(namespaces: Namespaces): fc.Arbitrary<Made> {
  return fc.record({
    scope: fc.constantFrom('cluster' as const, 0 as const, 1 as const),
    namespaces: fc.constant(namespaces),
    role: fc.record({ isCluster: fc.boolean(), index: fc.nat(13) }),
    subjects: fc.array(subjectIn(namespaces), { maxLength: 2 }),
  });
}

function subjectIn(namespaces: Namespaces): fc.Arbitrary<Subject> {
  const named = (kind: string, names: readonly string[]) =>
    fc.constantFrom(...names).map((name): Subject => ({ apiGroup: RBAC, kind, name }));
  const account = fc
    .tuple(fc.constantFrom(...namespaces, ''), fc.constantFrom('robot', 'other'))
    .map(
      ([namespace, name]): Subject => ({ kind: 'ServiceAccount', name, ...(namespace === '' ? {} : { namespace }) }),
    );
  const accountAsUser = named('User', [`system:serviceaccount:${namespaces[0]}:robot`]);
  const groups = named('Group', [...TEAMS, `system:serviceaccounts:${namespaces[1]}`]);
  return fc.oneof(named('User', USERS), groups, account, accountAsUser);
}

function binding({ scope, namespaces, role, subjects }: Made, index: number, prefix: string): KubeObject {
  const isClusterWide = scope === 'cluster';
  const isCluster = isClusterWide || role.isCluster;
  const clusterRoles = [
    ...Array.from({ length: 11 }, (_, each) => `${prefix}-c${each}`),
    `${prefix}-one`,
    `${prefix}-two`,
  ];
  // Index 10 and r12, r13 are not there: references to missing roles give nothing.
  const name = isCluster ? (clusterRoles[role.index % clusterRoles.length] ?? '') : `r${role.index}`;
  const roleRef = { apiGroup: RBAC, kind: isCluster ? 'ClusterRole' : 'Role', name };
  if (isClusterWide) {
    const named = subjects.filter(({ kind, namespace }) => kind !== 'ServiceAccount' || namespace !== undefined);
    return object('ClusterRoleBinding', `${prefix}-b${index}`, undefined, { roleRef, subjects: named });
  }
  return object('RoleBinding', `b${index}`, namespaces[scope], { roleRef, subjects });
}

function identity([first, second]: Namespaces): fc.Arbitrary<Identity> {
  const person = fc.record({
    username: fc.constantFrom(...USERS),
    groups: fc.subarray([...TEAMS, 'system:authenticated']),
  });
  const account = fc.constantFrom(first, second).chain((namespace) =>
    fc.constantFrom('robot', 'other').map((name) => ({
      username: `system:serviceaccount:${namespace}:${name}`,
      groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
    })),
  );
  const master = fc.constant({ username: 'root', groups: ['system:masters'] });
  return fc.oneof(
    { weight: 6, arbitrary: person },
    { weight: 4, arbitrary: account },
    { weight: 1, arbitrary: master },
  );
}

function questionIn(namespaces: Namespaces): fc.Arbitrary<Question> {
  const resource = fc
    .record({
      verb: fc.constantFrom(...VERBS, '*'),
      group: fc.constantFrom(...GROUPS, '*'),
      resource: fc.constantFrom(...RESOURCES, '*'),
      subresource: fc.constantFrom('', '', ...SUBRESOURCES, '*'),
      name: fc.constantFrom('', ...NAMES, 'd'),
      namespace: fc.constantFrom('', ...namespaces, ...namespaces, 'default'),
    })
    .map(({ verb, group, resource: plural, ...optional }) => {
      const given = Object.entries(optional).filter(([, value]) => value !== '');
      return { verb, group, resource: plural, ...Object.fromEntries(given) };
    });
  const path = fc.record({ verb: fc.constantFrom('get', 'post', 'delete'), path: fc.constantFrom(...PATHS) });
  return fc.oneof({ weight: 5, arbitrary: resource }, { weight: 1, arbitrary: path });
}

function aggregate(name: string, selector: object, labels: Readonly<Record<string, string>>): KubeObject {
  return object(
    'ClusterRole',
    name,
    undefined,
    { aggregationRule: { clusterRoleSelectors: [selector] }, rules: [] },
    labels,
  );
}

function object(
  kind: string,
  name: string,
  namespace: string | undefined,
  content: object,
  labels: Readonly<Record<string, string>> = {},
): KubeObject {
  const metadata = { name, labels, ...(namespace === undefined ? {} : { namespace }) };
  return { apiVersion: API_VERSION, kind, metadata, ...content };
}
