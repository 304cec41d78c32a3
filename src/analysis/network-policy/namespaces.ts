/** Namespaces by their labels: whether a selector finds any. */
import { type LabelSelector, matchesLabels } from '../../kube/label-selector.ts';
import { defineLookup, defineQuestions, type KindMap, may } from '../../plugin-api/index.ts';
import { keysOfLabels, keysOfSelector } from '../by-label.ts';

type Namespace = KindMap['Namespace'];

const namespacesByLabel = defineLookup({
  name: 'namespaces by label',
  reads: [may('Namespace')],
  keysOf: (namespace) => keysOfLabels(labelsOf(namespace)),
});

export interface SelectedNamespaces {
  /** Whether one is there that it selects. */
  hasAny(selector: LabelSelector): boolean;
}

/** Rests on the namespaces that have a label of the selector, where it asks for one. */
export const selectedNamespaces = defineQuestions({
  name: 'namespaces by selector',
  reads: [may.fact(namespacesByLabel)],
  answering: (view): SelectedNamespaces => ({
    hasAny: (selector) =>
      keysOfSelector(selector).some((key) =>
        view
          .derive(namespacesByLabel)
          .value.at(key)
          .some((namespace) => matchesLabels(selector, labelsOf(namespace))),
      ),
  }),
});

/** The API server sets the name. */
function labelsOf({ metadata }: Namespace): Readonly<Record<string, string>> {
  return { 'kubernetes.io/metadata.name': metadata.name, ...metadata.labels };
}
