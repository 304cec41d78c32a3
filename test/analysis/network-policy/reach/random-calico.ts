/** Worlds of a few pods under policies of Calico, and the objects that say the same. */
import fc from 'fast-check';
import type {
  CalicoEntity,
  CalicoPod,
  CalicoRule,
  CalicoSet,
  CalicoSpec,
  Expression,
  NaiveCalico,
} from './naive-calico.ts';
import {
  address,
  cidr,
  label,
  labels,
  NAMESPACES,
  namespace,
  pod,
  policy,
  port,
  portName,
  value,
} from './random-world.ts';

export interface CalicoWorld extends NaiveCalico {
  readonly pods: readonly CalicoPod[];
}

const { expression } = fc.letrec<{ expression: Expression; simple: Expression }>((tie) => ({
  simple: fc.oneof(
    fc.constant<Expression>({ is: 'all' }),
    label.map((key): Expression => ({ is: 'has', key })),
    fc
      .record({ is: fc.constantFrom('==', '!=', 'contains', 'starts with', 'ends with'), key: label, value })
      .map((each) => each as Expression),
    fc
      .record({ is: fc.constantFrom('in', 'not in'), key: label, values: fc.array(value, { maxLength: 2 }) })
      .map((each) => each as Expression),
  ),
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('simple'),
    tie('expression').map((one): Expression => ({ is: '!', one })),
    fc
      .record({ is: fc.constantFrom('&&', '||'), one: tie('expression'), other: tie('expression') })
      .map((each) => each as Expression),
  ),
}));
const ofNamespace = fc.oneof(
  expression,
  fc.constant<Expression>({ is: 'global' }),
  namespace.map((name): Expression => ({ is: '==', key: 'projectcalico.org/name', value: name })),
);
const account = fc.constantFrom('front', 'back');
const optional: { requiredKeys: never[] } = { requiredKeys: [] };
const nets = fc.array(cidr, { minLength: 1, maxLength: 2 });

const entity: fc.Arbitrary<CalicoEntity> = fc.oneof(
  fc.constant({}),
  fc.record({ selector: expression, namespaceSelector: ofNamespace }, optional),
  fc.record({ notSelector: expression, namespaceSelector: ofNamespace }, optional),
  fc.record({ accounts: fc.array(account, { minLength: 1, maxLength: 1 }), selector: expression }, optional),
  fc.record({ nets, notNets: nets }, optional),
) as fc.Arbitrary<CalicoEntity>;
const ports = fc.array(fc.oneof(port, portName, fc.constant('80:8080')), { minLength: 1, maxLength: 2 });

const rule: fc.Arbitrary<CalicoRule> = fc
  .record(
    {
      action: fc.constantFrom('Allow', 'Deny', 'Pass', 'Log'),
      protocol: fc.constantFrom('TCP', 'UDP'),
      peer: entity,
      own: fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: entity }),
      ports,
      notPorts: ports,
    },
    { requiredKeys: ['action', 'peer', 'own'] },
  )
  // Ports need a protocol.
  .map(({ ports: some, notPorts, ...each }) =>
    each.protocol === undefined ? each : { ...each, ...(some && { ports: some }), ...(notPorts && { notPorts }) },
  ) as fc.Arbitrary<CalicoRule>;
const rules = fc.array(rule, { maxLength: 3 });

const spec: fc.Arbitrary<CalicoSpec> = fc.record({
  tier: fc.constantFrom('first', 'second', 'default', 'last'),
  // Their order is only defined by different ones.
  order: fc.constant(undefined),
  namespace: fc.oneof(namespace, fc.constant(undefined)),
  selector: fc.option(expression, { nil: undefined }),
  namespaceSelector: fc.option(expression, { nil: undefined }),
  types: fc.constantFrom(['Ingress'], ['Egress'], ['Ingress', 'Egress']),
  rules: fc.record({ Ingress: rules, Egress: rules }),
});
const set: fc.Arbitrary<CalicoSet> = fc.record({
  namespace: fc.oneof(namespace, fc.constant(undefined)),
  labels,
  nets,
});
const ORDERS = [10, 999, 1001, undefined];

export const calicoWorld: fc.Arbitrary<CalicoWorld> = fc.record({
  pods: fc.array(
    fc
      .tuple(pod, account, address)
      .map(([each, serviceAccount, one]) => ({ ...each, serviceAccount, isHostNetwork: false, addresses: [one] })),
    { minLength: 2, maxLength: 5 },
  ),
  namespaces: fc
    .tuple(labels, labels, labels)
    .map((each) => new Map(NAMESPACES.map((name, at) => [name, each[at] ?? {}]))),
  policies: fc.array(policy, { maxLength: 2 }),
  tiers: fc
    .record({ first: fc.boolean(), second: fc.boolean(), last: fc.boolean() })
    .map((isPassing) => [
      { name: 'second', order: 200, defaultAction: isPassing.second ? 'Pass' : 'Deny' } as const,
      { name: 'first', order: 100, defaultAction: isPassing.first ? 'Pass' : 'Deny' } as const,
      { name: 'last', order: 2_000_000, defaultAction: isPassing.last ? 'Pass' : 'Deny' } as const,
    ]),
  specs: fc
    .array(spec, { maxLength: 4 })
    .chain((all) =>
      fc
        .shuffledSubarray(ORDERS, { minLength: all.length, maxLength: all.length })
        .map((orders) => all.map((each, at) => ({ ...each, order: orders[at] }))),
    ),
  sets: fc.array(set, { maxLength: 2 }),
});

function textOf(each: Expression): string {
  switch (each.is) {
    case 'all':
    case 'global':
      return `${each.is}()`;
    case 'has':
      return `has(${each.key})`;
    case '!':
      return `!(${textOf(each.one)})`;
    case '&&':
    case '||':
      return `(${textOf(each.one)}) ${each.is} (${textOf(each.other)})`;
    case 'in':
    case 'not in':
      return `${each.key} ${each.is} {${each.values.map((one) => `'${one}'`).join(', ')}}`;
    default:
      return `${each.key} ${each.is} "${each.value}"`;
  }
}

const said = (name: string, each: Expression | undefined) => (each === undefined ? {} : { [name]: textOf(each) });

function entityObject({
  selector,
  notSelector,
  namespaceSelector,
  accounts,
  nets: some,
  notNets,
}: CalicoEntity): object {
  return {
    ...said('selector', selector),
    ...said('notSelector', notSelector),
    ...said('namespaceSelector', namespaceSelector),
    ...(accounts === undefined ? {} : { serviceAccounts: { names: accounts } }),
    ...(some === undefined ? {} : { nets: some }),
    ...(notNets === undefined ? {} : { notNets }),
  };
}

function ruleObject(way: string, { action, protocol, peer, own, ports: some, notPorts }: CalicoRule): object {
  const [source, destination] = (way === 'Ingress' ? [peer, own] : [own, peer]).map(entityObject);
  return {
    action,
    ...(protocol === undefined ? {} : { protocol }),
    source,
    destination: {
      ...destination,
      ...(some === undefined ? {} : { ports: some }),
      ...(notPorts === undefined ? {} : { notPorts }),
    },
  };
}

const named = (kind: string, name: string, own: string | undefined, spec_: object) => ({
  apiVersion: 'projectcalico.org/v3',
  kind: own === undefined ? `Global${kind}` : kind,
  metadata: { name, ...(own === undefined ? {} : { namespace: own }) },
  spec: spec_,
});

export function calicoObject(each: CalicoSpec, at: number): object {
  return named('NetworkPolicy', `p${at}`, each.namespace, {
    ...{ tier: each.tier, types: each.types, ...(each.order === undefined ? {} : { order: each.order }) },
    ...said('selector', each.selector),
    ...(each.namespace === undefined ? said('namespaceSelector', each.namespaceSelector) : {}),
    ingress: each.rules.Ingress.map((one) => ruleObject('Ingress', one)),
    egress: each.rules.Egress.map((one) => ruleObject('Egress', one)),
  });
}

export function setObject({ namespace: own, labels: its, nets: some }: CalicoSet, at: number): object {
  const found = named('NetworkSet', `s${at}`, own, { nets: some });
  return { ...found, metadata: { ...found.metadata, labels: its } };
}
