import { expect, test } from 'vitest';
import type { Decision } from '../../src/model/decision.ts';
import type { AccessQuestion } from '../../src/model/ports.ts';
import type { Change } from '../../src/plugin-api/index.ts';
import { WriteRights } from '../../src/session/rights.ts';

const NEVER = new AbortController().signal;

function edit(namespace: string, name = 'web'): Change {
  return { op: 'edit', target: { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name }, edits: [] };
}

function decision(...changes: Change[]): Decision {
  return { variants: [{ changes }] } as unknown as Decision;
}

function rightsOf(answer: (question: AccessQuestion) => boolean | undefined) {
  const asked: string[] = [];
  const clock = { now: 0 };
  const source = {
    may: async (question: AccessQuestion) => {
      asked.push(`${question.verb} ${question.ref.namespace}/${question.ref.name}`);
      return answer(question);
    },
  };
  return { asked, clock, rights: new WriteRights(source, () => clock.now) };
}

test('what may not be written is refused in the words of RBAC, what may or is not known is not', async () => {
  const { rights } = rightsOf(({ ref }) => ({ mine: true, theirs: false })[ref.namespace ?? '']);
  expect(await rights.learn([decision(edit('mine')), decision(edit('theirs')), decision(edit('other'))], NEVER)).toBe(
    true,
  );
  expect(rights.refusalOf([edit('mine')])).toBeUndefined();
  expect(rights.refusalOf([edit('other')])).toBeUndefined();
  expect(rights.refusalOf([edit('mine'), edit('theirs')])).toEqual({
    reason: 'Not yours to change: you may not patch deployments.apps/web in theirs.',
    isDenied: true,
  });
});

test('an answer is asked for once, a denial again after a minute', async () => {
  let isAllowed = false;
  const { rights, asked, clock } = rightsOf(() => isAllowed);
  const all = [decision(edit('a'), edit('a')), decision(edit('a'))];
  expect([await rights.learn(all, NEVER), await rights.learn(all, NEVER)]).toEqual([true, false]);
  expect(asked).toEqual(['patch a/web']);
  isAllowed = true;
  clock.now = 61_000;
  expect(await rights.learn(all, NEVER)).toBe(true);
  expect(rights.refusalOf([edit('a')])).toBeUndefined();
  clock.now = 200_000;
  expect([await rights.learn(all, NEVER), asked.length]).toEqual([false, 2]);
});

test('creating and deleting are asked about as such', async () => {
  const { rights } = rightsOf(() => false);
  const object = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'deny', namespace: 'a' },
  };
  const create: Change = { op: 'ensure', object };
  const remove: Change = {
    op: 'delete',
    target: { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding', name: 'all' },
  };
  await rights.learn([decision(create), decision(remove)], NEVER);
  expect([rights.refusalOf([create])?.reason, rights.refusalOf([remove])?.reason]).toEqual([
    'Not yours to change: you may not create networkpolicies.networking.k8s.io in a.',
    'Not yours to change: you may not delete clusterrolebindings.rbac.authorization.k8s.io/all.',
  ]);
});

test('a source that needs no rights is asked for none', async () => {
  const rights = new WriteRights({}, () => 0);
  expect(await rights.learn([decision(edit('a'))], NEVER)).toBe(false);
  expect(rights.refusalOf([edit('a')])).toBeUndefined();
});
