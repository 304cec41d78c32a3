/** Label selectors with the semantics of the API server. */

export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>> | null;
  readonly matchExpressions?: readonly LabelRequirement[] | null;
}
export interface LabelRequirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[] | null;
}
export type Labels = Readonly<Record<string, string>>;

/** True when nothing is asked for: `{}` selects everything. */
export function selectsAll(selector: LabelSelector): boolean {
  return Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0;
}

export function matchesLabels(selector: LabelSelector, labels: Labels): boolean {
  const { matchLabels, matchExpressions } = selector;
  if (matchLabels)
    for (const key of Object.keys(matchLabels)) if (labelValue(labels, key) !== matchLabels[key]) return false;
  return !matchExpressions || matchExpressions.every((requirement) => meets(requirement, labels));
}

/** Whether a selector matches any of many sets of labels: looked up by a label that it asks for, where it asks for one. */
export function matchesAmong(all: readonly Labels[]): (selector: LabelSelector) => boolean {
  const byLabel = new Map<string, Labels[]>();
  for (const labels of new Set(all))
    for (const [key, value] of Object.entries(labels)) {
      const known = byLabel.get(`${key}=${value}`);
      if (known === undefined) byLabel.set(`${key}=${value}`, [labels]);
      else known.push(labels);
    }
  return (selector) => {
    const [first] = Object.entries(selector.matchLabels ?? {});
    const some = first === undefined ? all : (byLabel.get(`${first[0]}=${first[1]}`) ?? []);
    return some.some((labels) => matchesLabels(selector, labels));
  };
}

function meets({ key, operator, values }: LabelRequirement, labels: Labels): boolean {
  const value = labelValue(labels, key);
  switch (operator) {
    case 'In':
      return value !== undefined && (values ?? []).includes(value);
    case 'NotIn':
      // Objects without the label are selected as well.
      return value === undefined || !(values ?? []).includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      // Only in files: the API server refuses such a selector, so it selects nothing.
      return false;
  }
}

function labelValue(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}
