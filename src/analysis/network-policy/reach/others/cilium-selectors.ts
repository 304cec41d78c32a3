/** Selectors of Cilium: labels of pods and of their namespaces under one roof. */
import type { LabelSelector } from '../../../../kube/label-selector.ts';
import { type End, isOutside, labelsOfNamespace, type PodEnd } from '../ends.ts';
import type { ReachWorld } from '../types.ts';
import type { Known, Test } from './types.ts';

const NAMESPACE = 'io.kubernetes.pod.namespace';
const OF_NAMESPACE = 'io.cilium.k8s.namespace.labels.';
const ACCOUNT = 'io.cilium.k8s.policy.serviceaccount';
/** Left out of identities by default: a selector never meets them, unless the configuration of Cilium says so. */
const LEFT_OUT =
  /^(io\.kubernetes|kubernetes\.io|k8s\.io|.*beta\.kubernetes\.io|topology\.kubernetes\.io|pod-template-(hash|generation)|controller-(revision-hash|uid)|annotation|etcd_node|statefulset\.kubernetes\.io\/pod-name|apps\.kubernetes\.io\/pod-index|batch\.kubernetes\.io\/(job-completion-index|controller-uid))/;

/** A key may name the source of the label: `k8s:app`. Without one, any. */
interface Requirement {
  readonly source: string;
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

type Namespaces = ReachWorld['namespaces'];

/** Whom a policy is about. `own`: its namespace, which it cannot leave; what it says of it by `k8s:` is overwritten. */
export function ciliumSubject(selector: LabelSelector, own: string | undefined, namespaces: Namespaces): Test {
  if (own === undefined) return testOf(requirementsOf(selector), namespaces);
  const { matchLabels, ...rest } = selector;
  const kept = Object.entries(matchLabels ?? {}).filter(([key]) => key !== `k8s:${NAMESPACE}`);
  return testOf([...requirementsOf({ ...rest, matchLabels: Object.fromEntries(kept) }), within(own)], namespaces);
}

/** Peers of a policy: of its own namespace, or of a namespace at all, where they do not say which. */
export function ciliumPeers(selector: LabelSelector, own: string | undefined, namespaces: Namespaces): Test {
  const asked = requirementsOf(selector);
  const isPlaced = asked.some(({ source, key }) => source === 'reserved' || (isOfPods(source) && key === NAMESPACE));
  if (isPlaced) return testOf(asked, namespaces);
  if (own === undefined)
    return testOf([...asked, { source: 'k8s', key: NAMESPACE, operator: 'Exists', values: [] }], namespaces);
  const isByLabels = asked.some(({ source, key }) => isOfPods(source) && key.startsWith(OF_NAMESPACE));
  return testOf(isByLabels ? asked : [...asked, within(own)], namespaces);
}

function within(namespace: string): Requirement {
  return { source: 'k8s', key: NAMESPACE, operator: 'In', values: [namespace] };
}

function testOf(asked: readonly Requirement[], namespaces: Namespaces): Test {
  return {
    key: `cilium ${JSON.stringify(asked)}`,
    meets(end): Known {
      const answers = asked.map((one) => meets(labelOf(one, end, namespaces), one));
      if (answers.includes(false)) return false;
      // Who is no pod has other labels, too: what an absence of labels selects is not said.
      return answers.includes(undefined) || !isPod(end) ? undefined : true;
    },
  };
}

export function ciliumKeys(selector: LabelSelector): readonly string[] {
  return requirementsOf(selector).map(({ key }) => key);
}

function requirementsOf({ matchLabels, matchExpressions }: LabelSelector): readonly Requirement[] {
  return [
    ...Object.entries(matchLabels ?? {}).map(([key, value]) => ({ key, operator: 'In', values: [value] })),
    ...(matchExpressions ?? []).map(({ key, operator, values }) => ({ key, operator, values: values ?? [] })),
  ].map((each) => {
    const at = each.key.indexOf(':');
    return { ...each, source: at < 0 ? 'any' : each.key.slice(0, at), key: each.key.slice(at + 1) };
  });
}

function isOfPods(source: string): boolean {
  return source === 'any' || source === 'k8s';
}

function isPod(end: End): end is PodEnd {
  return !isOutside(end) && !end.pod.isHostNetwork;
}

const OF_OTHERS: ReadonlySet<string> = new Set(['reserved', 'cidr', 'cidrgroup', 'fqdn']);
const OF_NODES: ReadonlySet<string> = new Set(['host', 'remote-node', 'kube-apiserver']);

/** `null`: the label is not there; undefined: that cannot be told. */
function labelOf({ source, key }: Requirement, end: End, namespaces: Namespaces): string | null | undefined {
  if (!isPod(end)) return isOfPods(source) ? null : ofOthers(source, key, end);
  if (!isOfPods(source)) return OF_OTHERS.has(source) ? null : undefined;
  const { pod } = end;
  if (key === NAMESPACE) return pod.namespace;
  if (key.startsWith(OF_NAMESPACE))
    return labelsOfNamespace({ namespaces }, pod.namespace)[key.slice(OF_NAMESPACE.length)] ?? null;
  if (key === ACCOUNT) return pod.serviceAccount;
  if (key.startsWith('io.cilium.') || LEFT_OUT.test(key)) return undefined;
  return pod.labels[key] ?? null;
}

function ofOthers(source: string, key: string, end: End): null | undefined {
  if (source !== 'reserved') return undefined;
  const isPossible = isOutside(end) ? key.startsWith('world') || key === 'kube-apiserver' : OF_NODES.has(key);
  return isPossible ? undefined : null;
}

function meets(value: string | null | undefined, { operator, values }: Requirement): Known {
  if (value === undefined) return undefined;
  switch (operator) {
    case 'In':
      return value !== null && values.includes(value);
    case 'NotIn':
      return value === null || !values.includes(value);
    case 'Exists':
      return value !== null;
    case 'DoesNotExist':
      return value === null;
    default:
      return undefined;
  }
}
