/** Objects of Cilium as rules. What is no selector, entity, block or port is not judged. */
import type { LabelSelector } from '../../../../kube/label-selector.ts';
import { isJsonObject, itemsIn } from '../../../../kube/path.ts';
import type { Json, JsonObject, KubeObject } from '../../../../plugin-api/index.ts';
import type { Direction } from '../../types.ts';
import type { ReachWorld } from '../types.ts';
import { ciliumPeer, type PeerNames } from './cilium-peers.ts';
import { portsOf } from './cilium-ports.ts';
import { ciliumKeys, ciliumSubject } from './cilium-selectors.ts';
import { ciliumDoubt, isGiven } from './cilium-validity.ts';
import type { OtherPolicyRules, OtherRule } from './types.ts';

export interface CiliumSource {
  readonly objects: readonly KubeObject[];
  readonly namespaces: ReachWorld['namespaces'];
}

const DIRECTIONS = ['Ingress', 'Egress'] as const;

export function ciliumRules({ objects, namespaces }: CiliumSource): readonly OtherPolicyRules[] {
  return objects.flatMap((policy) => {
    const specs = specsOf(policy);
    const doubt = ciliumDoubt(specs);
    const context = { policy, namespaces, ...(doubt === undefined ? {} : { doubt }) };
    return specs
      .filter(({ endpointSelector }) => isJsonObject(endpointSelector))
      .flatMap((spec) => DIRECTIONS.flatMap((direction) => ofDirection(spec, direction, context)));
  });
}

/** Those with rules for the networks of nodes. */
export function ciliumOfNodes(objects: readonly KubeObject[], direction: Direction): readonly KubeObject[] {
  return objects.filter(
    ({ metadata: { namespace }, ...rest }) =>
      namespace === undefined && specsOf(rest as KubeObject).some((spec) => isOfNodes(spec, direction)),
  );
}

function isOfNodes(spec: JsonObject, direction: Direction): boolean {
  const { allow, deny } = NAMES[direction];
  return isJsonObject(spec.nodeSelector) && (isGiven(spec[allow]) || isGiven(spec[deny]));
}

function specsOf(object: Pick<KubeObject, never>): readonly JsonObject[] {
  const { spec, specs } = object as { readonly spec?: Json; readonly specs?: Json };
  return [spec, ...itemsIn(specs)].filter(isJsonObject);
}

const NAMES = {
  Ingress: { allow: 'ingress', deny: 'ingressDeny', way: 'from' },
  Egress: { allow: 'egress', deny: 'egressDeny', way: 'to' },
} as const;

interface Context {
  readonly policy: KubeObject;
  readonly namespaces: ReachWorld['namespaces'];
  readonly doubt?: string;
}

/** A direction without rules is left alone, whatever is said of its default. */
function ofDirection(
  spec: JsonObject,
  direction: Direction,
  { policy, namespaces, doubt }: Context,
): readonly OtherPolicyRules[] {
  const { allow, deny, way } = NAMES[direction];
  const [allowing, denying] = [listOf(spec[allow]), listOf(spec[deny])];
  if (allowing.length + denying.length === 0) return [];
  const said = isJsonObject(spec.enableDefaultDeny) ? spec.enableDefaultDeny[allow] : undefined;
  const own = policy.metadata.namespace;
  const asked = { own, namespaces, way, direction } as const;
  const rules = [
    ...allowing.flatMap((rule) => rulesOf(rule, 'Allow', asked)),
    ...denying.flatMap((rule) => rulesOf(rule, 'Deny', asked)),
  ];
  const isRequiring = [...allowing, ...denying].some((rule) => isGiven(rule[`${way}Requires`]));
  return [
    {
      ...{ policy, direction, rules },
      subject: podsAlone(ciliumSubject(spec.endpointSelector as LabelSelector, own, namespaces)),
      isDenying: typeof said === 'boolean' ? said : true,
      ...(isRequiring ? { isRequiring } : {}),
      ...(doubt === undefined ? {} : { doubt }),
    },
  ];
}

/** Policies for endpoints do nothing to pods of the node's network. */
function podsAlone(test: OtherPolicyRules['subject']): OtherPolicyRules['subject'] {
  return {
    key: `${test.key} alone`,
    meets: (end) => ('outside' in end || end.pod.isHostNetwork ? false : test.meets(end)),
  };
}

interface Asked extends PeerNames {
  readonly direction: Direction;
}

/** A rule that says nothing is for nobody. */
function rulesOf(rule: JsonObject, action: OtherRule['action'], asked: Asked): readonly OtherRule[] {
  const peer = ciliumPeer(rule, asked);
  if (peer === undefined) return [];
  const isOfEndpoints = isGiven(rule[`${asked.way}Endpoints`]);
  const doubt =
    isJsonObject(rule.authentication) && rule.authentication.mode !== 'disabled'
      ? 'it asks peers to authenticate'
      : undefined;
  return portsOf(rule, asked.direction).map(({ ports, doubt: ofPorts }) => {
    const why = ofPorts ?? doubt;
    return { ...{ action, peer, ports, isOfEndpoints }, ...(why === undefined ? {} : { doubt: why }) };
  });
}

export function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];
}

export function ciliumLabelKeys(objects: readonly KubeObject[]): readonly string[] {
  return selectorsIn(objects as unknown as Json).flatMap(ciliumKeys);
}

/** Wherever they stand: more than needed only tells more pods apart. */
function selectorsIn(value: Json | undefined): readonly LabelSelector[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(selectorsIn);
  if (!isJsonObject(value)) return [];
  const own = value.matchLabels !== undefined || value.matchExpressions !== undefined ? [value as LabelSelector] : [];
  return [...own, ...Object.values(value).flatMap(selectorsIn)];
}
