/** The workloads of a namespace, joined from templates and pods, and what made pods there and may do so again. */
import { refKey, refOf } from '../kube/refs.ts';
import type { KindMap, KubeObject, Workload } from '../plugin-api/index.ts';
import {
  collectHolders,
  controllerOf,
  type Holder,
  type HoldersByUid,
  holdersByUid,
  isFinishedJob,
  isFinishedPod,
  makerOf,
  podMaker,
  replicasOf,
  topOf,
} from './holders.ts';
import { idleWorkloads } from './idle.ts';
import { fromBarePods, fromHolder } from './make.ts';
import { podProjection, templateProjection } from './projection.ts';
import type { ObjectStore } from './store.ts';

type Pod = KindMap['Pod'];

export interface Joined {
  readonly workloads: readonly Workload[];
  /** No pod of theirs runs, and they are no subjects of checks. */
  readonly idle: readonly Workload[];
}

export function buildWorkloads(store: ObjectStore, namespace: string): Joined {
  const holders = collectHolders(store, namespace);
  const byUid = holdersByUid(holders);
  const makerOfPod = podMaker(holders, byUid);
  const topOfHolder = topFinder(byUid);
  const bare: Pod[] = [];
  const finished: Pod[] = [];
  const pods = store.list('Pod', namespace);
  const areWritten = isWritten(holders[0] ?? pods[0], store);
  for (const pod of pods) {
    const direct = makerOfPod(pod);
    if (isFinishedPod(pod) && !areWritten) finished.push(pod);
    else if (direct === undefined) bare.push(pod);
    else placePod(pod, direct, topOfHolder(direct));
  }
  const tops = holders.filter((holder) => isTop(holder, byUid) && (areWritten || startsPods(holder)));
  return {
    workloads: sorted([...tops.flatMap((holder) => fromHolder(holder)), ...fromBarePods(bare)]),
    idle: areWritten ? [] : sorted(idleWorkloads(holders, byUid, { finished, makerOfPod })),
  };
}

/** A holder has many pods: the way up from it is gone once. */
function topFinder(byUid: HoldersByUid): (holder: Holder) => Holder {
  const tops = new Map<Holder, Holder>();
  return (holder) => {
    const top = tops.get(holder) ?? topOf(holder, byUid);
    tops.set(holder, top);
    return top;
  };
}

function sorted(workloads: readonly Workload[]): readonly Workload[] {
  return workloads
    .map((workload) => ({ workload, key: keyOf(workload) }))
    .sort((left, right) => (left.key < right.key ? -1 : 1))
    .map(({ workload }) => workload);
}

const keys = new WeakMap<Workload, string>();

function keyOf(workload: Workload): string {
  const key = keys.get(workload) ?? refKey(workload.ref);
  keys.set(workload, key);
  return key;
}

function isTop({ object }: Holder, byUid: HoldersByUid): boolean {
  return makerOf(object, byUid) === undefined;
}

/** Of the revisions of an owner that cannot be read, those that run are workloads; the others start no pod now. */
function startsPods({ object, pods }: Holder): boolean {
  if (isFinishedJob(object)) return false;
  return controllerOf(object) === undefined || pods.length > 0 || replicasOf(object) !== 0;
}

/**
 * From a manifest, whatever it says of its state and its owner: the API server takes no status with an object that it
 * creates, and an owner that is not read there may never come. One source holds either manifests or what is on a cluster.
 */
function isWritten(first: Holder | Pod | undefined, store: ObjectStore): boolean {
  if (first === undefined) return false;
  const [kind, object] = 'object' in first ? [first.kind, first.object] : (['Pod', first] as const);
  return store.entry(kind, refOf(object))?.facts?.origin !== undefined;
}

/** A pod is compared with the template of its direct owner: a pod of an older revision is no deviation. */
function placePod(pod: Pod, direct: Holder, top: Holder): void {
  const same = podProjection(pod) === templateProjection(direct.template);
  if (same || isRollingOut(direct.object)) top.pods.push(pod);
  else top.deviating.push(pod);
}

const ROLLED_OUT: ReadonlySet<string> = new Set(['StatefulSet', 'DaemonSet', 'Deployment']);

/** They have pods of the older template while they roll out; a Deployment where its ReplicaSets cannot be read. */
function isRollingOut(object: KubeObject): boolean {
  if (!ROLLED_OUT.has(object.kind)) return false;
  const { metadata, status } = object as KindMap['StatefulSet'] & { metadata: { generation?: number } };
  if (metadata.generation !== undefined && (status?.observedGeneration ?? 0) < metadata.generation) return true;
  const daemon = (object as KindMap['DaemonSet']).status;
  if (object.kind === 'DaemonSet') return (daemon?.updatedNumberScheduled ?? 0) < (daemon?.desiredNumberScheduled ?? 0);
  return (status?.updatedReplicas ?? 0) < (status?.replicas ?? 0);
}
