/** Selectors of Cilium: labels of pods and of their namespaces under one roof. */
import type { LabelSelector, Labels } from '../../../../kube/label-selector.ts';
import { isOutside, labelsOfNamespace } from '../ends.ts';
import type { ReachWorld } from '../types.ts';
import type { Known, Test } from './types.ts';

const NAMESPACE = 'io.kubernetes.pod.namespace';
const OF_NAMESPACE = 'io.cilium.k8s.namespace.labels.';
/** Left out of identities by default: a selector never meets them, unless the configuration of Cilium says so. */
const LEFT_OUT =
  /(^|\.)kubernetes\.io\/|^(pod-template-generation|controller-revision-hash|statefulset\.kubernetes\.io\/)/;
const KEPT = /^app\.kubernetes\.io\//;

interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** `own`: the namespace that a selector keeps to which names none. */
export function ciliumTest(
  selector: LabelSelector,
  own: string | undefined,
  namespaces: ReachWorld['namespaces'],
): Test {
  const asked = requirementsOf(selector);
  const isPlaced = asked.some(({ key }) => key === NAMESPACE || key.startsWith(OF_NAMESPACE));
  const all = own === undefined || isPlaced ? asked : [...asked, { key: NAMESPACE, operator: 'In', values: [own] }];
  const isPositive = all.some(({ key, operator }) => isOfPods(key) && (operator === 'In' || operator === 'Exists'));
  return {
    key: `cilium ${JSON.stringify(all)}`,
    meets(end): Known {
      // Neither has labels of pods; what an absence of them selects is not said.
      if (isOutside(end) || end.pod.isHostNetwork) return isPositive ? false : undefined;
      const { pod } = end;
      const labels = labelsOfNamespace({ namespaces }, pod.namespace);
      const answers = all.map((one) => meets(labelOf(one.key, pod, labels), one));
      if (answers.includes(false)) return false;
      return answers.includes(undefined) ? undefined : true;
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
  ].map((each) => ({ ...each, key: each.key.replace(/^(k8s|any)[:.]/, '') }));
}

function isOfPods(key: string): boolean {
  return !key.startsWith('reserved:') && !key.startsWith('reserved.');
}

/** `null`: the label is not there. */
function labelOf(
  key: string,
  pod: { readonly namespace: string; readonly labels: Labels },
  namespace: Labels,
): string | null | undefined {
  if (key === NAMESPACE) return pod.namespace;
  if (key.startsWith(OF_NAMESPACE)) return namespace[key.slice(OF_NAMESPACE.length)] ?? null;
  // `io.cilium.k8s.policy.serviceaccount` and its like; other sources of labels than Kubernetes.
  if (key.startsWith('io.cilium.') || /^[a-z]+:/.test(key)) return isOfPods(key) ? undefined : null;
  if (LEFT_OUT.test(key) && !KEPT.test(key)) return undefined;
  return pod.labels[key] ?? null;
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
