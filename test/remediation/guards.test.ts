import { expect, test } from 'vitest';
import { refOf } from '../../src/kube/refs.ts';
import type { Change, KubeObject } from '../../src/plugin-api/index.ts';
import { type ChangeContext, type PlanRequest, previewPlan } from '../../src/remediation/index.ts';
import { FakeTarget } from '../support/fake-target.ts';
import {
  accessOf,
  binding,
  CLUSTER_ADMIN,
  contextFor,
  DENY_SPEC,
  decision,
  deployment,
  edit,
  ensure,
  NO_ESCALATION,
  namespace,
  policy,
  user,
  WARN,
  withoutUser,
} from './support.ts';

function with_<T extends KubeObject>(object: T, metadata: object): T {
  return { ...object, metadata: { ...object.metadata, ...metadata } };
}

async function refusalFor(
  objects: readonly KubeObject[],
  changes: readonly Change[],
  {
    request = {},
    more = {},
    context = {},
  }: {
    request?: Partial<PlanRequest>;
    more?: Parameters<typeof decision>[2];
    context?: Partial<ChangeContext>;
  } = {},
) {
  const target = new FakeTarget(objects);
  const preview = await previewPlan(contextFor(target, { access: accessOf(target), ...context }), {
    decisions: [decision('d', changes, more)],
    ...request,
  });
  expect(target.writes).toEqual([]);
  const [refusal] = preview.refused;
  if (refusal === undefined) return 'taken';
  expect(preview.steps).toEqual([]);
  return `${refusal.code}${refusal.allow === undefined ? '' : ` ${refusal.allow}`}: ${refusal.reason}`;
}

const API = deployment('api');
const patchOf = (object: KubeObject) => [edit(object, NO_ESCALATION)];
const controlled = with_(API, {
  ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'rs', uid: 'u', controller: true }],
});
const byOperator = with_(API, {
  ownerReferences: [{ apiVersion: 'kafka.io/v1', kind: 'Kafka', name: 'k', uid: 'u', controller: true }],
});
const helm = with_(API, { annotations: { 'meta.helm.sh/release-name': 'shop' } });
const argo = with_(API, { annotations: { 'argocd.argoproj.io/tracking-id': 'shop:apps/Deployment:shop/api' } });
const flux = with_(API, { labels: { 'kustomize.toolkit.fluxcd.io/name': 'apps' } });
const mirror: KubeObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'etcd', namespace: 'shop', annotations: { 'kubernetes.io/config.mirror': 'x' } },
};
const inSystem = deployment('dns', 'kube-system');
const helmInSystem = with_(inSystem, { annotations: { 'meta.helm.sh/release-name': 'dns' } });
const secret: KubeObject = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: 'shop' } };
const aggregated = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name: 'all-views' },
  aggregationRule: { clusterRoleSelectors: [] },
  rules: [],
} as KubeObject;
const dropRules = (object: KubeObject) => [edit(object, { op: 'set', path: ['rules'], value: [{ verbs: ['get'] }] })];
const systemBinding = binding('system:node', ['ann'], 'view');
const bootstrapping = with_(binding('basic', ['ann'], 'view'), {
  labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' },
});

const REFUSED: readonly (readonly [string, readonly KubeObject[], readonly Change[], string])[] = [
  [
    'an object that a controller writes',
    [controlled],
    patchOf(API),
    'guard: Deployment shop/api is written by ReplicaSet rs',
  ],
  ['an object of an operator', [byOperator], patchOf(API), 'guard managed: Deployment shop/api is managed by Kafka k'],
  ['an object of a Helm release', [helm], patchOf(API), 'guard managed: Deployment shop/api is managed by Helm'],
  ['an object of Argo CD', [argo], patchOf(API), 'guard managed: Deployment shop/api is managed by Argo CD'],
  ['an object of Flux', [flux], patchOf(API), 'guard managed: Deployment shop/api is managed by Flux'],
  ['a mirror pod', [mirror], [edit(mirror, WARN)], 'guard: Pod shop/etcd is a static pod'],
  ['an object of kube-system', [inSystem], patchOf(inSystem), 'guard system: Deployment kube-system/dns'],
  ['the labels of kube-system', [namespace('kube-system')], [edit(namespace('kube-system'), WARN)], 'guard system'],
  ['a new policy in kube-system', [], [ensure(policy('p', 'kube-system', DENY_SPEC))], 'guard system'],
  ['a Secret', [secret], [edit(secret, WARN)], 'guard: Secret shop/s holds a secret'],
  [
    'deleting what cannot be made again',
    [API],
    [{ op: 'delete', target: refOf(API) }],
    'guard: Deleting Deployment shop/api',
  ],
  ['an aggregated role', [aggregated], dropRules(aggregated), 'guard: ClusterRole all-views is filled by aggregation'],
  [
    'a system: binding',
    [systemBinding],
    [withoutUser(systemBinding, 'ann')],
    'guard: ClusterRoleBinding system:node is part',
  ],
  [
    'a bootstrapping binding',
    [bootstrapping],
    [withoutUser(bootstrapping, 'ann')],
    'guard: ClusterRoleBinding basic is part',
  ],
  [
    'an object that is being deleted',
    [with_(API, { deletionTimestamp: 'now' })],
    patchOf(API),
    'guard: Deployment shop/api is being deleted',
  ],
  [
    'ownership itself',
    [API],
    [
      edit(
        API,
        { op: 'unset', path: ['metadata', 'ownerReferences'] },
        { op: 'set', path: ['metadata', 'finalizers'], value: [] },
      ),
    ],
    'guard: .metadata.finalizers of Deployment shop/api is never changed',
  ],
  [
    'a role of a binding',
    [binding('b', ['ann'])],
    [edit(binding('b', ['ann']), { op: 'set', path: ['roleRef', 'name'], value: 'view' })],
    'guard: .roleRef.name',
  ],
  ['an object that is gone', [], patchOf(API), 'drift: Deployment shop/api no longer exists.'],
  [
    'a container that is gone',
    [with_(API, {})],
    [
      edit(API, {
        op: 'set',
        path: ['spec', 'template', 'spec', 'containers', { key: 'name', is: 'gone' }, 'tty'],
        value: false,
      }),
    ],
    'invalid: Deployment shop/api cannot be changed so',
  ],
  [
    'a policy of that name that says something else',
    [policy('p', 'shop', { podSelector: { matchLabels: { a: 'b' } } })],
    [ensure(policy('p', 'shop', DENY_SPEC))],
    'guard: NetworkPolicy shop/p already exists',
  ],
  [
    'a policy that only looks equal: it allows everything',
    [policy('p', 'shop', { ...DENY_SPEC, egress: [{}] })],
    [ensure(policy('p', 'shop', DENY_SPEC))],
    'guard: NetworkPolicy shop/p already exists',
  ],
  ['nothing to change', [API], [], 'invalid: There is no such change'],
];

test.each(REFUSED)('%s is refused', async (_, objects, changes, expected) => {
  expect(await refusalFor(objects, changes)).toContain(expected);
});

const ACKNOWLEDGED: readonly (readonly [string, readonly KubeObject[], Partial<PlanRequest>, string])[] = [
  ['--allow-managed takes a Helm release', [helm], { allowManaged: true }, 'taken'],
  ['--allow-managed takes no child of a controller', [controlled], { allowManaged: true }, 'guard:'],
  ['--include-system takes kube-system', [inSystem], { includeSystem: true }, 'taken'],
  ['managed, acknowledged alone, does not take kube-system', [helmInSystem], { allowManaged: true }, 'guard system'],
  [
    'system, acknowledged alone, does not take a Helm release there',
    [helmInSystem],
    { includeSystem: true },
    'guard managed',
  ],
  ['both take a Helm release of kube-system', [helmInSystem], { includeSystem: true, allowManaged: true }, 'taken'],
];

test.each(ACKNOWLEDGED)('%s', async (_, objects, request, expected) => {
  const [object] = objects;
  expect(await refusalFor(objects, object === undefined ? [] : patchOf(object), { request })).toContain(expected);
});

test('what the scan knew of owners counts although the object does not show it', async () => {
  const owner = { manager: 'argocd' as const, label: 'Argo CD' };
  const context = { facts: () => ({ owner }) };
  expect(await refusalFor([API], patchOf(API), { context })).toContain('guard managed');
});

test('a refusal of the decision itself stands until it is acknowledged', async () => {
  const more = { refusal: { reason: 'No.', allow: 'system' as const } };
  expect(await refusalFor([API], patchOf(API), { more })).toBe('guard system: No.');
  expect(await refusalFor([API], patchOf(API), { more, request: { includeSystem: true } })).toBe('taken');
  expect(
    await refusalFor([API], patchOf(API), {
      more: { refusal: { reason: 'Never.' } },
      request: { includeSystem: true },
    }),
  ).toBe('guard: Never.');
});

test('a policy that already exists, with the defaults of the server filled in, is unchanged', async () => {
  const wanted = policy('p', 'shop', { podSelector: {}, policyTypes: ['Egress'], egress: [{ ports: [{ port: 53 }] }] });
  const stored = policy('p', 'shop', {
    egress: [{ ports: [{ port: 53, protocol: 'TCP' }] }],
    podSelector: {},
    policyTypes: ['Egress'],
  });
  const preview = await previewPlan(contextFor(new FakeTarget([stored])), {
    decisions: [decision('d', [ensure(wanted)])],
  });
  expect(preview.refused).toEqual([]);
  expect(preview.steps.map(({ effect }) => effect)).toEqual(['unchanged']);
});

const TWO_ADMINS = [CLUSTER_ADMIN, binding('admins', ['ann', 'ben']), binding('mine', ['kim'], 'view')];
const LOCKOUT: readonly (readonly [string, readonly KubeObject[], readonly Change[], RegExp | 'taken'])[] = [
  [
    'one of the last two administrators',
    TWO_ADMINS,
    [withoutUser(binding('admins', []), 'ben')],
    /would leave one administrator \(.*ann.*\)/,
  ],
  [
    'the only binding of the administrators',
    TWO_ADMINS,
    [{ op: 'delete', target: refOf(binding('admins', [])) }],
    /would leave no administrator/,
  ],
  [
    'one of three administrators',
    [CLUSTER_ADMIN, binding('admins', ['ann', 'ben', 'cy'])],
    [withoutUser(binding('admins', []), 'cy')],
    'taken',
  ],
  [
    'the caller',
    [CLUSTER_ADMIN, binding('admins', ['ann', 'ben', 'cy', 'kim'])],
    [withoutUser(binding('admins', []), 'kim')],
    /take rights from you \(kim\)/,
  ],
];

test.each(LOCKOUT)('taking rights from %s', async (_, objects, changes, expected) => {
  const outcome = await refusalFor(objects, changes);
  if (expected === 'taken') expect(outcome).toBe('taken');
  else expect(outcome).toMatch(expected);
});

test('decisions that are harmless one by one and lock out together: the later one is refused', async () => {
  const admins = binding('admins', ['ann', 'ben', 'cy']);
  const target = new FakeTarget([CLUSTER_ADMIN, admins]);
  const decisions = ['cy', 'ben'].map((name) => decision(name, [withoutUser(admins, name)], { disruption: 'access' }));
  const preview = await previewPlan(contextFor(target, { access: accessOf(target) }), { decisions });
  expect(preview.refused.map((refusal) => [refusal.decision, refusal.code])).toEqual([['ben', 'guard']]);
  expect(preview.steps).toHaveLength(1);
  expect(preview.steps[0]?.change).toMatchObject({ edits: [{ value: user('cy') }] });
  // Whom that counts on is said before consent.
  expect(preview.caveats.join()).toMatch(/^User cy is no longer an administrator\. Left: User ann, User ben;/);
});

test('while nobody can tell whose rights a change lowers it is refused', async () => {
  const admins = binding('admins', ['ann', 'ben', 'cy']);
  const changes = [withoutUser(admins, 'cy')];
  const unreadable = () => ({
    objects: { roles: [], clusterRoles: [], roleBindings: [], clusterRoleBindings: [] },
    guarded: {},
    unreadable: 'Not readable.',
  });
  const nobody = () => ({ ...unreadable(), unreadable: undefined as never });
  const target = new FakeTarget([CLUSTER_ADMIN, admins]);
  for (const [access, reason] of [
    [undefined, 'Who holds which rights'],
    [unreadable, 'Not readable.'],
    [nobody, 'Who you are'],
  ] as const) {
    const context = contextFor(target, access === undefined ? {} : { access });
    const preview = await previewPlan(context, { decisions: [decision('d', changes)] });
    expect(preview.refused[0]?.reason).toContain(reason);
  }
});

test('names of a cluster cannot write to the terminal', async () => {
  const evil = binding('a\u001b[2Jb\nc', ['ann'], 'view');
  const text = await refusalFor([with_(evil, { deletionTimestamp: 'x' })], [withoutUser(evil, 'ann')]);
  expect(text).toBe('guard: ClusterRoleBinding ab c is being deleted.');
});
