/** What a change restarts, now and when it is taken back. Pure. */

import { rolloutOf } from '../../kube/rollout.ts';
import type { StepPreview } from '../../model/plan.ts';
import type { SourceType } from '../../model/ports.ts';
import { count } from '../../text/words.ts';

/** `pods` is known only where every rollout tells it. */
interface Rollouts {
  readonly rolls: number;
  readonly pods?: number;
  /** Workloads that give the change to pods that are made later. */
  readonly later: number;
}

function writesOf(steps: readonly StepPreview[]): readonly StepPreview[] {
  return steps.filter(({ effect }) => effect !== 'unchanged');
}

function rolloutsOf(steps: readonly StepPreview[], source: SourceType): Rollouts {
  if (source === 'files') return { rolls: 0, pods: 0, later: 0 };
  const all = writesOf(steps)
    .filter(({ disruption }) => disruption === 'rollout')
    .map(({ ref, before }) => rolloutOf(ref.kind, before));
  const rolls = all.filter((each) => each.kind === 'rolls');
  const pods = rolls.map((each) => each.pods);
  const known = pods.filter((each) => each !== undefined);
  const sum = known.length < pods.length ? {} : { pods: known.reduce((total, each) => total + each, 0) };
  return { rolls: rolls.length, later: all.length - rolls.length, ...sum };
}

/** "2 rollouts, started together: 5 pods restart. 3 objects written." */
export function restarts(steps: readonly StepPreview[], source: SourceType): string {
  const writes = writesOf(steps);
  const written = `${count(writes.length, 'object')} written`;
  if (source === 'files') return `no restart: only files change. ${written}.`;
  const ends = (wanted: StepPreview['disruption']) => writes.filter(({ disruption }) => disruption === wanted).length;
  const [traffic, access] = [ends('traffic'), ends('access')];
  const { later, ...now } = rolloutsOf(steps, source);
  const parts = [
    rolloutWords(now, later),
    ...(later === 0 ? [] : [`${count(later, 'workload changes', 'workloads change')} when new pods start`]),
    ...(traffic === 0 ? [] : [`${count(traffic, 'change')} may close connections`]),
    ...(access === 0 ? [] : [`${count(access, 'change')} ${access === 1 ? 'removes' : 'remove'} permissions`]),
  ];
  return `${parts.join('; ')}. ${written}.`;
}

/** Nothing waits between two changes of a run, so their rollouts go side by side. */
function rolloutWords({ rolls, pods }: Omit<Rollouts, 'later'>, later: number): string {
  if (rolls === 0) return later === 0 ? 'no restart' : 'no restart now';
  const together = rolls === 1 ? '1 rollout' : `${rolls} rollouts, started together`;
  if (pods === undefined) return together;
  return `${together}: ${count(pods, 'pod restarts', 'pods restart')}`;
}

/** "exact, one more rollout each" */
export function undoRestarts(steps: readonly StepPreview[], source: SourceType): string {
  const { rolls } = rolloutsOf(steps, source);
  if (rolls === 0) return 'exact';
  return rolls === 1 ? 'exact, one more rollout' : 'exact, one more rollout each';
}

/** Of one change: "1 rollout", "next pods", or nothing. */
export function stepRestart(step: StepPreview, source: SourceType): string | undefined {
  const { rolls, later } = rolloutsOf([step], source);
  if (rolls > 0) return '1 rollout';
  return later > 0 ? 'new pods only' : undefined;
}
