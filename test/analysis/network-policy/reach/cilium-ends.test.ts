/** Whom rules of Cilium mean, and rule sets that mean nobody, or nobody knows whom. */
import { expect, test } from 'vitest';
import type { ReachWorld } from '../../../../src/analysis/network-policy/index.ts';
import { pod, policy, world } from './other-world.ts';

const WEB = pod('web', 'shop', { serviceAccount: 'front' });
const DB = pod('db', 'shop', { labels: { app: 'db', 'k8s.io/part': 'data' } });
const TOOL = pod('tool', 'ops', {
  serviceAccount: 'back',
  namedPorts: [{ name: 'http', protocol: 'TCP', port: 9000 }],
});
const NODE = pod('agent', 'ops', { isHostNetwork: true });
const PODS = { pods: [WEB, DB, TOOL, NODE] };
type Others = Partial<NonNullable<ReachWorld['others']>>;

const OF_DB = { endpointSelector: { matchLabels: { app: 'db' } } };
const cnp = (spec: object) => [policy('CiliumNetworkPolicy', spec, 'p', 'shop')];
const ccnp = (spec: object) => [policy('CiliumClusterwideNetworkPolicy', spec)];

/** To db on 8080: from web, from tool, from a node, and from 198.51.100.7. */
function fourOf(others: Others): string {
  const found = world(others, PODS);
  const from = [WEB, TOOL, NODE].map((each) => found.between(each, DB, 8080));
  return [...from, found.in(DB, '198.51.100.7', 8080)].join(' ');
}
const labels = (matchLabels: object) => ({ fromEndpoints: [{ matchLabels }] });
const none = 'closed closed closed closed';

test.each([
  ['ports that name none', { fromEndpoints: [{}], toPorts: [{ ports: [] }] }, none],
  ['an empty list of ports beside peers', { fromEndpoints: [{}], toPorts: [] }, 'open closed closed closed'],
  ['an empty list of ports alone', { toPorts: [] }, none],
  ['authentication alone', { authentication: { mode: 'disabled' } }, none],
  ['an empty list beside peers', { fromEndpoints: [], fromEntities: ['all'] }, none],
  ['a label by its source', labels({ 'k8s:app': 'web' }), 'open closed closed closed'],
  ['a label of any source', labels({ 'any:app': 'web' }), 'open closed closed closed'],
  ['a source that is none', labels({ 'k8s.app': 'web' }), none],
  ['a ServiceAccount', labels({ 'io.cilium.k8s.policy.serviceaccount': 'front' }), 'open closed closed closed'],
  ['nodes and their like', labels({ 'reserved:host': '' }), 'closed closed unknown closed'],
  ['the world as a label', labels({ 'reserved:world': '' }), 'closed closed closed unknown'],
  ['one family of addresses', { fromEntities: ['world-ipv4'] }, 'closed closed closed unknown'],
  ['the other', { fromEntities: ['world-ipv6'] }, none],
  ['the mesh', { fromEntities: ['cluster-mesh'] }, 'open open open unknown'],
  ['labels that identities leave out', labels({ 'pod-template-hash': 'abc' }), 'unknown closed closed closed'],
  [
    'rules of layer 7 that are empty',
    { fromEndpoints: [{}], toPorts: [{ ports: [{ port: '8080' }], rules: { http: [] } }] },
    'open closed closed closed',
  ],
])('in its namespace: %s', (_, rule, said) => {
  expect(fourOf({ cilium: cnp({ ...OF_DB, ingress: [rule] }) })).toBe(said);
});

test('in every namespace: all pods, and nobody else', () => {
  expect(fourOf({ cilium: ccnp({ ...OF_DB, ingress: [{ fromEndpoints: [{}] }] }) })).toBe('open open closed closed');
});

test.each([
  ['two kinds of peers', { ingress: [{ fromEndpoints: [{}], fromCIDR: ['10.0.0.0/8'] }] }],
  ['ports beside ICMP', { ingress: [{ toPorts: [{ ports: [{ port: '1' }] }], icmps: [{ fields: [{ type: 8 }] }] }] }],
  ['nodes', { ingress: [{ fromNodes: [{}] }] }],
  ['pods and nodes at once', { nodeSelector: {}, ingress: [{}] }],
])('what versions refuse decides nothing: %s', (_, spec) => {
  expect(fourOf({ cilium: cnp({ ...OF_DB, ...spec }) })).toBe('unknown unknown unknown unknown');
});

test('a direction without rules has no default', () => {
  const spec = { ...OF_DB, egress: [{}], enableDefaultDeny: { ingress: true } };
  expect(fourOf({ cilium: cnp(spec) })).toBe('open open open open');
  expect(fourOf({ cilium: cnp({ ...OF_DB, enableDefaultDeny: { ingress: true } }) })).toBe('open open open open');
});

test('a policy cannot leave its namespace', () => {
  const of = (key: string, namespace: string) =>
    fourOf({ cilium: cnp({ endpointSelector: { matchLabels: { [key]: namespace } }, ingress: [{}] }) });
  const key = 'io.kubernetes.pod.namespace';
  expect(of(`k8s:${key}`, 'ops')).toBe(none);
  expect(of(key, 'ops')).toBe('open open open open');
  expect(of(key, 'shop')).toBe(none);
  const other = cnp({ endpointSelector: { matchLabels: { [`k8s:${key}`]: 'ops' } }, egress: [{}] });
  expect(world({ cilium: other }, PODS).out(TOOL, '198.51.100.7', 443)).toBe('open');
});

test('a label whose key begins like a source is a label', () => {
  const spec = { endpointSelector: { matchLabels: { 'k8s.io/part': 'data' } }, ingress: [{}] };
  expect(fourOf({ cilium: cnp(spec) })).toBe('unknown unknown unknown unknown');
});

test('what one policy requires of endpoints holds for all', () => {
  const requiring = { ...OF_DB, ingress: [{ fromRequires: [{ matchLabels: { a: 'b' } }] }] };
  const allowing = policy('CiliumNetworkPolicy', { ...OF_DB, ingress: [{ fromEndpoints: [{}] }] }, 'q', 'shop');
  expect(fourOf({ cilium: [...cnp(requiring), allowing] })).toBe('unknown closed closed closed');
});

test.each([
  ['every name', '*', 'open'],
  ['some names', '*.example.com', 'unknown'],
])('out to a port under rules for DNS: %s', (_, matchPattern, said) => {
  const toPorts = [{ ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: [{ matchPattern }] } }];
  const spec = { endpointSelector: {}, egress: [{ toEntities: ['world'], toPorts }] };
  expect(world({ cilium: cnp(spec) }, PODS).out(WEB, '198.51.100.7', 53)).toBe(said);
});

test('out to a named port: sure where it is one port everywhere', () => {
  const spec = {
    endpointSelector: { matchLabels: { app: 'web' } },
    egress: [{ toPorts: [{ ports: [{ port: 'http' }] }] }],
  };
  const among = (pods: readonly ReturnType<typeof pod>[]) => {
    const found = world({ cilium: cnp(spec) }, { pods });
    return [8080, 9000].map((port) => found.between(WEB, DB, port)).join(' ');
  };
  expect(among([WEB, DB])).toBe('open closed');
  expect(among([WEB, DB, TOOL])).toBe('unknown closed');
  const plain = { ...DB, namedPorts: [] };
  const found = world({ cilium: cnp(spec) }, { pods: [WEB, plain] });
  expect(found.between(WEB, plain, 8080)).toBe('unknown');
});

test('where nothing is allowed by itself, pods without a policy are closed', () => {
  const standard = {
    ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'np', namespace: 'shop' } },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [{}], egress: [{}] },
  } as unknown as ReachWorld['policies'][number];
  expect(fourOf({ isAlways: true })).toBe('closed closed closed closed');
  const found = world({ isAlways: true }, { ...PODS, policies: [standard] });
  expect([found.between(WEB, DB, 8080), found.between(TOOL, DB, 8080)]).toEqual(['open', 'closed']);
  expect(found.reasons(TOOL, DB)).toEqual([
    'Egress: Cilium refuses what no policy allows (enable-policy is always).',
    'Ingress: a NetworkPolicy allows it.',
  ]);
});

test('pods on the network of a node: open, unless the host firewall holds them to policies', () => {
  const cilium = ccnp({ nodeSelector: {}, ingress: [{ fromEntities: ['cluster'] }] });
  const at = (hasHostFirewall: boolean | undefined) =>
    world({ cilium, hasHostFirewall }, PODS).in(NODE, '198.51.100.7', 22);
  expect([at(false), at(true), at(undefined)]).toEqual(['open', 'unknown', 'unknown']);
});
