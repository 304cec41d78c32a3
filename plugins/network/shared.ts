/** What judging a boundary and closing it have in common. */
import type { Policy } from '../../src/analysis/network-policy/index.ts';
import type { Change, Coverage, Proposal, View } from '../../src/plugin-api/index.ts';

export type BoundaryRead = 'NetworkPolicy' | 'Workload' | 'Pod' | 'Discovery' | 'ServerVersion';

/** Fact of a violation: a policy allows everything, so that a default deny would change nothing. */
export const OPENED = 'opened';

export const NARROW_FIRST: Proposal = {
  readiness: 'plan',
  reason:
    'Policies only add up: first the one that lets everybody through has to be narrowed to the flows that are needed.',
  changes: [],
};

export function ensure(policy: Policy): Change {
  // Built here from plain values: the generated type only lacks the index signature of JSON.
  const { apiVersion, kind, metadata, spec } = policy;
  return {
    op: 'ensure',
    object: { apiVersion, kind, metadata: { ...metadata }, spec: { ...spec } } as unknown as Ensured,
  };
}
type Ensured = Extract<Change, { op: 'ensure' }>['object'];

/** Only an API server knows everything that runs; files hold some of it. */
export function isWholeCluster(view: View<'ServerVersion'>): boolean {
  return view.evidence('ServerVersion').coverage.state === 'full';
}

export function isRead({ state }: Coverage): boolean {
  return state === 'full' || state === 'stale';
}

export function count(items: readonly unknown[], noun = 'workload'): string {
  return `${items.length} ${noun}${items.length === 1 ? '' : 's'}`;
}
