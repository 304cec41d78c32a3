/** The pane behind a decision: the way of a right, and connections before and after; cell for cell at three sizes. */
import { expect, test } from 'vitest';
import type { AccessDetail, Detail, NetworkDetail } from '../../../../src/model/detail.ts';
import { lineText, lineWidth } from '../../../../src/ui/text/line.ts';
import { atChecklist, type TestControl, testControl } from '../../../support/control.ts';
import { expectGolden } from '../../../support/goldens.ts';
import { SNAPSHOT } from '../../../support/snapshot.ts';
import { fakeCommands } from '../../../support/walk-commands.ts';

const ACCESS: AccessDetail = {
  kind: 'access',
  paths: [
    {
      subject: 'ServiceAccount ci/ci-runner',
      binding: { kind: 'ClusterRoleBinding', name: 'ci-deployer-admin' },
      role: { kind: 'ClusterRole', name: 'ci-deployer' },
      rules: ['create on pods', 'get, list, watch on deployments in apps'],
      leadsTo: {
        target: 'cluster-admin',
        hops: [
          {
            from: 'ServiceAccount ci/ci-runner',
            text: 'starts a pod in any namespace as an account of its choice',
            to: 'accounts *',
            binding: { kind: 'ClusterRoleBinding', name: 'ci-deployer-admin' },
          },
          {
            from: 'ServiceAccount kube-system/node-agent',
            text: 'holds every right',
            to: 'cluster-admin',
            binding: { kind: 'ClusterRoleBinding', name: 'node-agent' },
          },
        ],
      },
    },
    {
      subject: 'Group developers',
      binding: { kind: 'RoleBinding', namespace: 'ci', name: 'devs' },
      role: { kind: 'Role', namespace: 'ci', name: 'devs' },
      namespace: 'ci',
      rules: Array.from({ length: 9 }, (_, at) => `get on things-${at}`),
    },
  ],
  more: 3,
  unread: ['RoleBinding objects: list is denied to you'],
};

const NETWORK: NetworkDetail = {
  kind: 'network',
  namespace: 'payments',
  workloads: 14,
  policies: [
    { name: 'allow-dns', selects: 'all', directions: ['Egress'], isNew: true },
    { name: 'default-deny', selects: 'all', directions: ['Ingress', 'Egress'], isNew: true },
    { name: 'web-only', selects: ['api', 'worker', 'mailer', 'ledger'], directions: ['Ingress'] },
    { name: 'stale', selects: [], directions: ['Ingress'] },
  ],
  flows: [
    { direction: 'in', before: 14, after: 0, ports: { before: 'all', after: '' }, unknown: 0 },
    {
      direction: 'in',
      namespace: 'legacy-crm',
      before: 98,
      after: 14,
      ports: { before: 'all', after: 'TCP 8443' },
      unknown: 0,
    },
    {
      direction: 'in',
      namespace: 'web',
      before: 4,
      after: 4,
      ports: { before: 'TCP 8443', after: 'TCP 8443' },
      unknown: 0,
    },
    {
      direction: 'out',
      namespace: 'kube-system',
      before: 2,
      after: 2,
      ports: { before: 'UDP 53', after: 'UDP 53' },
      unknown: 2,
    },
  ],
  doubt: 'No network plugin is known that enforces policies.',
  unread: [],
};

/** On the decision of the item with this number of the small cluster. */
async function at(item: 'RBAC' | 'Default-deny', detail: Detail | undefined): Promise<TestControl> {
  const walk = await atChecklist(testControl(fakeCommands({ detail: async () => detail })));
  walk.type(`/${item}`);
  walk.press('enter', 'enter', 'enter');
  // The frame comes first, then what is asked after it.
  walk.frame();
  await walk.settle();
  return walk;
}

const SIZES = [
  [80, 24],
  [100, 30],
  [140, 40],
] as const;

test.each(
  SIZES.flatMap(([columns, rows]) => [['access', columns, rows] as const, ['network', columns, rows] as const]),
)('the pane of %s at %i x %i', async (name, columns, rows) => {
  const walk = await (name === 'access' ? at('RBAC', ACCESS) : at('Default-deny', NETWORK));
  walk.size = { columns, rows };
  expectGolden(walk.text(), new URL(`../../goldens/${columns}x${rows}/behind-${name}.txt`, import.meta.url));
});

test('the pane scrolls to its end', async () => {
  const walk = await at('RBAC', ACCESS);
  walk.press('end');
  expect(walk.text()).toContain('and 3 more paths');
  expect(walk.text()).toMatch(/Unread {3}RoleBinding objects: list is denied/);
});

test('without anything behind it the pane has the object, as it has until the answer comes', async () => {
  const walk = await at('Default-deny', undefined);
  expect(walk.text()).not.toContain('CONNECTIONS');
});

test('names from a cluster reach no screen raw, and nothing is wider than the terminal', async () => {
  const evil = '\u001b[41mevil\u202e名前👩‍💻';
  const named = (kind: string) => ({ kind, namespace: evil, name: evil.repeat(20) });
  const access: AccessDetail = {
    ...ACCESS,
    paths: [
      {
        subject: `ServiceAccount ${evil}/${evil.repeat(30)}`,
        binding: named('RoleBinding'),
        role: named('Role'),
        namespace: evil,
        rules: [`get on ${evil.repeat(10)}`],
        leadsTo: { target: 'node', hops: [{ from: evil, text: evil, to: evil, binding: named('RoleBinding') }] },
      },
    ],
  };
  const network: NetworkDetail = {
    ...NETWORK,
    policies: [{ name: evil.repeat(20), selects: [evil], directions: [], isNew: true }],
    flows: NETWORK.flows.map((flow) => ({ ...flow, namespace: evil.repeat(20) })),
  };
  for (const [item, detail] of [
    ['RBAC', access],
    ['Default-deny', network],
  ] as const) {
    const walk = await at(item, detail);
    for (const [columns, rows] of [[60, 12], ...SIZES, [200, 50]] as const) {
      walk.size = { columns, rows };
      const frame = walk.frame();
      const text = frame.map(lineText).join('');
      expect(['\u001b', '\u202e'].filter((each) => text.includes(each))).toEqual([]);
      expect(Math.max(...frame.map(lineWidth))).toBeLessThanOrEqual(columns);
    }
  }
});

test('a cluster that changes all the time is asked again after a pause, and at once for another decision', async () => {
  let calls = 0;
  const commands = fakeCommands({
    detail: async () => {
      calls++;
      return NETWORK;
    },
  });
  const walk = await atChecklist(testControl(commands));
  walk.type('/Default-deny');
  walk.press('enter', 'enter', 'enter');
  const change = (): void => {
    walk.control.store.setState({ snapshot: { ...SNAPSHOT } });
    walk.frame();
  };
  walk.frame();
  for (let round = 0; round < 5; round++) change();
  expect(calls).toBe(1);
  walk.advance(2000);
  change();
  walk.frame();
  expect(calls).toBe(2);
});
