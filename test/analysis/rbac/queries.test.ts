/** Questions over all roles and bindings: the same answers as asking for each subject by itself. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  accessOf,
  createAccess,
  identityOf,
  type RbacObjects,
  type Subject,
  whoCan,
} from '../../../src/analysis/rbac/index.ts';
import {
  account,
  binding,
  clusterBinding,
  clusterRole,
  FULL,
  group,
  objectsOf,
  paths,
  role,
  rule,
  user,
} from '../../support/rbac/objects.ts';
import { scene } from '../../support/rbac/scene.ts';
import { SEED } from '../../support/setup/seed.ts';

const SCENE = objectsOf(...(scene(['red', 'blue'], SEED).objects as never[]));

/** Everybody whom a binding names, as the one who is named. */
function everybody({ roleBindings, clusterRoleBindings }: RbacObjects): readonly Subject[] {
  const named = [...clusterRoleBindings, ...roleBindings].flatMap(({ subjects, metadata }) =>
    (subjects ?? []).map((each) =>
      each.kind === 'ServiceAccount' ? { namespace: metadata.namespace, ...each } : each,
    ),
  );
  return named.filter(({ kind, namespace }) => kind !== 'ServiceAccount' || (namespace ?? '') !== '') as Subject[];
}

test('who can do something are those that may do it', () => {
  const access = createAccess(SCENE);
  const { question } = scene(['red', 'blue'], SEED);
  fc.assert(
    fc.property(question, ({ what }) => {
      const namespace = 'path' in what ? undefined : what.namespace;
      const answer = whoCan(access, what, namespace === undefined ? 'cluster' : [namespace]);
      const told = new Set(
        answer.map(({ subject }) => JSON.stringify([subject.kind, subject.namespace, subject.name])),
      );
      for (const subject of everybody(SCENE)) {
        const { kind, name } = subject;
        const key = JSON.stringify([kind, kind === 'ServiceAccount' ? (subject.namespace ?? null) : null, name]);
        // Who is told may do it; who is not told may do it through a group at most.
        const own = { username: identityOf(subject).username, groups: kind === 'Group' ? [name] : [] };
        if (told.has(key)) expect(access.can(identityOf(subject), what)).toBe(true);
        else if (!name.startsWith('system:serviceaccount:')) expect(access.can(own, what)).toBe(false);
      }
    }),
    { numRuns: 300 },
  );
});

const OBJECTS = objectsOf(
  clusterRole('everything', [FULL, paths('*', '*')]),
  clusterRole('look', [rule('get', 'pods,nodes'), paths('get', '/metrics')]),
  role('shop', 'deploy', [rule('create', 'deployments', 'apps')]),
  clusterBinding('sre', 'everything', [group('sre')]),
  binding('shop', 'deploy', 'Role/deploy', [account('', 'ci'), user('system:serviceaccount:shop:cd')]),
  binding('shop', 'look', 'ClusterRole/look', [group('system:serviceaccounts:shop')]),
);

test('an account is one subject, however it is written', () => {
  const answer = whoCan(createAccess(OBJECTS), { verb: 'create', group: 'apps', resource: 'deployments' }, 'all');
  expect(answer.map(({ subject: { kind, namespace, name } }) => `${kind} ${namespace}/${name}`)).toEqual([
    'Group null/sre',
    'Group null/system:masters',
    'ServiceAccount shop/cd',
    'ServiceAccount shop/ci',
  ]);
  expect(answer[3]?.via).toEqual([
    { binding: { kind: 'RoleBinding', namespace: 'shop', name: 'deploy' }, role: { kind: 'Role', name: 'deploy' } },
  ]);
});

test('access tells each rule with its namespace and the group it is held by, without what counts nowhere there', () => {
  const { grants, capabilities } = accessOf(createAccess(OBJECTS), account('shop', 'ci'));
  expect(grants.map(({ namespace, as, rules }) => [namespace, as, rules])).toEqual([
    ['shop', 'ServiceAccount:shop/ci', [rule('create', 'deployments', 'apps')]],
    ['shop', 'Group:system:serviceaccounts:shop', [rule('get', 'pods')]],
  ]);
  expect(capabilities.map(({ id, namespace }) => `${id} in ${namespace}`)).toEqual(['workload-create in shop']);
});
