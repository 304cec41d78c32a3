/** Keys under which what has labels is found by a selector. */
import type { LabelSelector, Labels } from '../kube/label-selector.ts';

/** What has any labels, or none. */
const ANYTHING = '';

export function keysOfLabels(labels: Labels): readonly string[] {
  return [ANYTHING, ...Object.entries(labels).flatMap(([name, value]) => [name, `${name}=${value}`])];
}

/** All that it selects is under one of them: one requirement that asks for a label narrows it down. */
export function keysOfSelector({ matchLabels, matchExpressions }: LabelSelector): readonly string[] {
  const [label] = Object.entries(matchLabels ?? {});
  if (label !== undefined) return [label.join('=')];
  for (const { key, operator, values } of matchExpressions ?? []) {
    if (operator === 'In') return (values ?? []).map((value) => `${key}=${value}`);
    if (operator === 'Exists') return [key];
  }
  return [ANYTHING];
}
