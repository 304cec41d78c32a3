/** Worlds of a few pods under policies of Cilium, and the objects that say the same. */
import fc from 'fast-check';
import type { NaivePod, Selector } from './naive.ts';
import type { CiliumRule, CiliumSpec, NaiveCilium } from './naive-cilium.ts';
import {
  cidr,
  label,
  labels,
  NAMESPACES,
  namespace,
  pod,
  policy,
  port,
  portName,
  protocol,
  value,
} from './random-world.ts';

export interface CiliumWorld extends NaiveCilium {
  readonly pods: readonly NaivePod[];
}

const prefix = fc.constantFrom('', '', 'k8s:', 'any:');
const key = fc.tuple(prefix, label).map(([source, name]) => `${source}${name}`);
const ofPods: fc.Arbitrary<Selector> = fc.record(
  {
    matchLabels: fc.dictionary(key, value, { maxKeys: 1 }),
    matchExpressions: fc.array(
      fc.record({
        key,
        operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
        values: fc.array(value, { minLength: 1, maxLength: 2 }),
      }),
      { maxLength: 1 },
    ),
  },
  { requiredKeys: [] },
);
const placed = fc.oneof(
  fc.tuple(prefix, namespace).map(([source, name]) => ({ [`${source}io.kubernetes.pod.namespace`]: name })),
  fc.tuple(prefix, label, value).map(([source, name, said]) => ({
    [`${source}io.cilium.k8s.namespace.labels.${name}`]: said,
  })),
);
const peer: fc.Arbitrary<Selector> = fc
  .tuple(ofPods, fc.option(placed, { nil: undefined }))
  .map(([selector, more]) => ({ ...selector, matchLabels: { ...selector.matchLabels, ...more } }));

const few = { maxLength: 2 };
const peers: fc.Arbitrary<CiliumRule> = fc.oneof(
  fc.array(peer, few).map((endpoints) => ({ endpoints })),
  fc.array(fc.constantFrom('all', 'world', 'cluster', 'none'), few).map((entities) => ({ entities })),
  fc.array(fc.record({ cidr, except: fc.array(cidr, { maxLength: 1 }) }), few).map((blocks) => ({ blocks })),
  fc.constant({}),
);
const anyProtocol = fc.constantFrom(undefined, 'ANY', 'TCP', 'UDP');
const numbered = fc.record({
  port: fc.oneof(port.map(String), fc.constant('0')),
  protocol: anyProtocol,
  endPort: fc.constantFrom(undefined, 8080),
});
const named = fc.record({ port: portName, protocol });

function ruleWith(one: fc.Arbitrary<object>): fc.Arbitrary<CiliumRule> {
  const ports = fc.array(fc.record({ ports: fc.array(one, few) }), few);
  return fc
    .tuple(peers, fc.option(ports, { nil: undefined }))
    .map(([who, which]) => ({ ...who, ...(which === undefined ? {} : { ports: which }) }) as CiliumRule);
}

const incoming = fc.array(ruleWith(fc.oneof(numbered, named)), few);
const outgoing = fc.array(ruleWith(numbered), few);
const isSaid = fc.constantFrom(undefined, true, false);

const spec: fc.Arbitrary<CiliumSpec> = fc.record({
  subject: ofPods,
  rules: fc.record({ Ingress: incoming, Egress: outgoing }),
  denials: fc.record({ Ingress: fc.oneof(fc.constant([]), incoming), Egress: fc.oneof(fc.constant([]), outgoing) }),
  isDenying: fc.record({ Ingress: isSaid, Egress: isSaid }) as fc.Arbitrary<CiliumSpec['isDenying']>,
  namespace: fc.oneof(namespace, fc.constant(undefined)),
});

export const ciliumWorld: fc.Arbitrary<CiliumWorld> = fc.record({
  pods: fc.array(
    pod.map((each) => ({ ...each, isHostNetwork: false })),
    { minLength: 2, maxLength: 5 },
  ),
  namespaces: fc
    .tuple(labels, labels, labels)
    .map((each) => new Map(NAMESPACES.map((name, at) => [name, each[at] ?? {}]))),
  policies: fc.array(policy, { maxLength: 2 }),
  // One without any rule is refused.
  specs: fc.array(spec, { maxLength: 4 }).map((all) => all.filter(hasRules)),
  isAlways: fc.constantFrom(true, false, false, false),
});

function hasRules({ rules, denials }: CiliumSpec): boolean {
  return [rules, denials].some(({ Ingress, Egress }) => Ingress.length + Egress.length > 0);
}

export function ciliumObject({ subject, rules, denials, isDenying, namespace: own }: CiliumSpec, at: number): object {
  const of = (way: 'from' | 'to', all: readonly CiliumRule[]) =>
    all.map(({ endpoints, entities, blocks, ports }) => ({
      ...(endpoints === undefined ? {} : { [`${way}Endpoints`]: endpoints }),
      ...(entities === undefined ? {} : { [`${way}Entities`]: entities }),
      ...(blocks === undefined ? {} : { [`${way}CIDRSet`]: blocks }),
      ...(ports === undefined ? {} : { toPorts: ports }),
    }));
  return {
    apiVersion: 'cilium.io/v2',
    kind: own === undefined ? 'CiliumClusterwideNetworkPolicy' : 'CiliumNetworkPolicy',
    metadata: { name: `p${at}`, ...(own === undefined ? {} : { namespace: own }) },
    spec: {
      endpointSelector: subject,
      enableDefaultDeny: { ingress: isDenying.Ingress, egress: isDenying.Egress },
      ingress: of('from', rules.Ingress),
      ingressDeny: of('from', denials.Ingress),
      egress: of('to', rules.Egress),
      egressDeny: of('to', denials.Egress),
    },
  };
}
