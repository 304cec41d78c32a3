/** Objects that carry a pod template, and who owns whom among them. */
import { isDated } from '../kube/kinds.ts';
import { type LabelSelector, matchesLabels } from '../kube/label-selector.ts';
import { refOf } from '../kube/refs.ts';
import type { KindMap, KubeObject, OwnerReference } from '../plugin-api/index.ts';
import type { ObjectStore } from './store.ts';
import { type Placed, templatesIn } from './templates.ts';

type Pod = KindMap['Pod'];

export interface Holder extends Placed {
  readonly pods: Pod[];
  readonly deviating: Pod[];
  readonly changedAt?: string;
}

export type HoldersByUid = ReadonlyMap<string, Holder>;

export function collectHolders(store: ObjectStore, namespace: string): readonly Holder[] {
  const found = templatesIn((kind) => store.list(kind, namespace));
  return Array.from(found, (placed) => ({ ...placed, ...datedBy(placed, store), pods: [], deviating: [] }));
}

function datedBy({ kind, object }: Placed, store: ObjectStore): Pick<Holder, 'changedAt'> {
  const changedAt = isDated(kind) ? store.entry(kind, refOf(object))?.facts?.changedAt : undefined;
  return changedAt === undefined ? {} : { changedAt };
}

export function holdersByUid(holders: readonly Holder[]): HoldersByUid {
  const found = new Map<string, Holder>();
  for (const holder of holders) {
    const { uid } = holder.object.metadata;
    if (uid) found.set(uid, holder);
  }
  return found;
}

export function controllerOf(object: KubeObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((owner) => owner.controller === true);
}

/** The holder that made it; `undefined`: nobody did, or one that cannot be read. */
export function makerOf(object: KubeObject, byUid: HoldersByUid): Holder | undefined {
  return byUid.get(controllerOf(object)?.uid ?? '');
}

export type PodMaker = (pod: Pod) => Holder | undefined;

/** Its ReplicaSet, or, where those cannot be read, the Deployment that this one must be of. */
export function podMaker(holders: readonly Holder[], byUid: HoldersByUid): PodMaker {
  const deployments = new Map(
    holders.flatMap((holder) => (holder.kind === 'Deployment' ? [[holder.object.metadata.name, holder]] : [])),
  );
  return (pod) => makerOf(pod, byUid) ?? deploymentBehind(pod, deployments);
}

/** A Deployment names its ReplicaSets after itself and the hash of the template, which is a label of the pods as well. */
function deploymentBehind(pod: Pod, deployments: ReadonlyMap<string, Holder>): Holder | undefined {
  const { labels = {} } = pod.metadata;
  const hash = labels['pod-template-hash'];
  const owner = controllerOf(pod);
  if (hash === undefined || owner?.kind !== 'ReplicaSet' || !owner.name.endsWith(`-${hash}`)) return undefined;
  const found = deployments.get(owner.name.slice(0, -hash.length - 1));
  const { selector } = ((found?.object as KindMap['Deployment'] | undefined)?.spec ?? {}) as {
    selector?: LabelSelector;
  };
  return selector !== undefined && matchesLabels(selector, labels) ? found : undefined;
}

/** The last of those above a holder up to whom each equals the one below; itself where the way up comes round to it. */
export function topOf(
  holder: Holder,
  byUid: HoldersByUid,
  isSame: (holder: Holder, maker: Holder) => boolean = () => true,
): Holder {
  const seen = new Set<Holder>();
  let top = holder;
  for (;;) {
    if (seen.has(top)) return holder;
    seen.add(top);
    const maker = makerOf(top.object, byUid);
    if (maker === undefined || !isSame(top, maker)) return top;
    top = maker;
  }
}

export function replicasOf(object: KubeObject): number | undefined {
  return (object as KindMap['ReplicaSet']).spec?.replicas;
}

export function isFinishedJob(object: KubeObject): boolean {
  if (object.kind !== 'Job') return false;
  const conditions = (object as KindMap['Job']).status?.conditions ?? [];
  return conditions.some(({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True');
}

export function isFinishedPod(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}
