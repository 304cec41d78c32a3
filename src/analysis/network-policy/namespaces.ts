/** Namespaces by their labels: whether a selector finds any. */
import { type LabelSelector, matchesLabels } from '../../kube/label-selector.ts';
import { defineLookup, defineQuestions, type KindMap, may } from '../../plugin-api/index.ts';

type Namespace = KindMap['Namespace'];

const ANY = '';

const namespacesByLabel = defineLookup({
  name: 'namespaces by label',
  reads: [may('Namespace')],
  keysOf: (namespace) => [ANY, ...Object.entries(labelsOf(namespace)).flatMap((each) => [each[0], each.join('=')])],
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
      keysOf(selector).some((key) =>
        view
          .derive(namespacesByLabel)
          .value.at(key)
          .some((namespace) => matchesLabels(selector, labelsOf(namespace))),
      ),
  }),
});

/** One requirement that asks for a label narrows them down. */
function keysOf({ matchLabels, matchExpressions }: LabelSelector): readonly string[] {
  const [label] = Object.entries(matchLabels ?? {});
  if (label !== undefined) return [label.join('=')];
  for (const { key, operator, values } of matchExpressions ?? []) {
    if (operator === 'In') return (values ?? []).map((value) => `${key}=${value}`);
    if (operator === 'Exists') return [key];
  }
  return [ANY];
}

/** The API server sets the name. */
function labelsOf({ metadata }: Namespace): Readonly<Record<string, string>> {
  return { 'kubernetes.io/metadata.name': metadata.name, ...metadata.labels };
}
