/** CiliumNetworkPolicies and those for the whole cluster: whom they put into default deny. */
import type { LabelSelector } from '../../../kube/label-selector.ts';
import { isJsonObject, itemsIn } from '../../../kube/path.ts';
import { refOf } from '../../../kube/refs.ts';
import type { CustomObject, Json, JsonObject, ResourceName } from '../../../plugin-api/index.ts';
import type { Direction } from '../types.ts';
import type { NamespaceLabels, OtherPolicy } from './types.ts';

const NAMESPACE = 'io.kubernetes.pod.namespace';
const OF_NAMESPACE = 'io.cilium.k8s.namespace.labels.';
const DIRECTIONS = ['Ingress', 'Egress'] as const;

/** One object may hold several rules. */
export function ciliumPolicies(kind: ResourceName, object: CustomObject): readonly OtherPolicy[] {
  const { spec, specs } = object as CustomObject & { readonly spec?: Json; readonly specs?: Json };
  return [spec, ...itemsIn(specs)].filter((each) => isJsonObject(each)).flatMap((rule) => policyOf(kind, object, rule));
}

function policyOf(kind: ResourceName, object: CustomObject, rule: JsonObject): readonly OtherPolicy[] {
  // Rules for nodes have no endpoint selector.
  if (!isJsonObject(rule.endpointSelector)) return [];
  const selector = rule.endpointSelector as LabelSelector;
  const own = object.metadata.namespace;
  return [
    {
      kind,
      ref: refOf(object),
      directions: DIRECTIONS.filter((direction) => isDenying(rule, direction) || rulesOf(rule, direction).length > 0),
      covers: (namespace) => (own === undefined || own === namespace.name ? coversAll(selector, namespace) : false),
      outcome: (direction) => {
        if (rulesOf(rule, direction).some((each) => isForEverybody(each, direction, own === undefined)))
          return 'allowed';
        return isDenying(rule, direction) ? 'denied' : 'nothing';
      },
    },
  ];
}

function rulesOf(rule: JsonObject, direction: Direction): readonly JsonObject[] {
  const found = rule[direction === 'Ingress' ? 'ingress' : 'egress'];
  return Array.isArray(found) ? (found as readonly Json[]).filter(isJsonObject) : [];
}

/** By having a rule for the direction, unless it is said otherwise: an empty rule allows nobody. */
function isDenying(rule: JsonObject, direction: Direction): boolean {
  const [own, denied] = direction === 'Ingress' ? ['ingress', 'ingressDeny'] : (['egress', 'egressDeny'] as const);
  if (![rule[own], rule[denied]].some((list) => Array.isArray(list) && list.length > 0)) return false;
  const said = isJsonObject(rule.enableDefaultDeny) ? rule.enableDefaultDeny[own] : undefined;
  return typeof said === 'boolean' ? said : true;
}

/** On all ports: `all` and `cluster` let in every pod, and so does an empty selector of a policy for the cluster. */
function isForEverybody(rule: JsonObject, direction: Direction, isForCluster: boolean): boolean {
  if (rule.toPorts !== undefined || rule.icmps !== undefined) return false;
  const [entities, endpoints] =
    direction === 'Ingress' ? [rule.fromEntities, rule.fromEndpoints] : [rule.toEntities, rule.toEndpoints];
  const isNamed = Array.isArray(entities) && entities.some((entity) => entity === 'all' || entity === 'cluster');
  const isAny =
    isForCluster &&
    Array.isArray(endpoints) &&
    endpoints.some((each) => isJsonObject(each) && Object.keys(each).length === 0);
  return isNamed || isAny;
}

function coversAll({ matchLabels, matchExpressions }: LabelSelector, namespace: NamespaceLabels): boolean | undefined {
  const asked = [
    ...Object.entries(matchLabels ?? {}).map(([key, value]) => ({ key, operator: 'In', values: [value] })),
    ...(matchExpressions ?? []),
  ];
  const answers = asked.map(({ key, operator, values }) => meets(labelOf(key, namespace), operator, values ?? []));
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

/** `null`: the label is not there; undefined: it is one of pods, or of a namespace that was not seen. */
function labelOf(key: string, { name, labels }: NamespaceLabels): string | null | undefined {
  const plain = key.replace(/^(k8s|any):/, '');
  if (plain === NAMESPACE) return name;
  if (!plain.startsWith(OF_NAMESPACE)) return undefined;
  return labels === undefined ? undefined : (labels[plain.slice(OF_NAMESPACE.length)] ?? null);
}

function meets(value: string | null | undefined, operator: string, values: readonly string[]): boolean | undefined {
  if (value === undefined) return undefined;
  if (operator === 'Exists') return value !== null;
  if (operator === 'DoesNotExist') return value === null;
  const isListed = value !== null && values.includes(value);
  return operator === 'In' ? isListed : operator === 'NotIn' ? !isListed : undefined;
}
