/** Workloads joined again: those of which nothing has changed stay the objects that they were. */
import { refKey } from '../kube/refs.ts';
import type { Workload } from '../plugin-api/index.ts';
import type { Joined } from './workloads.ts';

export function keepSame(before: Joined | undefined, now: Joined): Joined {
  if (before === undefined) return now;
  return { workloads: keepList(before.workloads, now.workloads), idle: keepList(before.idle, now.idle) };
}

function keepList(before: readonly Workload[], now: readonly Workload[]): readonly Workload[] {
  if (sameItems(before, now)) return before;
  const there = new Set(before);
  const known = new Map<string, Workload>();
  const still = new Set(now);
  for (const workload of before) if (!still.has(workload)) known.set(refKey(workload.ref), workload);
  const kept = now.map((workload) => {
    const same = there.has(workload) ? undefined : known.get(refKey(workload.ref));
    return same !== undefined && isSame(same, workload) ? same : workload;
  });
  return sameItems(kept, before) ? before : kept;
}

/** Labels and containers are those of the object. */
function isSame(left: Workload, right: Workload): boolean {
  return (
    left.object === right.object &&
    left.pod === right.pod &&
    left.access === right.access &&
    sameItems(left.pods, right.pods) &&
    refOf(left.deviatesFrom) === refOf(right.deviatesFrom)
  );
}

function refOf(ref: Workload['deviatesFrom']): string {
  return ref === undefined ? '' : refKey(ref);
}

export function sameItems<T>(left: readonly T[], right: readonly T[]): boolean {
  return left.length === right.length && left.every((item, index) => item === right[index]);
}
