/** Policies of Calico: what they let through, what they do not, and what is not decided. */
import { expect, test } from 'vitest';
import type { ReachWorld } from '../../../../src/analysis/network-policy/index.ts';
import { fourOf, policy, world } from './other-world.ts';

const rule = (action: string, more: object = {}) => ({ action, ...more });
const ofDb = (...rules: readonly object[]) => ({ selector: "app == 'db'", types: ['Ingress'], ingress: rules });
const from = (selector: string, more: object = {}) => ({ source: { selector, ...more } });
const to = (...ports: readonly (string | number)[]) => ({ protocol: 'TCP', destination: { ports } });

const CALICO: readonly (readonly [string, object, string])[] = [
  ['no rule: the tier drops', ofDb(), 'closed closed closed closed'],
  ['allow all', ofDb(rule('Allow')), 'open open open open'],
  ['log and then nothing', ofDb(rule('Log')), 'closed closed closed closed'],
  ['pass to the profile', ofDb(rule('Pass')), 'open open open open'],
  [
    'the first that fits',
    ofDb(rule('Deny', from("app == 'web'")), rule('Allow')),
    'closed closed closed closed'.replace('closed closed closed closed', 'closed closed open open'),
  ],
  ['ports', ofDb(rule('Allow', to(8080))), 'open closed open closed'],
  ['a range', ofDb(rule('Allow', to('8000:9000'))), 'open open open open'],
  ['a named port', ofDb(rule('Allow', to('http'))), 'open closed open closed'],
  [
    'all ports but one',
    ofDb(rule('Allow', { protocol: 'TCP', destination: { notPorts: [8080] } })),
    'closed open closed open',
  ],
  ['another protocol', ofDb(rule('Allow', { protocol: 'UDP' })), 'closed closed closed closed'],
  ['all protocols but one', ofDb(rule('Allow', { notProtocol: 'TCP' })), 'closed closed closed closed'],
  ['icmp', ofDb(rule('Allow', { protocol: 'ICMP', icmp: { type: 8 } })), 'closed closed closed closed'],
  ['a selector in every namespace', ofDb(rule('Allow', from("app in {'web', 'tool'}"))), 'open open open open'],
  ['a namespace', ofDb(rule('Allow', { source: { namespaceSelector: "team == 'b'" } })), 'closed closed open open'],
  [
    'a namespace by its name',
    ofDb(rule('Allow', { source: { namespaceSelector: "projectcalico.org/name == 'ops'" } })),
    'closed closed open open',
  ],
  [
    'all but a selector',
    ofDb(rule('Allow', { source: { selector: 'all()', notSelector: "app == 'web'" } })),
    'closed closed open open',
  ],
  ['starts with', ofDb(rule('Allow', from("app starts with 'we'"))), 'open open closed closed'],
  ['http', ofDb(rule('Allow', { http: { methods: ['GET'] } })), 'unknown unknown unknown unknown'],
  [
    'a ServiceAccount',
    ofDb(rule('Allow', { source: { serviceAccounts: { names: ['a'] } } })),
    'unknown unknown unknown unknown',
  ],
  [
    'ports of senders',
    ofDb(rule('Deny', { protocol: 'TCP', source: { ports: [1] } }), rule('Allow')),
    'unknown unknown unknown unknown',
  ],
  [
    'blocks and pods whose address is not known',
    ofDb(rule('Allow', { source: { nets: ['10.0.0.0/8'] } })),
    'unknown unknown unknown unknown',
  ],
  ['a selector of accounts', { ...ofDb(), serviceAccountSelector: "a == 'b'" }, 'unknown unknown unknown unknown'],
  ['of hosts', { ...ofDb(), preDNAT: true, applyOnForward: true }, 'open open open open'],
  ['of egress alone', { ...ofDb(), types: ['Egress'] }, 'open open open open'],
];

test.each(CALICO)('Calico: %s', (_, spec, said) => {
  expect(fourOf(world({ calico: [policy('GlobalNetworkPolicy', spec)] }))).toBe(said);
});

const tier = (name: string, order: number, defaultAction = 'Deny') => policy('Tier', { order, defaultAction }, name);

test('Calico: tiers and policies in order, and what tiers do with the rest', () => {
  const first = policy(
    'GlobalNetworkPolicy',
    { ...ofDb(rule('Allow', from("app == 'web'"))), tier: 'sec', order: 1 },
    'a',
  );
  const second = policy('GlobalNetworkPolicy', { ...ofDb(rule('Deny')), tier: 'sec', order: 2 }, 'b');
  const calico = [second, first];
  expect(fourOf(world({ calico, tiers: [tier('sec', 10)] }))).toBe('open open closed closed');
  expect(fourOf(world({ calico: [first], tiers: [tier('sec', 10, 'Pass')] }))).toBe('open open open open');
  expect(fourOf(world({ calico: [first], tiers: [tier('sec', 10)] }))).toBe('open open closed closed');
  // Where a tier stands is not known.
  expect(fourOf(world({ calico: [first] }))).toBe('unknown unknown unknown unknown');
  const passing = policy(
    'GlobalNetworkPolicy',
    { ...ofDb(rule('Pass', from("app == 'tool'"))), tier: 'sec', order: 0 },
    'c',
  );
  const last = policy('GlobalNetworkPolicy', ofDb(rule('Allow', to(8080))), 'd');
  expect(fourOf(world({ calico: [...calico, passing, last], tiers: [tier('sec', 10)] }))).toBe('open open open closed');
});

test('Calico: of two policies of one order the first is that of the first name, where versions agree on it', () => {
  const named = (name: string, action: string) =>
    policy('GlobalNetworkPolicy', { ...ofDb(rule(action)), order: 5 }, name);
  expect(fourOf(world({ calico: [named('b', 'Deny'), named('a', 'Allow')] }))).toBe('open open open open');
  expect(fourOf(world({ calico: [named('a', 'Deny'), named('b', 'Allow')] }))).toBe('closed closed closed closed');
  expect(fourOf(world({ calico: [named('a', 'Deny'), named('a-1', 'Allow')] }))).toBe(
    'unknown unknown unknown unknown',
  );
  const own = policy('NetworkPolicy', { ...ofDb(rule('Deny')), order: 5 }, 'b', 'shop');
  expect(fourOf(world({ calico: [named('a', 'Allow'), own] }))).toBe('unknown unknown unknown unknown');
  expect(fourOf(world({ calico: [named('a', 'Deny'), own] }))).toBe('closed closed closed closed');
});

test('Calico: a policy in a namespace means pods there, and NetworkPolicies stand at 1000 of the default tier', () => {
  const own = policy('NetworkPolicy', ofDb(rule('Allow', from("app in {'web', 'tool'}"))), 'p', 'shop');
  expect(fourOf(world({ calico: [own] }))).toBe('open open closed closed');
  const standard = {
    ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'np', namespace: 'shop' } },
    spec: { podSelector: {}, ingress: [{}] },
  } as unknown as ReachWorld['policies'][number];
  const denial = (order: number) => policy('GlobalNetworkPolicy', { ...ofDb(rule('Deny')), order }, 'z');
  const under = (order: number) => fourOf(world({ calico: [denial(order)] }, { policies: [standard] }));
  expect([under(999), under(1000), under(1001)]).toEqual([
    'closed closed closed closed',
    'unknown unknown unknown unknown',
    'open open open open',
  ]);
});

test('policies of two makers, and of tiers of the cluster beside them, decide nothing here', () => {
  const selector = { matchLabels: { app: 'db' } };
  const cilium = [policy('CiliumNetworkPolicy', { endpointSelector: selector, ingress: [{}] }, 'p', 'shop')];
  const calico = [policy('GlobalNetworkPolicy', ofDb(rule('Allow')))];
  expect(fourOf(world({ cilium, calico }))).toBe('unknown unknown unknown unknown');
});
