/** From what checks declare to what is read for them. */
import { expect, test } from 'vitest';
import {
  type AnyRead,
  type Check,
  defineCheck,
  defineFact,
  defineManualCheck,
  may,
  must,
} from '../../src/plugin-api/index.ts';
import { needsOf } from '../../src/session/needs.ts';

const META = {
  title: 't',
  severity: 'high',
  rationale: '',
  guidance: '',
  item: 'i',
  refs: [],
  since: '0.1.0',
} as const;

function check(subject: 'Cluster' | 'Namespace', ...reads: readonly AnyRead[]): Check {
  return defineCheck({ mode: 'automated', meta: { ...META, id: 'test/one' }, subject, reads, evaluate: () => [] });
}

function requestsOf(...checks: readonly Check[]) {
  return needsOf(checks, { mayWrite: false }).kinds.filter(({ kind }) => kind !== 'Namespace');
}

test('a manual check needs nothing but the namespaces and the version', () => {
  const manual = defineManualCheck({
    mode: 'manual',
    meta: { ...META, id: 'test/manual' },
    scope: 'cluster',
    question: '?',
    evidence: [],
    validDays: 1,
  });
  expect(needsOf([manual], { mayWrite: false })).toEqual({
    kinds: [{ kind: 'Namespace', everywhere: false, namespaces: [] }],
    evidence: ['ServerVersion'],
  });
});

test('named namespaces of all checks are needed once each', () => {
  const dns = check('Namespace', may.in(['kube-system', 'dns'], 'Service'));
  const more = check('Namespace', must.in('kube-system', 'Service'), must('Service'));
  expect(requestsOf(dns, more, dns)).toEqual([
    { kind: 'Service', everywhere: false, namespaces: ['dns', 'kube-system'] },
  ]);
});

test('what is declared of all namespaces is read everywhere', () => {
  expect(requestsOf(check('Namespace', may.all('Role')))).toEqual([{ kind: 'Role', everywhere: true, namespaces: [] }]);
  expect(requestsOf(check('Namespace', must('Role')))).toEqual([{ kind: 'Role', everywhere: false, namespaces: [] }]);
});

test('pods and what makes them are read beyond the scan only for a check that cannot do without', () => {
  const pods = { kind: 'Pod', namespaces: [] } as const;
  expect(requestsOf(check('Namespace', may.all('Pod')))).toEqual([{ ...pods, everywhere: false }]);
  expect(requestsOf(check('Namespace', may.all('Pod'), must.all('Pod')))).toEqual([{ ...pods, everywhere: true }]);
  const workloads = requestsOf(check('Namespace', may.all('Workload')));
  expect(workloads.map(({ everywhere }) => everywhere)).not.toContain(true);
});

test('what a fact of the cluster reads is read everywhere', () => {
  const fact = defineFact({ name: 'f', scope: 'cluster', reads: [must('RoleBinding')], derive: () => 1 });
  expect(requestsOf(check('Namespace', must.fact(fact)))).toEqual([
    { kind: 'RoleBinding', everywhere: true, namespaces: [] },
  ]);
  expect(requestsOf(check('Namespace', may.fact(fact)))).toEqual([
    { kind: 'RoleBinding', everywhere: true, namespaces: [] },
  ]);
});

test('of a custom resource everything is kept that some check keeps', () => {
  const stores = 'stores.example.com' as const;
  const one = check('Namespace', must(stores, { keep: ['spec.provider'] }));
  const other = check('Namespace', must(stores, { keep: ['spec.provider', 'status'] }));
  expect(requestsOf(one, other)).toEqual([
    { kind: stores, everywhere: false, namespaces: [], keep: ['spec.provider', 'status'] },
  ]);
});

test('pods come last', () => {
  const kinds = requestsOf(check('Namespace', must('Pod'), must('Role')), check('Namespace', must('Workload')));
  expect(kinds.at(-1)?.kind).toBe('Pod');
  expect(kinds[0]?.kind).toBe('Role');
});

test('whoever may write needs to know who holds which rights', () => {
  const kinds = needsOf([], { mayWrite: true }).kinds.map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding']));
});
