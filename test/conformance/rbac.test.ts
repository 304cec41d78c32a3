/** The engine answers as the authorizer of a real API server does, on random roles, bindings and questions. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import {
  type Access,
  aggregatedRules,
  createAccess,
  type Identity,
  type Question,
  type RbacObjects,
  type Rule,
} from '../../src/analysis/rbac/index.ts';
import { canonicalJson } from '../../src/kube/canonical.ts';
import type { KubeObject } from '../../src/plugin-api/index.ts';
import { cluster, eventually, type TestCluster } from '../support/cluster.ts';
import { type Scene, scene } from '../support/rbac/scene.ts';
import { SEED } from '../support/setup/seed.ts';

const GROUP = '/apis/rbac.authorization.k8s.io/v1';
const QUESTIONS = Number(process.env.TEST_QUESTIONS ?? 1000);

let server: TestCluster;
let objects: RbacObjects;
let access: Access;
let made: Scene;

beforeAll(async () => {
  server = cluster();
  const namespaces = [await server.namespace('rbac'), await server.namespace('rbac')] as const;
  made = scene(namespaces, SEED);
  for (const object of made.objects) await server.api.json('POST', collectionOf(object), object);
  await eventually('the authorizer knows the last binding', async () => allowed(made.sentinel.who, made.sentinel.what));
  objects = await readAll();
  access = createAccess(objects);
});

test(`${QUESTIONS} random questions get the answer of SubjectAccessReview`, async () => {
  const questions = fc.sample(made.question, QUESTIONS);
  const answers = await inBatches(questions, 16, async ({ who, what }) => ({
    who,
    what,
    real: await allowed(who, what),
    ours: access.can(who, what),
  }));
  expect(answers.filter(({ real, ours }) => real !== ours)).toEqual([]);
  // Both answers have to occur often, or equality would say nothing.
  const yes = answers.filter(({ real }) => real).length;
  expect(yes).toBeGreaterThan(QUESTIONS / 10);
  expect(yes).toBeLessThan((QUESTIONS * 9) / 10);
});

test('aggregated ClusterRoles get the rules that the controller gives them', async () => {
  const names = made.aggregated;
  const isSettled = async () => {
    const stored = (await readAll()).clusterRoles;
    const computed = aggregatedRules(stored);
    return names.every((name) => {
      const role = stored.find(({ metadata }) => metadata.name === name);
      return sameRules(role?.rules ?? [], computed.get(name) ?? []) && (computed.get(name) ?? []).length > 0;
    });
  };
  await eventually('the controller has filled them as computed', isSettled, 20_000);
});

test('what the server reports as the rules of an account is what the engine finds', async () => {
  const { namespace, name } = made.account;
  const username = `system:serviceaccount:${namespace}:${name}`;
  const groups = ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'];
  const path = '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews';
  const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', spec: { namespace } };
  const answer = (await server.api.json('POST', path, review, { 'impersonate-user': username })) as RulesReview;
  const ours = access.effectiveRules({ username, groups }, namespace).map(normal);
  const theirs = [...answer.status.resourceRules, ...answer.status.nonResourceRules].map(normal);
  expect([...new Set(ours)].sort()).toEqual([...new Set(theirs)].sort());
});

interface RulesReview {
  readonly status: { readonly resourceRules: readonly Rule[]; readonly nonResourceRules: readonly Rule[] };
}

async function allowed(who: Identity, what: Question): Promise<boolean> {
  const attributes =
    'path' in what ? { nonResourceAttributes: { verb: what.verb, path: what.path } } : { resourceAttributes: what };
  const review = await server.api.json('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SubjectAccessReview',
    spec: { user: who.username, groups: who.groups, ...attributes },
  });
  return (review as { readonly status: { readonly allowed: boolean } }).status.allowed;
}

async function readAll(): Promise<RbacObjects> {
  const list = async (resource: string, kind: string) => {
    const found = (await server.api.json('GET', `${GROUP}/${resource}`)) as { readonly items: readonly object[] };
    return found.items.map((item) => ({ ...item, apiVersion: 'rbac.authorization.k8s.io/v1', kind })) as never;
  };
  return {
    roles: await list('roles', 'Role'),
    clusterRoles: await list('clusterroles', 'ClusterRole'),
    roleBindings: await list('rolebindings', 'RoleBinding'),
    clusterRoleBindings: await list('clusterrolebindings', 'ClusterRoleBinding'),
  };
}

function collectionOf({ kind, metadata }: KubeObject): string {
  const scope = metadata.namespace === undefined ? '' : `/namespaces/${metadata.namespace}`;
  return `${GROUP}${scope}/${kind.toLowerCase()}s`;
}

async function inBatches<T, R>(items: readonly T[], size: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += size)
    results.push(...(await Promise.all(items.slice(start, start + size).map(work))));
  return results;
}

function sameRules(left: readonly Rule[], right: readonly Rule[]): boolean {
  return canonicalJson(left.map(normal).sort()) === canonicalJson(right.map(normal).sort());
}

function normal(rule: Rule): string {
  const present = Object.entries(rule).filter(([, value]) => Array.isArray(value) && value.length > 0);
  return canonicalJson(Object.fromEntries(present.map(([key, value]) => [key, [...(value as string[])].sort()])));
}
