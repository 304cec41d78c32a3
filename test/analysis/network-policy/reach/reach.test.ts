/** What reachability is told in: ports, blocks of addresses, classes and reasons. */
import { expect, test } from 'vitest';
import {
  type Policy,
  portRange,
  Reach,
  type ReachPod,
  rangesOf,
} from '../../../../src/analysis/network-policy/index.ts';

function pod(name: string, rest: Partial<ReachPod> = {}): ReachPod {
  const labels = { app: 'web', 'pod-template-hash': name };
  return { namespace: 'shop', labels, isHostNetwork: false, isFinished: false, namedPorts: [], addresses: [], ...rest };
}
function policy(name: string, spec: object): Policy {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: 'shop' },
    spec,
  } as Policy;
}
function reachOf(pods: readonly ReachPod[], ...policies: readonly Policy[]): Reach<ReachPod> {
  return new Reach({ pods, namespaces: new Map(), policies, clusterPolicies: [], doBlocksSelectPods: true });
}

test('pods that no policy tells apart are one class', () => {
  const pods = [pod('a'), pod('b'), pod('c', { addresses: ['10.0.0.1'] }), pod('d', { namespace: 'other' })];
  expect(reachOf(pods, policy('p', { podSelector: {} })).classes).toBe(3);
  const byHash = policy('p', { podSelector: { matchLabels: { 'pod-template-hash': 'a' } } });
  expect(reachOf(pods, byHash).classes).toBe(4);
});

test('ports are told as ranges of each protocol', () => {
  const [one, other] = [pod('a'), pod('b', { labels: {} })];
  const ports = [{ port: 80 }, { port: 81, endPort: 90 }, { protocol: 'UDP', port: 53 }];
  const reach = reachOf(
    [one, other],
    policy('p', { podSelector: { matchLabels: { app: 'web' } }, ingress: [{ ports }] }),
  );
  expect(rangesOf(reach.between(other, one))).toEqual([
    { protocol: 'TCP', port: 80, endPort: 90 },
    { protocol: 'UDP', port: 53, endPort: 53 },
  ]);
  expect(rangesOf(reach.between(one, other))).toEqual([
    { protocol: 'TCP', port: 1, endPort: 65535 },
    { protocol: 'UDP', port: 1, endPort: 65535 },
    { protocol: 'SCTP', port: 1, endPort: 65535 },
  ]);
});

test('addresses outside are told in the fewest blocks', () => {
  const one = pod('a');
  const outside = (to: readonly object[]) =>
    reachOf([one], policy('p', { podSelector: {}, policyTypes: ['Egress'], egress: [{ to }] }))
      .outside(one, 'Egress')
      .map(({ addresses }) => addresses);
  expect(
    reachOf([one])
      .outside(one, 'Egress')
      .map(({ addresses }) => addresses),
  ).toEqual([['0.0.0.0/0', '::/0']]);
  expect(outside([{ ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.169.254/32'] } }])).toEqual([
    ['0.0.0.0/0 except 169.254.169.254/32'],
  ]);
  expect(outside([{ ipBlock: { cidr: '10.0.0.0/9' } }, { ipBlock: { cidr: '10.128.0.0/9' } }])).toEqual([
    ['10.0.0.0/8'],
  ]);
  expect(outside([{ ipBlock: { cidr: '2001:db8::/32' } }])).toEqual([['2001:db8::/32']]);
  expect(outside([])).toEqual([['0.0.0.0/0', '::/0']]);
  expect(outside([{ podSelector: {} }])).toEqual([]);
});

test('equal ports are told together, different ones apart', () => {
  const one = pod('a');
  const egress = [
    { to: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 5432 }] },
    { to: [{ ipBlock: { cidr: '10.1.0.0/16' } }], ports: [{ port: 443 }] },
  ];
  const found = reachOf([one], policy('p', { podSelector: {}, policyTypes: ['Egress'], egress })).outside(
    one,
    'Egress',
  );
  expect(found.map(({ ports }) => rangesOf(ports).map(({ port }) => port))).toEqual([[5432], [443, 5432]]);
  expect(found[1]?.addresses).toEqual(['10.1.0.0/16']);
});

test('reasons name the policies that decide, in each direction', () => {
  const [web, db, agent] = [pod('a'), pod('b', { labels: { app: 'db' } }), pod('c', { isHostNetwork: true })];
  const deny = policy('deny', { podSelector: {} });
  const allow = policy('allow', {
    podSelector: { matchLabels: { app: 'db' } },
    ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 5432 }] }],
  });
  const reach = reachOf([web, db, agent], deny, allow);
  const port = (number: number) => portRange('TCP', number, number);
  expect(reach.reasons({ from: web, to: db }, port(5432))).toEqual([
    'Egress: no NetworkPolicy of shop selects the pod: open.',
    'Ingress: NetworkPolicy shop/allow allows it.',
  ]);
  expect(reach.reasons({ from: agent, to: db }, port(5432))).toEqual([
    'Egress: the pod uses the network of its node, where policies have no defined effect: open.',
    'Ingress: NetworkPolicy shop/deny, NetworkPolicy shop/allow select the pod and do not allow this peer on this port.',
  ]);
  expect(reach.reasons({ from: '8.8.8.8', to: web }, port(80))).toEqual([
    'Ingress: NetworkPolicy shop/deny selects the pod and does not allow addresses outside of the cluster on this port.',
  ]);
});
