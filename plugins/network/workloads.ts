/** Which workloads of a namespace policies isolate, and whether there are any. */

import { isRead, isWholeCluster } from '../../src/analysis/coverage.ts';
import { type Direction, type Endpoint, isolation, type Policy } from '../../src/analysis/network-policy/index.ts';
import { unreadPodMakers } from '../../src/analysis/pod-makers.ts';
import type { Evidence, NamespaceSubject, View, Workload } from '../../src/plugin-api/index.ts';
import { type BoundaryRead, count } from './shared.ts';

interface WorkloadEndpoint extends Endpoint {
  readonly workload: Workload;
}

/** The template's labels, and those of pods that somebody has labelled otherwise. */
function endpointsOf(workload: Workload): readonly WorkloadEndpoint[] {
  const namespace = workload.ref.namespace ?? '';
  const isHostNetwork = workload.pod.hostNetwork === true;
  const labelled = [workload.podLabels, ...workload.pods.map(({ metadata }) => metadata.labels ?? {})];
  return labelled.map((labels) => ({ workload, namespace, labels, isHostNetwork, isFinished: false }));
}

export interface WorkloadIsolation {
  readonly isolated: readonly Workload[];
  /** At least one pod, or the pods to come, are selected by no policy. */
  readonly open: readonly Workload[];
  /** Selected, and some of it by policies that let everybody through: these. */
  readonly opened: readonly Workload[];
  readonly openers: readonly Policy[];
  readonly exempt: readonly Workload[];
}

export function workloadIsolation(
  { name }: NamespaceSubject,
  view: View<BoundaryRead>,
  direction: Direction,
): WorkloadIsolation {
  // A PodTemplate starts no pod by itself.
  const workloads = view.list('Workload', name).filter(({ ref }) => ref.kind !== 'PodTemplate');
  const found = isolation(workloads.flatMap(endpointsOf), view.list('NetworkPolicy', name), direction);
  const of = (endpoints: readonly WorkloadEndpoint[]) => new Set(endpoints.map(({ workload }) => workload));
  const [open, opened, exempt] = [of(found.open), of(found.opened), of(found.exempt)];
  const isOpened = (workload: Workload) => opened.has(workload) && !open.has(workload);
  const isTouched = (workload: Workload) => [open, opened, exempt].some((some) => some.has(workload));
  return {
    isolated: workloads.filter((workload) => !isTouched(workload)),
    open: workloads.filter((workload) => open.has(workload)),
    opened: workloads.filter(isOpened),
    openers: found.openers,
    exempt: workloads.filter((workload) => exempt.has(workload)),
  };
}

/** Why closing a namespace is worth a look although no workload in it is seen to be open. */
export interface Unseen {
  readonly reason: string;
  /** Whose flows would end, for sentences; absent: those of no pod that runs. */
  readonly who?: string;
}

export function unseen(
  subject: NamespaceSubject,
  view: View<BoundaryRead>,
  { isolated, opened }: WorkloadIsolation,
): Unseen {
  const { name } = subject;
  const { state, reason } = view.coverage('Workload', name);
  if (!isRead({ state }))
    return { reason: `What runs in ${name} could not be read: ${reason ?? state}.`, who: `pods in ${name}` };
  if (!isWholeCluster(view))
    return {
      reason: `Manifests show only part of what runs in ${name}: which flows there are is not known.`,
      who: `pods in ${name}`,
    };
  const awaited = awakening(subject, view);
  if (awaited !== undefined) return { reason: awaited, who: `pods in ${name}` };
  const selected = [...isolated, ...opened];
  const today =
    selected.length === 0
      ? `Nothing that runs in ${name} is subject to policies today`
      : `Policies select its ${count(selected)} already, which ${selected.length === 1 ? 'keeps' : 'keep'} what those allow`;
  return { reason: `${today}; what pods to come need is not known.` };
}

/** The proof that a namespace has no flow to lose; `undefined`: there may be some. */
export function emptiness(subject: NamespaceSubject, view: View<BoundaryRead>): Evidence | undefined {
  const { name } = subject;
  if (!isWholeCluster(view) || !isRead(view.coverage('Workload', name)) || view.list('Workload', name).length > 0)
    return undefined;
  if (awakening(subject, view) !== undefined) return undefined;
  const text = `Nothing runs in ${name}: no pod, and no template that would make one. No flow can end.`;
  return { text, source: `list pods in ${name}` };
}

/** What may run again in a namespace where nothing runs now. */
function awakening({ name }: NamespaceSubject, view: View<BoundaryRead>): string | undefined {
  if (view.list('Workload', name).length > 0) return undefined;
  const [first, ...others] = view.list('IdleWorkload', name);
  if (first === undefined) return unreadPodMakers(view, name);
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `Nothing runs in ${name} now. ${first.ref.kind} ${first.ref.name}${more} may run again: which flows that needs was not observed.`;
}
