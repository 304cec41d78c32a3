/** What is said to be invalid of rules and subjects is what a real API server refuses, and nothing else. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { ruleProblem, subjectProblem } from '../../src/analysis/rbac/index.ts';
import { cluster, type TestCluster } from '../support/cluster.ts';
import { SEED } from '../support/setup/seed.ts';

const GROUP = 'rbac.authorization.k8s.io';
const SAMPLES = 400;
const KINDS = [true, false] as const;

let server: TestCluster;
let namespace: string;

beforeAll(async () => {
  server = cluster();
  namespace = await server.namespace('validity');
});

const list = (...values: readonly string[]) => fc.option(fc.subarray([...values]), { nil: undefined });
const RULE = fc.record(
  {
    verbs: list('get', '*'),
    apiGroups: list('', 'apps', '*'),
    resources: list('pods', '*'),
    resourceNames: list('a'),
    nonResourceURLs: fc.option(fc.constantFrom([], ['/metrics'], ['*']), { nil: undefined, freq: 2 }),
  },
  { requiredKeys: [] },
);
const SUBJECT = fc.record(
  {
    kind: fc.constantFrom('User', 'Group', 'ServiceAccount', 'serviceaccount'),
    name: fc.constantFrom('api', 'ann', ''),
    namespace: fc.option(fc.constantFrom('shop', ''), { nil: undefined }),
    apiGroup: fc.option(fc.constantFrom('', GROUP, 'v1'), { nil: undefined }),
  },
  { requiredKeys: ['kind', 'name'] },
);

test.each(KINDS)('rules of a role with a namespace: %s', async (isNamespaced) => {
  const kind = isNamespaced ? 'Role' : 'ClusterRole';
  const found = await compared(RULE, (rule) => [{ kind, rules: [rule] }, ruleProblem(rule as never, { isNamespaced })]);
  expectBoth(found);
});

test.each(KINDS)('subjects of a binding with a namespace: %s', async (isNamespaced) => {
  const kind = isNamespaced ? 'RoleBinding' : 'ClusterRoleBinding';
  const roleRef = { apiGroup: GROUP, kind: 'ClusterRole', name: 'view' };
  const found = await compared(SUBJECT, (subject) => [
    { kind, roleRef, subjects: [subject] },
    subjectProblem(subject as never, { isNamespaced }),
  ]);
  expectBoth(found);
});

interface Compared {
  readonly object: unknown;
  readonly ours: boolean;
  readonly real: boolean;
}

async function compared<T>(
  values: fc.Arbitrary<T>,
  judge: (value: T) => readonly [object: { readonly kind: string }, problem: string | undefined],
): Promise<readonly Compared[]> {
  const distinct = [
    ...new Map(
      fc.sample(values, { numRuns: SAMPLES, seed: SEED }).map((each) => [JSON.stringify(each), each]),
    ).values(),
  ];
  return Promise.all(
    distinct.map(async (value) => {
      const [object, problem] = judge(value);
      return { object, ours: problem === undefined, real: await isTaken(object) };
    }),
  );
}

async function isTaken(object: { readonly kind: string }): Promise<boolean> {
  const { kind } = object;
  const scope = kind.startsWith('Cluster') ? '' : `/namespaces/${namespace}`;
  const path = `/apis/${GROUP}/v1${scope}/${kind.toLowerCase()}s?dryRun=All`;
  const body = { apiVersion: `${GROUP}/v1`, ...object, metadata: { generateName: 'validity-' } };
  const { status } = await server.api.raw('POST', path, body);
  if (status !== 201 && status !== 422) throw new Error(`${path}: ${status}`);
  return status === 201;
}

function expectBoth(found: readonly Compared[]): void {
  expect(found.filter(({ ours, real }) => ours !== real)).toEqual([]);
  expect(new Set(found.map(({ real }) => real))).toEqual(new Set([true, false]));
}
