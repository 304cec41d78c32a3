/** Workloads of a namespace by the labels of their pods: what a Service or a policy selects. */
import { type LabelSelector, type Labels, matchesLabels } from '../../kube/label-selector.ts';
import { refKey } from '../../kube/refs.ts';
import { defineLookup, defineQuestions, may, type Workload } from '../../plugin-api/index.ts';
import { compareText } from '../../text/words.ts';
import { keysOfLabels, keysOfSelector } from '../by-label.ts';

/** The template's labels, and those of pods that somebody has labelled otherwise. */
function labelsOf({ podLabels, pods }: Workload): readonly Labels[] {
  // Pods of one template share the object of their labels.
  return [...new Set([podLabels, ...pods.map(({ metadata }) => metadata.labels ?? {})])];
}

const keysOf = (workload: Workload) => labelsOf(workload).flatMap(keysOfLabels);

const workloadsByLabel = defineLookup({
  name: 'workloads by label',
  scope: 'namespace',
  reads: [may('Workload')],
  keysOf,
});
const idleByLabel = defineLookup({
  name: 'idle workloads by label',
  scope: 'namespace',
  reads: [may('IdleWorkload')],
  keysOf,
});

export interface SelectedPods {
  /** Those whose template it selects, in order. */
  by(selector: LabelSelector): readonly Workload[];
}

/** Rests on the workloads that have a label of the selector, where it asks for one. */
export const selectedPods = defineQuestions({
  name: 'workloads by selector',
  scope: 'namespace',
  reads: [may.fact(workloadsByLabel)],
  answering: (view): SelectedPods => ({
    by: (selector) => {
      const keys = keysOfSelector(selector);
      const found = keys.flatMap((key) => view.derive(workloadsByLabel).value.at(key));
      const selected = found.filter(({ podLabels }) => matchesLabels(selector, podLabels));
      return inOrder(selected);
    },
  }),
});

export interface SelectedAtAnyTime {
  /** Whether it selects a pod, a template, or what may run again. */
  hasAny(selector: LabelSelector): boolean;
  /** Whether anything runs or may run again. */
  readonly isEmpty: boolean;
}

export const selectedAtAnyTime = defineQuestions({
  name: 'pods by selector, be it that they run again',
  scope: 'namespace',
  reads: [may.fact(workloadsByLabel), may.fact(idleByLabel)],
  answering(view): SelectedAtAnyTime {
    const at = (key: string) => [
      ...view.derive(workloadsByLabel).value.at(key),
      ...view.derive(idleByLabel).value.at(key),
    ];
    const isSelected = (selector: LabelSelector) => (workload: Workload) =>
      labelsOf(workload).some((labels) => matchesLabels(selector, labels));
    return {
      hasAny: (selector) => keysOfSelector(selector).some((key) => at(key).some(isSelected(selector))),
      get isEmpty() {
        return keysOfSelector({}).every((key) => at(key).length === 0);
      },
    };
  },
});

/** As they are listed: by reference. */
function inOrder(workloads: readonly Workload[]): readonly Workload[] {
  return [...new Set(workloads)].sort((left, right) => compareText(refKey(left.ref), refKey(right.ref)));
}
