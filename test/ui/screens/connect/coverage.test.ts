/** What can be read, where it is told: on the first screen and on the page of coverage. */
import { expect, test } from 'vitest';
import type { CoverageEntry, ScanSnapshot } from '../../../../src/model/snapshot.ts';
import { atChecklist, testControl } from '../../../support/control.ts';
import { SNAPSHOT } from '../../../support/snapshot.ts';
import { fakeCommands } from '../../../support/walk-commands.ts';

const FULL = { state: 'full' } as const;
const DENIED = { state: 'denied', reason: 'list networkpolicies is denied to you' } as const;

function snapshot(amount: number, coverage: readonly CoverageEntry[]): ScanSnapshot {
  const podSecurity = { enforce: null, audit: null, warn: null, achievable: null };
  const names = Array.from({ length: amount }, (_, at) => `ns-${at}`);
  return { ...SNAPSHOT, coverage, namespaces: names.map((name) => ({ name, platform: false, podSecurity })) };
}

function deniedIn(kind: string, amount: number): readonly CoverageEntry[] {
  return Array.from({ length: amount }, (_, at) => ({ kind, namespace: `ns-${at}`, coverage: DENIED }));
}

test.each([
  [100, 'NetworkPolicy', 50, '  NetworkPolicy in 50 namespaces  list networkpolicies is denied to you'],
  [80, 'NetworkPolicy', 50, '  NetworkPolicy in 50 namespaces  list networkpolicies is denied to you'],
  [100, 'HorizontalPodAutoscaler', 50, '  HorizontalPodAu… 50 namespaces  list networkpolicies is denied to you'],
])('at %i columns the reason stands apart from %s', async (columns, kind, amount, row) => {
  const walk = testControl(fakeCommands(), { snapshot: snapshot(amount, deniedIn(kind, amount)) });
  walk.size = { columns, rows: 30 };
  await atChecklist(walk);
  walk.press('c');
  expect(walk.text()).toContain(row);
});

const PER_NAMESPACE: readonly CoverageEntry[] = [
  { kind: 'Namespace', coverage: FULL },
  { kind: 'Pod', namespace: 'ns-0', coverage: FULL },
  { kind: 'Deployment', namespace: 'ns-0', coverage: FULL },
  { kind: 'Pod', namespace: 'ns-1', coverage: DENIED },
  { kind: 'Deployment', namespace: 'ns-1', coverage: DENIED },
];

test.each([
  ['one in which a kind can be read', PER_NAMESPACE, 'Can read       1 of 3 kinds in 1 namespace\n'],
  ['all when a kind can be read in all', [{ kind: 'Pod', coverage: FULL }], 'kinds in 50 namespaces\n'],
  ['none when only kinds of the cluster can be read', PER_NAMESPACE.slice(0, 1), 'Can read       1 of 1 kinds\n'],
] as const)('of 50 namespaces the first screen counts %s', async (_name, coverage, text) => {
  const walk = testControl(fakeCommands(), { snapshot: snapshot(50, coverage) });
  const rows = walk.text().split('\n');
  expect(`${rows.map((row) => row.replace(/[\s│|]+$/u, '')).join('\n')}\n`).toContain(text);
});
