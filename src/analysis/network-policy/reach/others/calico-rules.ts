/** Objects of Calico as rules in their tiers. Staged ones are kinds of their own, and enforce nothing. */
import { isJsonObject } from '../../../../kube/path.ts';
import type { Json, JsonObject, KubeObject } from '../../../../plugin-api/index.ts';
import { calicoDirections } from '../../other/calico.ts';
import type { Direction } from '../../types.ts';
import type { CalicoEnds } from './calico-ends.ts';
import { calicoEntity, type EntityContext, isAnybody } from './calico-entities.ts';
import { calicoPorts } from './calico-ports.ts';
import type { OtherPolicyRules, OtherRule, Test, Tier } from './types.ts';

export interface CalicoSource {
  readonly policies: readonly KubeObject[];
  readonly tiers: readonly KubeObject[];
  readonly ends: CalicoEnds;
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

/** By order; a policy without one comes last. */
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
  const subject = subjectOf(spec, own, source.ends);
  return calicoDirections(policy).map((direction) => ({
    policy,
    direction,
    subject,
    isDenying: true,
    rules: listOf(spec[FIELDS[direction]]).flatMap((rule) => ruleOf(rule, direction, { own, ends: source.ends })),
  }));
}

function subjectOf(spec: JsonObject, own: string | undefined, ends: CalicoEnds): Test {
  const selecting = {
    selector: textOf(spec.selector).trim(),
    namespaceSelector: own === undefined ? textOf(spec.namespaceSelector).trim() : '',
    accounts: { selector: textOf(spec.serviceAccountSelector).trim(), names: [] },
    own,
  };
  return { key: `calico subject ${JSON.stringify(selecting)}`, meets: (end) => ends.isPod(end, selecting) };
}

/** Those that may be about nodes, where nodes are endpoints by themselves. */
export function calicoOfNodes(policies: readonly KubeObject[], direction: Direction): readonly KubeObject[] {
  return policies.filter(
    (policy) =>
      policy.metadata.namespace === undefined &&
      textOf(specOf(policy).namespaceSelector).trim() === '' &&
      calicoDirections(policy).includes(direction),
  );
}

const FIELDS: Readonly<Record<Direction, string>> = { Ingress: 'ingress', Egress: 'egress' };

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
  const ports = calicoPorts(rule, destination);
  if (ports === undefined) return [];
  const isMore = Object.keys(rule).some((key) => !JUDGED.has(key));
  const doubt = isMore ? 'it looks into what is sent' : sourcePorts(source);
  return [
    {
      ...{ action, ports, peer: calicoEntity(peer, context, rule.ipVersion) },
      ...(isAnybody(own) ? {} : { own: calicoEntity(own, context, undefined) }),
      ...(doubt === undefined ? {} : { doubt }),
    },
  ];
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
