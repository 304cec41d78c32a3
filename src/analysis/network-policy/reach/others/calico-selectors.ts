/** Selectors of Calico over pods: their labels, those of their namespaces, and what Calico adds to both. */
import type { Labels } from '../../../../kube/label-selector.ts';
import { keysIn, selects } from '../../other/calico-selector.ts';
import { isOutside, labelsOfNamespace } from '../ends.ts';
import type { ReachPod, ReachWorld } from '../types.ts';
import { both } from './members.ts';
import type { Known, Test } from './types.ts';

export interface CalicoSelecting {
  readonly selector: string;
  readonly namespaceSelector: string;
  /** Of a policy in a namespace: what it selects is there, unless it selects namespaces. */
  readonly own: string | undefined;
}

/** Of workloads alone: what a selector means of addresses and hosts is said elsewhere. */
export function ofWorkloads(
  { selector, namespaceSelector, own }: CalicoSelecting,
  namespaces: ReachWorld['namespaces'],
): Test {
  const isPlaced = namespaceSelector.trim() !== '';
  return {
    key: `calico ${JSON.stringify([selector, namespaceSelector, isPlaced ? '' : (own ?? '')])}`,
    meets(end): Known {
      if (isOutside(end)) return false;
      const { pod } = end;
      const labels = labelsOfNamespace({ namespaces }, pod.namespace);
      const isThere = isPlaced
        ? isInNamespace(namespaceSelector, pod, labels)
        : own === undefined || own === pod.namespace;
      return both(
        isThere,
        selects(selector, (key) => labelOf(key, pod, labels)),
      );
    },
  };
}

/** `global()` stands for what is in no namespace: no pod is. */
function isInNamespace(selector: string, pod: ReachPod, labels: Labels): Known {
  if (selector.replace(/\s/g, '') === 'global()') return false;
  if (selector.includes('global(')) return undefined;
  return selects(selector, (key) => (key === 'projectcalico.org/name' ? pod.namespace : (labels[key] ?? null)));
}

/** `null`: the label is not there. */
function labelOf(key: string, pod: ReachPod, namespace: Labels): string | null | undefined {
  if (key === 'projectcalico.org/namespace') return pod.namespace;
  if (key === 'projectcalico.org/orchestrator') return 'k8s';
  if (key === 'projectcalico.org/serviceaccount' || key.startsWith('pcsa.')) return undefined;
  if (key.startsWith('pcns.'))
    return namespace[key.slice('pcns.'.length)] ?? (key === 'pcns.projectcalico.org/name' ? pod.namespace : null);
  return pod.labels[key] ?? null;
}

export function calicoKeys(selector: string): readonly string[] {
  return keysIn(selector);
}
