/** What judging a boundary and closing it have in common. */
import {
  type Change,
  may,
  must,
  type NamespaceSubject,
  network,
  type Place,
  type Proposal,
  placeIn,
  plan,
  platform,
  type View,
} from 'kubectl-harden/plugin-api';
import { OTHER_READS } from './other-policies.ts';
import { standings } from './standings.ts';

type Policy = network.Policy;

export const BOUNDARY_READS = [
  must('NetworkPolicy'),
  must('Workload'),
  may('IdleWorkload'),
  ...OTHER_READS,
  may.fact(platform.ofPlatform),
  may.fact(standings),
  may.fact(network.enforcement),
] as const;
export type Boundary = View<(typeof BOUNDARY_READS)[number]>;

/** Both default denials of a namespace are one decision. */
export function boundaryOf({ ref, name }: NamespaceSubject): Place {
  return placeIn(ref, 'boundary', `Default deny in ${name}`);
}

/** The same, for what is in the namespace. */
export function boundaryAround(namespace: string): Place {
  const ref = { apiVersion: 'v1', kind: 'Namespace', name: namespace };
  return placeIn(ref, 'boundary', `Default deny in ${namespace}`);
}

export const NARROW_FIRST: Proposal = plan(
  'Policies only add up: first the one that lets everybody through has to be narrowed to the flows that are needed.',
);

/** Why policies cannot be created: others have their names. None of those says the same, or nothing would be amiss. */
export function nameTaken(view: Boundary, wanted: readonly Policy[]): Proposal | undefined {
  const taken = wanted.filter(({ metadata: { name } }) => view.get('NetworkPolicy', name).value !== undefined);
  if (taken.length === 0) return undefined;
  const listed = taken.map(({ metadata }) => `NetworkPolicy ${metadata.namespace}/${metadata.name}`).join(' and ');
  const [is, says, it] = taken.length === 1 ? ['is', 'says', 'it'] : ['are', 'say', 'them'];
  return plan(`${listed} ${is} there already and ${says} something else: remove or change ${it} first.`);
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
