/** Policies of Cilium: what they let through, what they do not, and what is not decided. */
import { expect, test } from 'vitest';
import type { ReachWorld } from '../../../../src/analysis/network-policy/index.ts';
import { DB, fourOf, policy, WEB, world } from './other-world.ts';

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
  ['a requirement', ingress({ fromRequires: [{}], ...WEB_ONLY }), 'unknown unknown unknown unknown'],
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
