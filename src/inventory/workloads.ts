/** The workloads of a namespace, joined from templates and pods, and what made pods there and may do so again. */
import { canonicalJson } from '../kube/canonical.ts';
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
  podMaker,
  replicasOf,
  topOf,
} from './holders.ts';
import { idleWorkloads } from './idle.ts';
import { fromBarePods, fromHolder } from './make.ts';
import { isExtended, podProjection, templateProjection } from './projection.ts';
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
  const areWritten = isWritten(holders[0] ?? store.list('Pod', namespace)[0], store);
  const topOfHolder = topFinder(byUid, areWritten);
  const bare: Pod[] = [];
  const finished: Pod[] = [];
  for (const pod of store.list('Pod', namespace)) {
    const direct = makerOfPod(pod);
    if (isFinishedPod(pod) && !areWritten) finished.push(pod);
    else if (direct === undefined) bare.push(pod);
    else placePod(pod, direct, topOfHolder(direct), areWritten);
  }
  const tops = holders.filter((holder) => topOfHolder(holder) === holder && (areWritten || startsPods(holder)));
  const made = tops.flatMap((holder) => besideOwner(fromHolder(holder), holder, byUid));
  return {
    workloads: sorted([...made, ...fromBarePods(bare)]),
    idle: areWritten ? [] : sorted(idleWorkloads(holders, byUid, { finished, makerOfPod })),
  };
}

/** A holder has many pods: the way up from it is gone once. */
function topFinder(byUid: HoldersByUid, areWritten: boolean): (holder: Holder) => Holder {
  const tops = new Map<Holder, Holder>();
  return (holder) => {
    const top = tops.get(holder) ?? topOf(holder, byUid, areWritten ? isSameTemplate : undefined);
    tops.set(holder, top);
    return top;
  };
}

/** A manifest of a revision is created as it is, whoever it says made it: it stands behind its owner if it says the same. */
function isSameTemplate({ template }: Holder, { template: other }: Holder): boolean {
  return (
    templateProjection(template) === templateProjection(other) &&
    canonicalJson(template.spec) === canonicalJson(other.spec)
  );
}

/** Of a revision that differs from the owner that was read with it. */
function besideOwner(workloads: readonly Workload[], holder: Holder, byUid: HoldersByUid): readonly Workload[] {
  const owner = topOf(holder, byUid);
  if (owner === holder) return workloads;
  return workloads.map((workload) => ({ deviatesFrom: refOf(owner.object), ...workload }));
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
function placePod(pod: Pod, direct: Holder, top: Holder, isWritten: boolean): void {
  const same = podProjection(pod) === templateProjection(direct.template);
  if (same || (!isWritten && isRollingOut(direct.object))) top.pods.push(pod);
  else {
    top.deviating.push(pod);
    // What a mesh adds does not hide how the template's own containers run.
    if (!isWritten && isExtended(pod, direct.template)) top.pods.push(pod);
  }
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
