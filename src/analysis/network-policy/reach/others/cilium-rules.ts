/** Objects of Cilium as rules. What is no selector, entity, block or port is not judged. */
import type { LabelSelector } from '../../../../kube/label-selector.ts';
import { isJsonObject, itemsIn } from '../../../../kube/path.ts';
import type { Json, JsonObject, KubeObject } from '../../../../plugin-api/index.ts';
import type { Addresses } from '../../addresses.ts';
import type { Direction } from '../../types.ts';
import type { ReachWorld } from '../types.ts';
import { blockOf } from './blocks.ts';
import { ciliumPeer, type PeerNames } from './cilium-peers.ts';
import { portsOf } from './cilium-ports.ts';
import { ciliumKeys, ciliumTest } from './cilium-selectors.ts';
import type { OtherPolicyRules, OtherRule } from './types.ts';

export interface CiliumSource {
  readonly objects: readonly KubeObject[];
  readonly namespaces: ReachWorld['namespaces'];
}

export function ciliumRules({ objects, namespaces }: CiliumSource): readonly OtherPolicyRules[] {
  return objects.flatMap((object) =>
    specsOf(object).flatMap((spec) =>
      (['Ingress', 'Egress'] as const).flatMap((direction) => ofDirection(object, spec, direction, namespaces)),
    ),
  );
}

/** Rules for nodes have no endpoint selector. */
function specsOf(object: KubeObject): readonly JsonObject[] {
  const { spec, specs } = object as KubeObject & { readonly spec?: Json; readonly specs?: Json };
  const all = [spec, ...itemsIn(specs)];
  return all.filter(isJsonObject).filter(({ endpointSelector }) => isJsonObject(endpointSelector));
}

const NAMES = {
  Ingress: { allow: 'ingress', deny: 'ingressDeny', way: 'from' },
  Egress: { allow: 'egress', deny: 'egressDeny', way: 'to' },
} as const;

function ofDirection(
  policy: KubeObject,
  spec: JsonObject,
  direction: Direction,
  namespaces: ReachWorld['namespaces'],
): readonly OtherPolicyRules[] {
  const { allow, deny, way } = NAMES[direction];
  const [allowing, denying] = [listOf(spec[allow]), listOf(spec[deny])];
  const said = isJsonObject(spec.enableDefaultDeny) ? spec.enableDefaultDeny[allow] : undefined;
  const isDenying = typeof said === 'boolean' ? said : allowing.length + denying.length > 0;
  if (allowing.length + denying.length === 0 && !isDenying) return [];
  const own = policy.metadata.namespace;
  const context = { own, namespaces, way } as const;
  const rules = [
    ...allowing.flatMap((rule) => rulesOf(rule, 'Allow', context)),
    ...denying.flatMap((rule) => rulesOf(rule, 'Deny', context)),
  ];
  const subject = ciliumTest(spec.endpointSelector as LabelSelector, own, namespaces);
  return [{ policy, direction, subject: podsAlone(subject), rules, isDenying }];
}

/** Policies for endpoints do nothing to pods of the node's network. */
function podsAlone(test: OtherPolicyRules['subject']): OtherPolicyRules['subject'] {
  return {
    key: `${test.key} alone`,
    meets: (end) => ('outside' in end || end.pod.isHostNetwork ? false : test.meets(end)),
  };
}

interface Context {
  readonly own: string | undefined;
  readonly namespaces: ReachWorld['namespaces'];
  readonly way: PeerNames['way'];
}

/** A rule that says nothing allows nobody. */
function rulesOf(rule: JsonObject, action: OtherRule['action'], context: Context): readonly OtherRule[] {
  if (Object.keys(rule).length === 0) return [];
  const peer = ciliumPeer(rule, context);
  const doubt =
    isJsonObject(rule.authentication) && rule.authentication.mode !== 'disabled'
      ? 'it asks peers to authenticate'
      : undefined;
  return portsOf(rule).map(({ ports, doubt: ofPorts }) => {
    const why = ofPorts ?? doubt;
    return { action, peer, ports, ...(why === undefined ? {} : { doubt: why }) };
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

export function blocksIn(value: Json | undefined): readonly Addresses[] {
  if (typeof value === 'string') return /^[0-9a-fA-F.:]+(\/\d+)?$/.test(value) ? [blockOf(value) ?? []].flat() : [];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(blocksIn);
  return isJsonObject(value) ? Object.values(value).flatMap(blocksIn) : [];
}
