/** Which policies of other makers are a default deny for a namespace, and which only look like one. */
import { expect, test } from 'vitest';
import { calicoPolicy, passingTiers } from '../../../src/analysis/network-policy/other/calico.ts';
import { ciliumPolicies } from '../../../src/analysis/network-policy/other/cilium.ts';
import { clusterPolicy } from '../../../src/analysis/network-policy/other/cluster.ts';
import type { OtherPolicy } from '../../../src/analysis/network-policy/other/types.ts';

const SHOP = { name: 'shop', labels: { team: 'web' } };
const object = (spec: object, namespace?: string) => ({
  ...{ apiVersion: 'x/v1', kind: 'Policy', spec },
  metadata: { name: 'one', ...(namespace === undefined ? {} : { namespace }) },
});

/** Directions in which the namespace is denied by it. */
function denied(policies: readonly OtherPolicy[]): string {
  const found = policies.flatMap((policy) =>
    policy.covers(SHOP) === true ? policy.directions.filter((direction) => policy.outcome(direction) === 'denied') : [],
  );
  return found.join(' ');
}

const cilium = (spec: object, namespace?: string) =>
  denied(ciliumPolicies('ciliumnetworkpolicies.cilium.io', object(spec, namespace)));

test.each<readonly [string, object, string]>([
  ['an empty rule allows nobody', { endpointSelector: {}, ingress: [{}] }, 'Ingress'],
  [
    'both ways',
    { endpointSelector: {}, ingress: [{}], egress: [{ toEntities: ['kube-apiserver'] }] },
    'Ingress Egress',
  ],
  ['no rule, no deny', { endpointSelector: {}, ingress: [] }, ''],
  ['said of a direction without rules', { endpointSelector: {}, enableDefaultDeny: { egress: true } }, ''],
  ['switched off', { endpointSelector: {}, ingress: [{}], enableDefaultDeny: { ingress: false } }, ''],
  ['a rule that denies some', { endpointSelector: {}, ingressDeny: [{ fromEntities: ['world'] }] }, 'Ingress'],
  ['everybody is let in', { endpointSelector: {}, ingress: [{ fromEntities: ['all'] }] }, ''],
  ['on one port alone', { endpointSelector: {}, ingress: [{ fromEntities: ['all'], toPorts: [{}] }] }, 'Ingress'],
  ['some pods', { endpointSelector: { matchLabels: { app: 'web' } }, ingress: [{}] }, ''],
  ['nodes', { nodeSelector: {}, ingress: [{}] }, ''],
])('Cilium, in the namespace: %s', (_, spec, expected) => {
  expect(cilium(spec, 'shop')).toBe(expected);
  expect(cilium(spec, 'other')).toBe('');
});

test.each<readonly [string, object, string]>([
  ['every endpoint', { endpointSelector: {}, ingress: [{}] }, 'Ingress'],
  ['any pod of the cluster', { endpointSelector: {}, ingress: [{ fromEndpoints: [{}] }] }, ''],
  [
    'all but the platform',
    {
      endpointSelector: {
        matchExpressions: [{ key: 'k8s:io.kubernetes.pod.namespace', operator: 'NotIn', values: ['kube-system'] }],
      },
      ingress: [{}],
    },
    'Ingress',
  ],
  [
    'namespaces by a label',
    { endpointSelector: { matchLabels: { 'k8s:io.cilium.k8s.namespace.labels.team': 'web' } }, egress: [{}] },
    'Egress',
  ],
  [
    'namespaces by a label that this one lacks',
    { endpointSelector: { matchLabels: { 'io.cilium.k8s.namespace.labels.team': 'db' } }, egress: [{}] },
    '',
  ],
])('Cilium, for the cluster: %s', (_, spec, expected) => {
  expect(cilium(spec)).toBe(expected);
});

test('of one object of Cilium each rule counts', () => {
  const both = {
    ...object({}, 'shop'),
    specs: [
      { endpointSelector: {}, ingress: [{}] },
      { endpointSelector: {}, egress: [{}] },
    ],
  };
  expect(denied(ciliumPolicies('ciliumnetworkpolicies.cilium.io', both))).toBe('Ingress Egress');
});

const TIERS = passingTiers([
  { ...object({ defaultAction: 'Pass' }), metadata: { name: 'hints' } },
  { ...object({ defaultAction: 'Deny' }), metadata: { name: 'security' } },
]);

test.each<readonly [string, object, string]>([
  ['no rule at all', { selector: 'all()' }, 'Ingress'],
  ['types', { selector: 'all()', types: ['Ingress', 'Egress'] }, 'Ingress Egress'],
  ['rules of egress alone', { egress: [{ action: 'Allow', protocol: 'UDP' }] }, 'Egress'],
  ['in a tier that ends with Deny', { tier: 'security', types: ['Egress'] }, 'Egress'],
  ['in a tier that hands on', { tier: 'hints', types: ['Egress'] }, ''],
  ['a rule that denies, in a tier that hands on', { tier: 'hints', ingress: [{ action: 'Deny' }] }, 'Ingress'],
  ['everything is allowed', { ingress: [{ action: 'Allow' }] }, ''],
  ['everything is handed on', { ingress: [{ action: 'Pass', source: {} }] }, ''],
  ['all addresses are allowed', { ingress: [{ action: 'Allow', source: { nets: ['0.0.0.0/0'] } }] }, ''],
  ['a rule that only writes a log', { ingress: [{ action: 'Log' }] }, 'Ingress'],
  ['allowed to what runs as one account', { serviceAccountSelector: "name == 'x'" }, ''],
  ['some pods', { selector: "app == 'web'" }, ''],
])('Calico, in the namespace: %s', (_, spec, expected) => {
  const judged = (namespace: string) =>
    denied([calicoPolicy('networkpolicies.projectcalico.org', object(spec, namespace), TIERS)]);
  expect(judged('shop')).toBe(expected);
  expect(judged('other')).toBe('');
});

test.each<readonly [string, object, string]>([
  [
    'all but the platform',
    { selector: "projectcalico.org/namespace not in {'kube-system'}", types: ['Ingress'] },
    'Ingress',
  ],
  ['namespaces by a label', { namespaceSelector: "team == 'web'", types: ['Egress'] }, 'Egress'],
  ['others by a label', { namespaceSelector: '!has(team)', types: ['Egress'] }, ''],
])('Calico, for the cluster: %s', (_, spec, expected) => {
  expect(denied([calicoPolicy('globalnetworkpolicies.projectcalico.org', object(spec), TIERS)])).toBe(expected);
});

const everyPod = { namespaces: {} };
test.each<readonly [string, object, string]>([
  [
    'deny of every pod',
    { subject: everyPod, tier: 'Baseline', ingress: [{ action: 'Deny', from: [everyPod] }] },
    'Ingress',
  ],
  [
    'the first rule decides',
    {
      subject: everyPod,
      ingress: [
        { action: 'Pass', from: [everyPod] },
        { action: 'Deny', from: [everyPod] },
      ],
    },
    '',
  ],
  [
    'on one port',
    {
      subject: everyPod,
      ingress: [{ action: 'Deny', from: [everyPod], protocols: [{ tcp: { destinationPort: { number: 80 } } }] }],
    },
    '',
  ],
  [
    'other namespaces',
    { subject: { namespaces: { matchLabels: { team: 'db' } } }, egress: [{ action: 'Deny', to: [everyPod] }] },
    '',
  ],
])('ClusterNetworkPolicy: %s', (_, spec, expected) => {
  expect(denied([clusterPolicy('clusternetworkpolicies.policy.networking.k8s.io', object(spec) as never)])).toBe(
    expected,
  );
});

test('of a namespace that was not seen its name alone is known', () => {
  const unseen = { name: 'shop' };
  const byLabel = {
    endpointSelector: { matchLabels: { 'io.cilium.k8s.namespace.labels.team': 'web' } },
    ingress: [{}],
  };
  const [cilium] = ciliumPolicies('ciliumclusterwidenetworkpolicies.cilium.io', object(byLabel));
  expect(cilium?.covers(unseen)).toBeUndefined();
  const global = object({ namespaceSelector: "team == 'web'" });
  expect(calicoPolicy('globalnetworkpolicies.projectcalico.org', global, TIERS).covers(unseen)).toBeUndefined();
});
