/** Which workloads of a namespace policies isolate, and whether there are any. */

import {
  compareText,
  count,
  type Evidence,
  type Json,
  type NamespaceSubject,
  type network,
  unreadPodMakers,
  type Workload,
} from 'kubectl-harden/plugin-api';
import type { Boundary } from './shared.ts';
import { standings } from './standings.ts';

export interface WorkloadIsolation {
  readonly isolated: readonly Workload[];
  /** At least one pod, or the pods to come, are selected by no policy. */
  readonly open: readonly Workload[];
  /** Selected, and some of it by policies that let everybody through: these. */
  readonly opened: readonly Workload[];
  readonly openers: readonly network.Policy[];
  readonly exempt: readonly Workload[];
}

export function workloadIsolation(view: Boundary, direction: network.Direction): WorkloadIsolation {
  const known = view.derive(standings).value[direction];
  const found = { isolated: [], open: [], opened: [], exempt: [] } as Record<network.Standing['is'], Workload[]>;
  const openers = new Set<network.Policy>();
  for (const workload of view.own('Workload').value) {
    // A PodTemplate starts no pod by itself.
    if (workload.ref.kind === 'PodTemplate') continue;
    const all = known(workload);
    for (const standing of all) for (const opener of standing.openers) openers.add(opener);
    found[worstOf(all)].push(workload);
  }
  return { ...found, openers: [...openers] };
}

export const EVERY_POD = 'every pod';

/**
 * What a waiver for the direction accepts: where a policy isolates some of the namespace, those that it does not; else
 * the namespace as a whole, whatever comes to run there.
 */
export function exposed({ isolated, open, opened }: WorkloadIsolation): Json {
  if (isolated.length === 0) return EVERY_POD;
  return [...open, ...opened].map(({ ref }) => `${ref.kind} ${ref.name}`).sort(compareText);
}

/** As bad as the least protected of its pods. */
function worstOf(all: readonly network.Standing[]): network.Standing['is'] {
  return WORST_FIRST.find((wanted) => all.some(({ is }) => is === wanted)) ?? 'isolated';
}
const WORST_FIRST = ['open', 'opened', 'exempt'] as const;

/** Why closing a namespace is worth a look although no workload in it is seen to be open. */
export interface Unseen {
  readonly reason: string;
  /** Whose flows would end, for sentences; absent: those of no pod that runs. */
  readonly who?: string;
}

export function unseen(subject: NamespaceSubject, view: Boundary, { isolated, opened }: WorkloadIsolation): Unseen {
  const { name } = subject;
  if (!view.isCluster)
    return {
      reason: `Manifests show only part of what runs in ${name}: its flows are unknown.`,
      who: `pods in ${name}`,
    };
  const awaited = awakening(subject, view);
  if (awaited !== undefined) return { reason: awaited, who: `pods in ${name}` };
  const selected = [...isolated, ...opened];
  const today =
    selected.length === 0
      ? `Nothing that runs in ${name} is subject to policies today`
      : `Policies select its ${count(selected, 'workload')} already, which ${selected.length === 1 ? 'keeps' : 'keep'} what those allow`;
  return { reason: `${today}; what future pods need is unknown.` };
}

/** The proof that a namespace has no flow to lose; `undefined`: there may be some. */
export function emptiness(subject: NamespaceSubject, view: Boundary): Evidence | undefined {
  const { name } = subject;
  const running = view.own('Workload');
  if (!running.isWhole || running.value.length > 0) return undefined;
  if (awakening(subject, view) !== undefined) return undefined;
  const text = `Nothing runs in ${name}: no pod, and no template that would make one. No flow can end.`;
  return { text, source: `list pods in ${name}` };
}

/** What may run again in a namespace where nothing runs now. */
function awakening({ name }: NamespaceSubject, view: Boundary): string | undefined {
  if (view.own('Workload').value.length > 0) return undefined;
  const [first, ...others] = view.own('IdleWorkload').value;
  if (first === undefined) return unreadPodMakers(view.evidence('Discovery'), name);
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `Nothing runs in ${name} now. ${first.ref.kind} ${first.ref.name}${more} may run again: which flows that needs was not observed.`;
}
