/** Policies of Cilium and of Calico: what they let through, what they do not, and what is not decided. */
import { expect, test } from 'vitest';
import { hasPort, Reach, type ReachPod, type ReachWorld } from '../../../../src/analysis/network-policy/index.ts';
import type { KubeObject } from '../../../../src/plugin-api/index.ts';

function pod(name: string, namespace = 'shop', more: Partial<ReachPod> = {}): ReachPod {
  return {
    ...{ namespace, labels: { app: name }, isHostNetwork: false, isFinished: false, addresses: [] },
    namedPorts: [{ name: 'http', protocol: 'TCP', port: 8080 }],
    ...more,
  };
}
const [WEB, DB, OTHER] = [pod('web'), pod('db'), pod('tool', 'ops')];

function policy(kind: string, spec: object, name = 'p', namespace?: string): KubeObject {
  const [apiVersion, ...rest] = kind.startsWith('Cilium') ? ['cilium.io/v2'] : ['projectcalico.org/v3'];
  const metadata = { name, ...(namespace === undefined ? {} : { namespace }) };
  return { apiVersion, kind, metadata, spec, ...Object.fromEntries(rest) } as unknown as KubeObject;
}

function world(others: Partial<NonNullable<ReachWorld['others']>>, more: Partial<ReachWorld> = {}) {
  const reach = new Reach({
    pods: [WEB, DB, OTHER],
    namespaces: new Map([
      ['shop', { team: 'a' }],
      ['ops', { team: 'b' }],
    ]),
    ...{ policies: [], clusterPolicies: [], doBlocksSelectPods: false },
    others: { cilium: [], isAlways: false, calico: [], tiers: [], hasNetworkSets: false, ...others },
    ...more,
  });
  return {
    between(from: ReachPod, to: ReachPod, port: number) {
      if (hasPort(reach.between(from, to), 'TCP', port)) return 'open';
      const unknown = reach.unknownBetween(reach.classOf(from), reach.classOf(to));
      return unknown !== undefined && hasPort(unknown.ports, 'TCP', port) ? 'unknown' : 'closed';
    },
    out(from: ReachPod, address: string, port: number) {
      if (hasPort(reach.atAddress(from, address, 'Egress'), 'TCP', port)) return 'open';
      const unknown = reach.unknownAt(from, address, 'Egress');
      return unknown !== undefined && hasPort(unknown.ports, 'TCP', port) ? 'unknown' : 'closed';
    },
    reasons: (from: ReachPod, to: ReachPod) => reach.reasons({ from, to }, [8080, 8081]),
  };
}

const ingress = (...rules: readonly object[]) => ({ endpointSelector: { matchLabels: { app: 'db' } }, ingress: rules });
const cnp = (spec: object) => world({ cilium: [policy('CiliumNetworkPolicy', spec, 'p', 'shop')] });
const WEB_ONLY = { fromEndpoints: [{ matchLabels: { app: 'web' } }] };
const on = (port: string, more: object = {}) => ({ toPorts: [{ ports: [{ port, protocol: 'TCP', ...more }] }] });

/** From web and from tool, on 8080 and on 9000, to db. */
const CILIUM: readonly (readonly [string, object, string])[] = [
  ['an empty rule allows nobody', ingress({}), 'closed closed closed closed'],
  ['endpoints of its namespace', ingress({ fromEndpoints: [{}] }), 'open open closed closed'],
  ['one endpoint', ingress(WEB_ONLY), 'open open closed closed'],
  [
    'by the prefix of the source',
    ingress({ fromEndpoints: [{ matchLabels: { 'k8s:app': 'web' } }] }),
    'open open closed closed',
  ],
  [
    'another namespace by its name',
    ingress({ fromEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'ops' } }] }),
    'closed closed open open',
  ],
  [
    'namespaces by their labels',
    ingress({ fromEndpoints: [{ matchLabels: { 'io.cilium.k8s.namespace.labels.team': 'b' } }] }),
    'closed closed open open',
  ],
  ['no peers: nobody', ingress({ fromEndpoints: [] }), 'closed closed closed closed'],
  ['ports alone: everybody', ingress(on('8080')), 'open closed open closed'],
  ['a port by its name', ingress(on('http')), 'open closed open closed'],
  ['a range', ingress(on('8000', { endPort: 9000 })), 'open open open open'],
  ['every port by 0', ingress(on('0')), 'open open open open'],
  [
    'another protocol',
    ingress({ toPorts: [{ ports: [{ port: '8080', protocol: 'UDP' }] }] }),
    'closed closed closed closed',
  ],
  ['entity all', ingress({ fromEntities: ['all'] }), 'open open open open'],
  ['entity cluster', ingress({ fromEntities: ['cluster'] }), 'open open open open'],
  ['entity world', ingress({ fromEntities: ['world'] }), 'closed closed closed closed'],
  ['blocks do not select pods', ingress({ fromCIDR: ['0.0.0.0/0'] }), 'closed closed closed closed'],
  ['icmp alone', ingress({ icmps: [{ fields: [{ type: 8 }] }] }), 'closed closed closed closed'],
  [
    'layer 7',
    ingress({ ...WEB_ONLY, toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }], rules: { http: [{}] } }] }),
    'unknown closed closed closed',
  ],
  ['a requirement', ingress({ fromRequires: [{}], ...WEB_ONLY }), 'unknown unknown closed closed'],
  ['authentication', ingress({ ...WEB_ONLY, authentication: { mode: 'required' } }), 'unknown unknown closed closed'],
  [
    'a ServiceAccount',
    ingress({ fromEndpoints: [{ matchLabels: { 'io.cilium.k8s.policy.serviceaccount': 'web' } }] }),
    'unknown unknown closed closed',
  ],
  ['a denial alone leaves nobody in', { endpointSelector: {}, ingressDeny: [WEB_ONLY] }, 'closed closed closed closed'],
  [
    'a denial before an allowance',
    { ...ingress({ fromEntities: ['all'] }), ingressDeny: [{ ...WEB_ONLY, ...on('8080') }] },
    'closed open open open',
  ],
  ['no default denial', { ...ingress(WEB_ONLY), enableDefaultDeny: { ingress: false } }, 'open open open open'],
  [
    'a denial without a default',
    { endpointSelector: {}, ingressDeny: [WEB_ONLY], enableDefaultDeny: { ingress: false } },
    'closed closed open open',
  ],
  ['of other pods', { endpointSelector: { matchLabels: { app: 'none' } }, ingress: [{}] }, 'open open open open'],
  ['of nodes', { nodeSelector: {}, ingress: [{}] }, 'open open open open'],
];

function fourOf(found: ReturnType<typeof world>): string {
  return [WEB, OTHER].flatMap((from) => [8080, 9000].map((port) => found.between(from, DB, port))).join(' ');
}

test.each(CILIUM)('Cilium: %s', (_, spec, said) => {
  expect(fourOf(cnp(spec))).toBe(said);
});

test('Cilium: rules of all objects and of NetworkPolicies count together', () => {
  const standard = {
    ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'np', namespace: 'shop' } },
    spec: { podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'b' } } }] }] },
  } as unknown as ReachWorld['policies'][number];
  const cilium = [policy('CiliumNetworkPolicy', ingress(WEB_ONLY), 'p', 'shop')];
  expect(fourOf(world({ cilium }, { policies: [standard] }))).toBe('open open open open');
  const denial = [
    policy('CiliumClusterwideNetworkPolicy', {
      endpointSelector: {},
      ingressDeny: [{ fromEntities: ['cluster'] }],
      enableDefaultDeny: { ingress: false },
    }),
  ];
  expect(fourOf(world({ cilium: denial }, { policies: [standard] }))).toBe('closed closed closed closed');
});

test.each([
  [{ toFQDNs: [{ matchName: 'example.com' }] }, 'unknown'],
  [{ toEntities: ['world'] }, 'open'],
  [{ toCIDR: ['198.51.100.0/24'] }, 'open'],
  [{ toCIDRSet: [{ cidr: '198.51.0.0/16', except: ['198.51.100.0/24'] }] }, 'closed'],
  [{ toCIDRSet: [{ cidrGroupRef: 'partners' }] }, 'unknown'],
  [{ toEntities: ['kube-apiserver'] }, 'unknown'],
  [{ toServices: [{}] }, 'unknown'],
  [{ toEndpoints: [{ matchLabels: { app: 'db' } }] }, 'closed'],
])('Cilium: out of the cluster by %j', (rule, said) => {
  expect(cnp({ endpointSelector: {}, egress: [rule] }).out(WEB, '198.51.100.7', 443)).toBe(said);
});

test('what is not decided is told with the name of the policy', () => {
  const found = cnp(ingress({ fromRequires: [{}] }));
  expect(found.reasons(WEB, DB)[1]).toBe('Ingress: whether CiliumNetworkPolicy shop/p allows it is not decided here.');
});

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

test('Calico: of two policies of one order nobody knows the first, unless they agree', () => {
  const allow = policy('GlobalNetworkPolicy', { ...ofDb(rule('Allow')), order: 5 }, 'a');
  const deny = policy('GlobalNetworkPolicy', { ...ofDb(rule('Deny')), order: 5 }, 'b');
  expect(fourOf(world({ calico: [allow, deny] }))).toBe('unknown unknown unknown unknown');
  expect(fourOf(world({ calico: [allow, { ...allow, metadata: { name: 'c' } }] }))).toBe('open open open open');
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
  const cilium = [policy('CiliumNetworkPolicy', ingress(WEB_ONLY), 'p', 'shop')];
  const calico = [policy('GlobalNetworkPolicy', ofDb(rule('Allow')))];
  expect(fourOf(world({ cilium, calico }))).toBe('unknown unknown unknown unknown');
});
