/** What judging a boundary and closing it have in common. */
import type { Policy } from '../../src/analysis/network-policy/index.ts';
import type { Change, Proposal, View } from '../../src/plugin-api/index.ts';

export type BoundaryRead = 'NetworkPolicy' | 'Workload' | 'IdleWorkload' | 'Pod' | 'Discovery' | 'ServerVersion';

/** Fact of a violation: a policy allows everything, so that a default deny would change nothing. */
export const OPENED = 'opened';

export const NARROW_FIRST: Proposal = {
  readiness: 'plan',
  reason:
    'Policies only add up: first the one that lets everybody through has to be narrowed to the flows that are needed.',
  changes: [],
};

/** Why policies cannot be created: others have their names. None of those says the same, or nothing would be amiss. */
export function nameTaken(view: View<'NetworkPolicy'>, wanted: readonly Policy[]): Proposal | undefined {
  const taken = wanted.filter(({ metadata: { name, namespace } }) => view.get('NetworkPolicy', name, namespace));
  if (taken.length === 0) return undefined;
  const listed = taken.map(({ metadata }) => `NetworkPolicy ${metadata.namespace}/${metadata.name}`).join(' and ');
  const [is, says, it] = taken.length === 1 ? ['is', 'says', 'it'] : ['are', 'say', 'them'];
  return {
    readiness: 'plan',
    reason: `${listed} ${is} there already and ${says} something else: remove or change ${it} first.`,
    changes: [],
  };
}

export function ensure(policy: Policy): Change {
  // Built here from plain values: the generated type only lacks the index signature of JSON.
  const { apiVersion, kind, metadata, spec } = policy;
  return {
    op: 'ensure',
    object: { apiVersion, kind, metadata: { ...metadata }, spec: { ...spec } } as unknown as Ensured,
  };
}
type Ensured = Extract<Change, { op: 'ensure' }>['object'];

export function count(items: readonly unknown[], noun = 'workload'): string {
  return `${items.length} ${noun}${items.length === 1 ? '' : 's'}`;
}
