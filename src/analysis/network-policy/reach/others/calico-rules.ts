/** Objects of Calico as rules in their tiers. Staged ones are kinds of their own, and enforce nothing. */
import { isJsonObject } from '../../../../kube/path.ts';
import type { Json, JsonObject, KubeObject } from '../../../../plugin-api/index.ts';
import type { Direction } from '../../types.ts';
import type { ReachWorld } from '../types.ts';
import { calicoEntity, type EntityContext, isAnybody } from './calico-entities.ts';
import { calicoPorts } from './calico-ports.ts';
import { ofWorkloads } from './calico-selectors.ts';
import { both } from './members.ts';
import type { OtherPolicyRules, OtherRule, Test, Tier } from './types.ts';

export interface CalicoSource {
  readonly policies: readonly KubeObject[];
  readonly tiers: readonly KubeObject[];
  readonly namespaces: ReachWorld['namespaces'];
  /** Sets of addresses with labels, which selectors may name: what is in them is not judged. */
  readonly hasNetworkSets: boolean;
}

const DEFAULT = 'default';
const DEFAULT_ORDER = 1_000_000;

/** In order; tiers without a policy are left out. */
export function calicoTiers(source: CalicoSource): readonly Tier[] {
  const byTier = Map.groupBy(source.policies, (policy) => textOf(specOf(policy).tier) || DEFAULT);
  const objects = new Map(source.tiers.map((tier) => [tier.metadata.name, specOf(tier)]));
  const tiers = [...byTier].map(([name, policies]): Tier => {
    const spec = objects.get(name);
    const order =
      typeof spec?.order === 'number' ? spec.order : spec === undefined ? undefined : Number.POSITIVE_INFINITY;
    return {
      name,
      order: name === DEFAULT ? DEFAULT_ORDER : order,
      isPassing: spec?.defaultAction === 'Pass',
      steps: stepsOf(policies, source),
    };
  });
  return tiers.sort((left, right) => (left.order ?? 0) - (right.order ?? 0) || (left.name < right.name ? -1 : 1));
}

/** By order; a policy without one comes last. Which of equal ones comes first is not said. */
function stepsOf(policies: readonly KubeObject[], source: CalicoSource): Tier['steps'] {
  const byOrder = Map.groupBy(policies, (policy) => orderOf(policy));
  return [...byOrder]
    .sort(([left], [right]) => (left === right ? 0 : left < right ? -1 : 1))
    .map(([, group]) => group.flatMap((policy) => rulesOf(policy, source)));
}

export function orderOf(policy: KubeObject): number {
  const { order } = specOf(policy);
  return typeof order === 'number' ? order : Number.POSITIVE_INFINITY;
}

function rulesOf(policy: KubeObject, source: CalicoSource): readonly OtherPolicyRules[] {
  const spec = specOf(policy);
  // They are about the interfaces of hosts.
  if (spec.doNotTrack === true || spec.preDNAT === true) return [];
  const own = policy.metadata.namespace;
  const subject = subjectOf(spec, own, source.namespaces);
  return directionsOf(spec).map((direction) => ({
    policy,
    direction,
    subject,
    isDenying: true,
    rules: listOf(spec[FIELDS[direction]]).flatMap((rule) =>
      ruleOf(rule, direction, { own, namespaces: source.namespaces, hasNetworkSets: source.hasNetworkSets }),
    ),
  }));
}

function subjectOf(spec: JsonObject, own: string | undefined, namespaces: ReachWorld['namespaces']): Test {
  const [selector, namespace] = [textOf(spec.selector), textOf(spec.namespaceSelector)];
  const test = ofWorkloads({ selector, namespaceSelector: own === undefined ? namespace : '', own }, namespaces);
  const isDoubtful = textOf(spec.serviceAccountSelector).trim() !== '';
  return {
    key: `subject ${test.key} ${isDoubtful}`,
    meets: (end) => {
      if ('outside' in end || end.pod.isHostNetwork) return false;
      return isDoubtful ? both(test.meets(end), undefined) : test.meets(end);
    },
  };
}

const FIELDS: Readonly<Record<Direction, string>> = { Ingress: 'ingress', Egress: 'egress' };

/** Without types: those that it has rules for, and ingress where it has none at all. */
function directionsOf(spec: JsonObject): readonly Direction[] {
  const types = Array.isArray(spec.types) ? (spec.types as readonly Json[]) : [];
  if (types.length > 0) return types.filter((type): type is Direction => type === 'Ingress' || type === 'Egress');
  const [ingress, egress] = [listOf(spec.ingress).length > 0, listOf(spec.egress).length > 0];
  return [...(ingress || !egress ? (['Ingress'] as const) : []), ...(egress ? (['Egress'] as const) : [])];
}

const ACTIONS: Readonly<Record<string, OtherRule['action']>> = { Allow: 'Allow', Deny: 'Deny', Pass: 'Pass' };
const JUDGED: ReadonlySet<string> = new Set([
  'action',
  'metadata',
  'protocol',
  'notProtocol',
  'source',
  'destination',
  'ipVersion',
  'icmp',
  'notICMP',
]);

/** `Log` decides nothing. */
function ruleOf(rule: JsonObject, direction: Direction, context: EntityContext): readonly OtherRule[] {
  const action = ACTIONS[textOf(rule.action)];
  if (action === undefined) return [];
  const [source, destination] = [objectOf(rule.source), objectOf(rule.destination)];
  const [peer, own] = direction === 'Ingress' ? [source, destination] : [destination, source];
  const { ports, doubt: ofPorts } = calicoPorts(rule, destination);
  const isMore = Object.keys(rule).some((key) => !JUDGED.has(key));
  const doubt = ofPorts ?? (isMore ? 'it looks into what is sent' : sourcePorts(source));
  return ports.map((each) => ({
    action,
    peer: calicoEntity(peer, context, rule.ipVersion),
    ...(isAnybody(own) ? {} : { own: calicoEntity(own, context, undefined) }),
    ...each,
    ...(doubt === undefined ? {} : { doubt }),
  }));
}

/** Clients choose theirs. */
function sourcePorts({ ports, notPorts }: JsonObject): string | undefined {
  return ports === undefined && notPorts === undefined ? undefined : 'it tells ports of senders apart';
}

function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function specOf(object: KubeObject): JsonObject {
  return objectOf((object as KubeObject & { readonly spec?: Json }).spec);
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];
}

export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
