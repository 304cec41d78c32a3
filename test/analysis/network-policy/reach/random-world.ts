/** Worlds of a few pods and many policies, drawn so that rules often meet. */
import fc from 'fast-check';
import type { NaiveClusterPolicy, NaivePod, NaivePolicy, NaiveWorld, Selector } from './naive.ts';

export interface RandomWorld extends NaiveWorld {
  readonly pods: readonly NaivePod[];
}

export const NAMESPACES = ['a', 'b', 'c'] as const;
export const namespace = fc.constantFrom(...NAMESPACES);
export const label = fc.constantFrom('x', 'y', 'z');
export const value = fc.constantFrom('1', '2');
export const labels = fc.dictionary(label, value, { maxKeys: 3 });
export const protocol = fc.constantFrom('TCP', 'UDP', 'SCTP');
export const port = fc.constantFrom(1, 80, 81, 8080, 65535);
export const portName = fc.constantFrom('http', 'dns');
export const address = fc.constantFrom('10.0.0.1', '10.0.0.2', '10.0.1.1', '10.1.0.1', '192.168.0.1');
export const cidr = fc.constantFrom(
  '0.0.0.0/0',
  '10.0.0.0/8',
  '10.0.0.0/24',
  '10.0.0.1/32',
  '10.1.0.0/16',
  '192.168.0.0/16',
);

export const selector: fc.Arbitrary<Selector> = fc.record(
  {
    matchLabels: fc.dictionary(label, value, { maxKeys: 1 }),
    matchExpressions: fc.array(
      fc.record({
        key: label,
        operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
        values: fc.array(value, { minLength: 1, maxLength: 2 }),
      }),
      { maxLength: 1 },
    ),
  },
  { requiredKeys: [] },
);
const namespaceSelector: fc.Arbitrary<Selector> = fc.oneof(
  selector,
  namespace.map((name) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } })),
);

export const pod: fc.Arbitrary<NaivePod> = fc.record({
  namespace,
  labels,
  isHostNetwork: fc.constantFrom(true, false, false, false, false),
  namedPorts: fc.uniqueArray(fc.record({ name: portName, protocol, port }), {
    maxLength: 2,
    selector: ({ name, protocol: of }) => `${name}/${of}`,
  }),
  addresses: fc.oneof({ weight: 3, arbitrary: address.map((one) => [one]) }, { weight: 1, arbitrary: fc.constant([]) }),
});

const block = fc.record({ cidr, except: fc.array(cidr, { maxLength: 1 }) });
const peer = fc.oneof(
  selector.map((podSelector) => ({ podSelector })),
  namespaceSelector.map((each) => ({ namespaceSelector: each })),
  fc.record({ namespaceSelector, podSelector: selector }),
  block.map((ipBlock) => ({ ipBlock })),
);
const rulePort = fc.oneof(
  fc.record({ protocol }, { requiredKeys: [] }),
  fc.record({ protocol, port }, { requiredKeys: ['port'] }),
  fc.record({ protocol, port: portName }, { requiredKeys: ['port'] }),
  fc.constant({ port: 80, endPort: 8080 }),
);
const peers = fc.array(peer, { maxLength: 2 });
const ports = fc.array(rulePort, { maxLength: 2 });
const optional: { requiredKeys: never[] } = { requiredKeys: [] };

export const policy: fc.Arbitrary<NaivePolicy> = fc.record({
  metadata: fc.record({ name: fc.string({ minLength: 1, maxLength: 8 }), namespace }),
  spec: fc.record(
    {
      podSelector: selector,
      policyTypes: fc.constantFrom([], ['Ingress'], ['Egress'], ['Ingress', 'Egress']),
      ingress: fc.array(fc.record({ from: peers, ports }, optional), { maxLength: 2 }),
      egress: fc.array(fc.record({ to: peers, ports }, optional), { maxLength: 2 }),
    },
    { requiredKeys: ['podSelector'] },
  ),
});

const clusterPods = fc.record({ namespaceSelector, podSelector: selector });
const subject = fc.oneof(
  namespaceSelector.map((namespaces) => ({ namespaces })),
  clusterPods.map((pods) => ({ pods })),
);
const clusterPeer = fc.oneof(
  subject,
  fc.array(cidr, { minLength: 1, maxLength: 2 }).map((networks) => ({ networks })),
);
const destinationPort = fc.oneof(
  port.map((number) => ({ number })),
  fc.constant({ range: { start: 80, end: 8080 } }),
);
const onePort = fc.record({ destinationPort }, optional);
const protocols = fc.array(
  fc.oneof(
    onePort.map((tcp) => ({ tcp })),
    onePort.map((udp) => ({ udp })),
    portName.map((destinationNamedPort) => ({ destinationNamedPort })),
  ),
  { maxLength: 2 },
);
const action = fc.constantFrom('Accept', 'Deny', 'Pass');
const atLeastOne = { minLength: 1, maxLength: 2 };

const clusterPolicy = fc.record({
  tier: fc.constantFrom('Admin', 'Baseline'),
  subject,
  ingress: fc.array(fc.record({ action, from: fc.array(subject, atLeastOne), protocols }), { maxLength: 3 }),
  egress: fc.array(fc.record({ action, to: fc.array(clusterPeer, atLeastOne), protocols }), { maxLength: 3 }),
});

export const randomWorld: fc.Arbitrary<RandomWorld> = fc.record({
  pods: fc.array(pod, { minLength: 2, maxLength: 6 }),
  namespaces: fc
    .tuple(labels, labels, labels)
    .map((each) => new Map(NAMESPACES.map((name, at) => [name, each[at] ?? {}]))),
  policies: fc.array(policy, { maxLength: 5 }),
  // Their order is only defined by different priorities.
  clusterPolicies: fc.array(clusterPolicy, { maxLength: 3 }).map((specs) =>
    specs.map(
      (spec, at): NaiveClusterPolicy => ({
        metadata: { name: `c${at}` },
        spec: { ...spec, priority: at } as NaiveClusterPolicy['spec'],
      }),
    ),
  ),
  doBlocksSelectPods: fc.boolean(),
});

export const randomPort = fc.record({ protocol, port: fc.constantFrom(1, 79, 80, 81, 8080, 8081, 65535) });
export const randomAddress = address;
