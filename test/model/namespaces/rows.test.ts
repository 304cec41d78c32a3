import { expect, test } from 'vitest';
import type { Decision } from '../../../src/model/decision.ts';
import { reachableText } from '../../../src/model/namespaces/row.ts';
import { namespaceRows } from '../../../src/model/namespaces/rows.ts';
import type { NamespaceSummary, ScanSnapshot, WorkloadSummary } from '../../../src/model/snapshot.ts';
import { decision, finding, row } from '../../support/sketch.ts';
import { SNAPSHOT } from '../../support/snapshot.ts';

type Level = WorkloadSummary['podSecurity']['level'];
type Enforce = NamespaceSummary['podSecurity']['enforce'];

function namespace(name: string, enforce: Level | null, achievable: Level | null, more: object = {}): NamespaceSummary {
  const label: Enforce = enforce === null ? null : { level: enforce, version: 'latest', valid: true };
  return { name, podSecurity: { enforce: label, audit: null, warn: null, achievable }, ...more };
}
function workloads(namespaceName: string, ...levels: readonly Level[]): readonly WorkloadSummary[] {
  return levels.map((level, at) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace: namespaceName,
    name: `w${at}`,
    podSecurity: { level, violations: [] },
  }));
}
function about(name: string, check: string, severity: 'critical' | 'high' | 'medium'): Decision {
  const subject = { apiVersion: 'v1', kind: 'Namespace', name };
  const found = finding(`${name} ${check}`, check, severity, subject, 'is open');
  return decision(`${name} ${check}`, 'default-deny', name, [found]);
}
function rows(
  namespaces: readonly NamespaceSummary[],
  has: { readonly workloads?: readonly WorkloadSummary[]; readonly decisions?: readonly Decision[] } = {},
  withPlatform = false,
) {
  const { decisions = [] } = has;
  const items = SNAPSHOT.items.map((item) =>
    item.id === 'default-deny' ? { ...item, rows: decisions.map((each) => row([each])) } : { ...item, rows: [] },
  );
  const snapshot: ScanSnapshot = { ...SNAPSHOT, items, namespaces, workloads: has.workloads ?? [] };
  return namespaceRows({ snapshot, decisions, withPlatform });
}

test.each([
  ['nothing is enforced and everything is restricted', null, 'restricted', ['restricted'], 'restricted now'],
  ['one workload is in the way', null, 'privileged', ['privileged', 'restricted'], 'baseline after 1'],
  ['all of them are', 'baseline', 'baseline', ['baseline', 'baseline'], 'restricted after 2'],
  ['it enforces the strictest', 'restricted', 'restricted', ['restricted'], 'as it is'],
  ['workloads could not be read', null, null, ['restricted'], 'unknown'],
] as const)('the level that could be enforced where %s', (_, enforced, achievable, levels, text) => {
  const [made] = rows([namespace('shop', enforced, achievable)], { workloads: workloads('shop', ...levels) });
  expect(made === undefined ? '' : reachableText(made.reachable)).toBe(text);
});

test('a label that is not valid enforces nothing', () => {
  const wrong = namespace('shop', 'baseline', 'baseline');
  const label = { level: 'baseline', version: 'v9.99.9', valid: false } as const;
  const [made] = rows([{ ...wrong, podSecurity: { ...wrong.podSecurity, enforce: label } }]);
  expect(made?.enforced).toBeUndefined();
  expect(made?.reachable).toEqual({ kind: 'now', level: 'baseline' });
});

test('alike namespaces of one stem share a row, which shows the worst of each area and the sum', () => {
  const alike = [namespace('shop-a', null, 'baseline'), namespace('shop-b', null, 'baseline')];
  const other = namespace('shop-c', 'baseline', 'baseline');
  const decisions = [
    about('shop-a', 'network/open', 'high'),
    about('shop-b', 'network/open', 'high'),
    about('shop-b', 'images/tag', 'medium'),
  ];
  const [group, ...rest] = rows([...alike, other], { decisions });
  expect(group).toMatchObject({
    title: 'shop-* (2)',
    names: ['shop-a', 'shop-b'],
    rows: 3,
    decisions: 3,
    findings: 3,
    heat: { N: 'high', I: 'medium' },
  });
  expect(rest.map(({ title }) => title)).toEqual(['shop-c']);
});

test('namespaces of different severity are no group', () => {
  const both = [namespace('shop-a', null, 'baseline'), namespace('shop-b', null, 'baseline')];
  const decisions = [about('shop-a', 'network/open', 'critical'), about('shop-b', 'network/open', 'high')];
  expect(rows(both, { decisions }).map(({ title }) => title)).toEqual(['shop-a', 'shop-b']);
});

test('copies of one namespace count by the weakest, and what is not known of one is not known', () => {
  const deny = { ingress: 'pass', egress: 'pass' } as const;
  const [made] = rows([
    namespace('shop', 'restricted', 'restricted', { file: 'a.yaml', defaultDeny: deny }),
    namespace('shop', null, null, { file: 'b.yaml', defaultDeny: { ...deny, egress: 'unknown' } }),
  ]);
  expect(made).toMatchObject({ reachable: { kind: 'unknown' }, ingress: 'pass', egress: 'unknown' });
  expect(made?.enforced).toBeUndefined();
});

test('the platform is left out until it is asked for, but never what is to be decided there', () => {
  const all = [
    namespace('shop', null, 'baseline'),
    namespace('kube-system', null, 'privileged', { isPlatform: true }),
    namespace('cni', null, 'privileged', { isPlatform: true }),
  ];
  const decisions = [about('cni', 'rbac/wide', 'critical')];
  expect(rows(all, { decisions }).map(({ title }) => title)).toEqual(['shop', 'cni']);
  expect(rows(all, { decisions }, true).map(({ title }) => title)).toEqual(['shop', 'cni', 'kube-system']);
});

test('what belongs to no namespace is the last row, and a namespace that was only referred to has one', () => {
  const binding = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding', name: 'all' };
  const wide = { ...about('x', 'rbac/wide', 'critical'), subject: binding };
  const made = rows([namespace('shop', null, 'baseline')], {
    decisions: [wide, about('ghost', 'network/open', 'high')],
  });
  expect(made.map(({ title, findings, reachable }) => [title, findings, reachable.kind])).toEqual([
    ['ghost', 1, 'unknown'],
    ['shop', 0, 'now'],
    ['cluster-wide', 1, 'unknown'],
  ]);
});
