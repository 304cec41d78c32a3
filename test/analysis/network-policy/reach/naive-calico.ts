/**
 * A second evaluator of policies of Calico, written from their semantics as plainly as can be: one pod, one peer, one
 * port at a time. Shares no code with the engine, and takes selectors as trees where the engine reads text.
 */
import { type NaiveEnd, type NaivePod, type NaivePolicy, standardSays, within } from './naive.ts';

export type Expression =
  | { readonly is: 'all' | 'global' }
  | { readonly is: 'has'; readonly key: string }
  | {
      readonly is: '==' | '!=' | 'contains' | 'starts with' | 'ends with';
      readonly key: string;
      readonly value: string;
    }
  | { readonly is: 'in' | 'not in'; readonly key: string; readonly values: readonly string[] }
  | { readonly is: '!'; readonly one: Expression }
  | { readonly is: '&&' | '||'; readonly one: Expression; readonly other: Expression };

export interface CalicoEntity {
  readonly selector?: Expression;
  readonly notSelector?: Expression;
  readonly namespaceSelector?: Expression;
  readonly accounts?: readonly string[];
  readonly nets?: readonly string[];
  readonly notNets?: readonly string[];
}
export interface CalicoRule {
  readonly action: 'Allow' | 'Deny' | 'Pass' | 'Log';
  readonly protocol?: string;
  readonly notProtocol?: string;
  readonly peer: CalicoEntity;
  readonly own: CalicoEntity;
  readonly ports?: readonly (number | string)[];
  readonly notPorts?: readonly (number | string)[];
}
export interface CalicoSpec {
  readonly tier: string;
  readonly order: number | undefined;
  readonly namespace: string | undefined;
  readonly selector: Expression | undefined;
  readonly namespaceSelector: Expression | undefined;
  readonly types: readonly string[];
  readonly rules: Readonly<Record<'Ingress' | 'Egress', readonly CalicoRule[]>>;
}
export interface CalicoPod extends NaivePod {
  readonly serviceAccount: string;
}
export interface CalicoSet {
  readonly namespace: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly nets: readonly string[];
}
export interface NaiveCalico {
  readonly namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly policies: readonly NaivePolicy[];
  readonly tiers: readonly { readonly name: string; readonly order: number; readonly defaultAction: 'Deny' | 'Pass' }[];
  readonly specs: readonly CalicoSpec[];
  readonly sets: readonly CalicoSet[];
}
type CalicoEnd = CalicoPod | string;
type Way = 'Ingress' | 'Egress';

export function calicoAllows(
  world: NaiveCalico,
  from: CalicoEnd,
  to: CalicoEnd,
  protocol: string,
  port: number,
): boolean {
  if (typeof from !== 'string' && !passes(world, from, to, 'Egress', protocol, port)) return false;
  return typeof to === 'string' || passes(world, to, from, 'Ingress', protocol, port);
}

const STANDARD = 1000;

function passes(
  world: NaiveCalico,
  pod: CalicoPod,
  peer: CalicoEnd,
  way: Way,
  protocol: string,
  port: number,
): boolean {
  const standard = standardSays({ ...world, doBlocksSelectPods: true }, pod, peer as NaiveEnd, way, protocol, port);
  const tiers = [...world.tiers, { name: 'default', order: 1_000_000, defaultAction: 'Deny' as const }];
  byTier: for (const tier of tiers.sort((left, right) => left.order - right.order)) {
    const own = world.specs.filter(
      (spec) => spec.tier === tier.name && spec.types.includes(way) && isSubject(world, spec, pod),
    );
    const steps: { order: number; verdict: () => string | undefined }[] = own.map((spec) => ({
      order: spec.order ?? Number.POSITIVE_INFINITY,
      verdict: () =>
        spec.rules[way].find(
          (rule) => rule.action !== 'Log' && fits(world, spec, rule, { pod, peer, way, protocol, port }),
        )?.action,
    }));
    if (tier.name === 'default' && standard !== undefined)
      steps.push({ order: STANDARD, verdict: () => (standard ? 'Allow' : undefined) });
    if (steps.length === 0) continue;
    for (const { verdict } of steps.sort((left, right) => left.order - right.order)) {
      const said = verdict();
      if (said === 'Allow') return true;
      if (said === 'Deny') return false;
      if (said === 'Pass') continue byTier;
    }
    if (tier.defaultAction === 'Deny') return false;
  }
  return true;
}

interface Flow {
  readonly pod: CalicoPod;
  readonly peer: CalicoEnd;
  readonly way: Way;
  readonly protocol: string;
  readonly port: number;
}

function fits(world: NaiveCalico, { namespace }: CalicoSpec, rule: CalicoRule, flow: Flow): boolean {
  const { pod, peer, way, protocol, port } = flow;
  if (rule.protocol !== undefined && rule.protocol !== protocol) return false;
  if (rule.notProtocol === protocol) return false;
  if (!isMeant(world, rule.peer, namespace, peer) || !isMeant(world, rule.own, namespace, pod)) return false;
  const destination = way === 'Ingress' ? pod : peer;
  const isAmong = (ports: readonly (number | string)[]) =>
    ports.some((said) => {
      if (typeof said === 'number') return said === port;
      const [first, last] = said.split(':').map(Number);
      if (last !== undefined) return (first ?? 0) <= port && port <= last;
      if (typeof destination === 'string') return false;
      return destination.namedPorts.some(
        (each) => each.name === said && each.protocol === protocol && each.port === port,
      );
    });
  if (rule.ports !== undefined && rule.ports.length > 0 && !isAmong(rule.ports)) return false;
  return !isAmong(rule.notPorts ?? []);
}

type Labels = Readonly<Record<string, string>>;

function ofNamespace(world: NaiveCalico, name: string | undefined): Labels {
  if (name === undefined) return {};
  const all = { ...world.namespaces.get(name), 'kubernetes.io/metadata.name': name, 'projectcalico.org/name': name };
  return Object.fromEntries(Object.entries(all).map(([key, value]) => [`pcns.${key}`, value]));
}

function labelsOf(world: NaiveCalico, pod: CalicoPod): Labels {
  return {
    ...pod.labels,
    ...ofNamespace(world, pod.namespace),
    'projectcalico.org/namespace': pod.namespace,
    'projectcalico.org/orchestrator': 'k8s',
    'projectcalico.org/serviceaccount': pod.serviceAccount,
  };
}

function isSubject(world: NaiveCalico, spec: CalicoSpec, pod: CalicoPod): boolean {
  const labels = labelsOf(world, pod);
  if (spec.namespace !== undefined && spec.namespace !== pod.namespace) return false;
  if (spec.namespace === undefined && spec.namespaceSelector !== undefined)
    if (!holds(prefixed(spec.namespaceSelector), labels)) return false;
  return spec.selector === undefined || holds(spec.selector, labels);
}

/** A selector of namespaces is one of what pods inherit of them. */
function prefixed(each: Expression): Expression {
  switch (each.is) {
    case 'all':
      return { is: 'has', key: 'projectcalico.org/namespace' };
    case 'global':
      return { is: '!', one: { is: 'has', key: 'projectcalico.org/namespace' } };
    case '!':
      return { is: '!', one: prefixed(each.one) };
    case '&&':
    case '||':
      return { ...each, one: prefixed(each.one), other: prefixed(each.other) };
    default:
      return { ...each, key: `pcns.${each.key}` };
  }
}

function holds(each: Expression, labels: Labels): boolean {
  switch (each.is) {
    case 'all':
      return true;
    case 'global':
      return false;
    case '!':
      return !holds(each.one, labels);
    case '&&':
      return holds(each.one, labels) && holds(each.other, labels);
    case '||':
      return holds(each.one, labels) || holds(each.other, labels);
    default: {
      const value = labels[each.key];
      if (each.is === 'has') return value !== undefined;
      if ('values' in each) {
        const isListed = value !== undefined && each.values.includes(value);
        return each.is === 'in' ? isListed : !isListed;
      }
      if (each.is === '!=') return value !== each.value;
      if (value === undefined) return false;
      if (each.is === '==') return value === each.value;
      if (each.is === 'contains') return value.includes(each.value);
      return each.is === 'starts with' ? value.startsWith(each.value) : value.endsWith(each.value);
    }
  }
}

function isMeant(world: NaiveCalico, entity: CalicoEntity, own: string | undefined, end: CalicoEnd): boolean {
  const { selector, notSelector, namespaceSelector, accounts = [], nets = [], notNets = [] } = entity;
  const addresses = typeof end === 'string' ? [end] : end.addresses;
  const isIn = (all: readonly string[]) => addresses.some((address) => all.some((net) => within(address, net)));
  const labelled: readonly Labels[] = [
    ...(typeof end === 'string' ? [] : [labelsOf(world, end)]),
    ...world.sets
      .filter((set) => isIn(set.nets))
      .map((set) => ({
        ...set.labels,
        ...ofNamespace(world, set.namespace),
        ...(set.namespace === undefined ? {} : { 'projectcalico.org/namespace': set.namespace }),
      })),
  ];
  const isAsked = [selector, notSelector, namespaceSelector].some((one) => one !== undefined) || accounts.length > 0;
  const isPlaced = namespaceSelector !== undefined || own !== undefined;
  if (isAsked && (isPlaced || selector !== undefined || accounts.length > 0)) {
    const isOne = labelled.some((labels) => {
      if (namespaceSelector !== undefined && !holds(prefixed(namespaceSelector), labels)) return false;
      if (namespaceSelector === undefined && own !== undefined && labels['projectcalico.org/namespace'] !== own)
        return false;
      const account = labels['projectcalico.org/serviceaccount'];
      if (accounts.length > 0 && (account === undefined || !accounts.includes(account))) return false;
      return selector === undefined || holds(selector, labels);
    });
    if (!isOne) return false;
  }
  if (notSelector !== undefined && labelled.some((labels) => holds(notSelector, labels))) return false;
  if (nets.length > 0 && !isIn(nets)) return false;
  return notNets.length === 0 || !isIn(notNets);
}
