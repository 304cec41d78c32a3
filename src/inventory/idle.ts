/** What has no pod now and may make some again, although no template that is read says so. */
import type { KindMap, Workload } from '../plugin-api/index.ts';
import {
  controllerOf,
  type Holder,
  type HoldersByUid,
  isFinishedJob,
  makerOf,
  type PodMaker,
  replicasOf,
} from './holders.ts';
import { fromBarePods, fromHolder } from './make.ts';
import { podProjection, templateProjection } from './projection.ts';

type Pod = KindMap['Pod'];

/**
 * Templates that an owner who cannot be read has scaled to zero, and Jobs and pods that are finished: somebody made them,
 * and may make the like again. Of those that are alike and of one owner, the first.
 */
export function idleWorkloads(
  holders: readonly Holder[],
  byUid: HoldersByUid,
  { finished, makerOfPod }: { readonly finished: readonly Pod[]; readonly makerOfPod: PodMaker },
): readonly Workload[] {
  const unread = holders.filter(({ object }) => makerOf(object, byUid) === undefined);
  const active = new Set(unread.filter(isActive).map(ownerOf));
  // Beside a revision that runs, the others of its owner are old ones.
  const templates = unread.filter(
    (holder) => isFinishedJob(holder.object) || (controllerOf(holder.object) && !active.has(ownerOf(holder))),
  );
  const alike = Map.groupBy(templates, (holder) => `${ownerOf(holder)} ${templateProjection(holder.template)}`);
  const made = [...alike.values()].flatMap(([first]) => (first === undefined ? [] : fromHolder(first)));
  const pods = fromBarePods(finished.filter((pod) => !isAsMade(pod, makerOfPod(pod))));
  return [...made, ...pods].map((workload) => ({ ...workload, pods: [] }));
}

/** Itself, where it has none. */
function ownerOf({ object }: Holder): string {
  const { kind, metadata } = object;
  return controllerOf(object)?.uid ?? `${kind}/${metadata.name}`;
}

function isActive({ object, pods }: Holder): boolean {
  return pods.length > 0 || (replicasOf(object) !== 0 && !isFinishedJob(object));
}

/** The template that it was made from says all of it: nothing was put into it on the way. */
function isAsMade(pod: Pod, maker: Holder | undefined): boolean {
  return maker !== undefined && podProjection(pod) === templateProjection(maker.template);
}
