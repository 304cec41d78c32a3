/** NetworkPolicies and GlobalNetworkPolicies of Calico. Staged ones are kinds of their own and enforce nothing. */
import { isJsonObject } from '../../../kube/path.ts';
import { refOf } from '../../../kube/refs.ts';
import type { CustomObject, Json, JsonObject, KubeObject, ResourceName } from '../../../plugin-api/index.ts';
import type { Direction } from '../types.ts';
import { selects } from './calico-selector.ts';
import type { NamespaceLabels, OtherPolicy } from './types.ts';

/** Tiers that hand on what none of their policies decides. */
export type PassingTiers = ReadonlySet<string>;

export function passingTiers(tiers: readonly CustomObject[]): PassingTiers {
  const passing = tiers.filter(({ spec }: CustomObject & { readonly spec?: Json }) =>
    isJsonObject(spec) ? spec.defaultAction === 'Pass' : false,
  );
  return new Set(passing.map(({ metadata }) => metadata.name));
}

export function calicoPolicy(kind: ResourceName, object: CustomObject, tiers: PassingTiers): OtherPolicy {
  const { spec: said } = object as CustomObject & { readonly spec?: Json };
  const spec = isJsonObject(said) ? said : {};
  const own = object.metadata.namespace;
  return {
    kind,
    ref: refOf(object),
    directions: calicoDirections(object),
    covers: (namespace) => (own === undefined || own === namespace.name ? coversAll(spec, namespace) : false),
    outcome: (direction) => {
      for (const rule of rulesOf(spec, direction)) {
        if (!isForEverything(rule, direction)) continue;
        if (rule.action === 'Deny') return 'denied';
        if (rule.action === 'Allow') return 'allowed';
        if (rule.action === 'Pass') return 'nothing';
      }
      return tiers.has(textOf(spec.tier) || 'default') ? 'nothing' : 'denied';
    },
  };
}

/**
 * Without types: those that it has rules for, and ingress where it has none at all. Calico's own API fills them in so;
 * where an object without types was stored behind that API, both count.
 */
export function calicoDirections(object: KubeObject): readonly Direction[] {
  const { spec: said } = object as KubeObject & { readonly spec?: Json };
  const spec = isJsonObject(said) ? said : {};
  const types = Array.isArray(spec.types) ? (spec.types as readonly Json[]) : [];
  if (types.length > 0) return types.filter((type): type is Direction => type === 'Ingress' || type === 'Egress');
  if (object.apiVersion.startsWith('crd.')) return ['Ingress', 'Egress'];
  const [ingress, egress] = [rulesOf(spec, 'Ingress').length > 0, rulesOf(spec, 'Egress').length > 0];
  return [...(ingress || !egress ? (['Ingress'] as const) : []), ...(egress ? (['Egress'] as const) : [])];
}

function rulesOf(spec: JsonObject, direction: Direction): readonly JsonObject[] {
  const found = spec[direction === 'Ingress' ? 'ingress' : 'egress'];
  return Array.isArray(found) ? (found as readonly Json[]).filter(isJsonObject) : [];
}

const UNCONDITIONAL: readonly string[] = ['action', 'metadata', 'source', 'destination'];

/** No protocol, no port, and no peer that leaves anybody out. */
function isForEverything(rule: JsonObject, direction: Direction): boolean {
  if (Object.keys(rule).some((key) => !UNCONDITIONAL.includes(key))) return false;
  const [peer, end] = direction === 'Ingress' ? [rule.source, rule.destination] : [rule.destination, rule.source];
  return isAnybody(peer) && (!isJsonObject(end) || Object.keys(end).length === 0);
}

function isAnybody(peer: Json | undefined): boolean {
  if (!isJsonObject(peer)) return true;
  const { selector, namespaceSelector, nets, ...rest } = peer;
  if (Object.keys(rest).length > 0) return false;
  if (Array.isArray(nets)) return nets.some((net) => net === '0.0.0.0/0' || net === '::/0');
  const isWide = [textOf(selector), textOf(namespaceSelector)].every((text) => ['', 'all()'].includes(text.trim()));
  // A selector alone keeps to the namespace of the policy.
  return isWide && (textOf(selector) === '' || textOf(namespaceSelector) !== '');
}

function coversAll(spec: JsonObject, { name, labels }: NamespaceLabels): boolean | undefined {
  if (textOf(spec.serviceAccountSelector) !== '') return undefined;
  const ofNamespace = (key: string) =>
    key === 'projectcalico.org/name' || key === 'kubernetes.io/metadata.name'
      ? name
      : labels === undefined
        ? undefined
        : (labels[key] ?? null);
  const ofPods = (key: string) =>
    key === 'projectcalico.org/namespace' ? name : key === 'projectcalico.org/orchestrator' ? 'k8s' : undefined;
  const answers = [selects(textOf(spec.namespaceSelector), ofNamespace), selects(textOf(spec.selector), ofPods)];
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
