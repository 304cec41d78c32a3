import { refKey, refOf } from '../model/kinds.ts';
import type {
  FieldPath,
  Kind,
  KindMap,
  KubeObject,
  ObjectRef,
  OwnerReference,
  TemplateAccess,
  Workload,
} from '../plugin-api/index.ts';
import { securityProjection } from './projection.ts';
import type { ObjectStore } from './store.ts';
import { containersOf, TEMPLATE_PATHS, type Template, templateOf } from './templates.ts';

type Pod = KindMap['Pod'];

interface Holder {
  readonly kind: Kind;
  readonly object: KubeObject;
  readonly template: Template;
  readonly path: FieldPath;
  readonly pods: Pod[];
  readonly deviating: Pod[];
}

export function buildWorkloads(store: ObjectStore, namespace: string): readonly Workload[] {
  const holders = collectHolders(store, namespace);
  const byUid = new Map(
    holders.flatMap((holder) => (holder.object.metadata.uid ? [[holder.object.metadata.uid, holder]] : [])),
  );
  const bare: Pod[] = [];
  for (const pod of store.list('Pod', namespace)) {
    if (isFinishedPod(pod)) continue;
    const direct = byUid.get(controllerOf(pod)?.uid ?? '');
    if (direct === undefined) bare.push(pod);
    else placePod(pod, direct, topOf(direct, byUid));
  }
  const owned = holders.filter((holder) => isTop(holder, byUid)).flatMap((holder) => fromHolder(holder));
  return [...owned, ...fromBarePods(bare)].sort((left, right) => (refKey(left.ref) < refKey(right.ref) ? -1 : 1));
}

function collectHolders(store: ObjectStore, namespace: string): readonly Holder[] {
  const holders: Holder[] = [];
  for (const [kind, path] of TEMPLATE_PATHS) {
    for (const object of store.list(kind, namespace)) {
      const template = templateOf(object, path);
      if (template?.spec === undefined) continue;
      holders.push({ kind, object, template, path, pods: [], deviating: [] });
    }
  }
  return holders;
}

export function controllerOf(object: KubeObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((owner) => owner.controller === true);
}

function topOf(holder: Holder, byUid: ReadonlyMap<string, Holder>): Holder {
  let top = holder;
  for (let steps = 0; steps < 10; steps++) {
    const parent = byUid.get(controllerOf(top.object)?.uid ?? '');
    if (parent === undefined || parent === top) return top;
    top = parent;
  }
  return top;
}

function isTop(holder: Holder, byUid: ReadonlyMap<string, Holder>): boolean {
  const controller = controllerOf(holder.object);
  if (controller !== undefined && byUid.has(controller.uid)) return false;
  if (isFinishedJob(holder.object)) return false;
  // An old revision of an owner that cannot be read starts no pod.
  return controller === undefined || holder.pods.length > 0 || replicasOf(holder.object) !== 0;
}

function replicasOf(object: KubeObject): number | undefined {
  return (object as KindMap['ReplicaSet']).spec?.replicas;
}

function isFinishedJob(object: KubeObject): boolean {
  if (object.kind !== 'Job') return false;
  const conditions = (object as KindMap['Job']).status?.conditions ?? [];
  return conditions.some(({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True');
}

export function isFinishedPod(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

const podProjections = new WeakMap<object, string>();
const templateProjections = new WeakMap<object, string>();

function projectionOf(
  cache: WeakMap<object, string>,
  holder: { readonly spec?: Template['spec']; readonly metadata?: Template['metadata'] },
): string {
  const known = cache.get(holder);
  if (known !== undefined) return known;
  const made = holder.spec === undefined ? '' : securityProjection(holder.spec, holder.metadata?.annotations ?? {});
  cache.set(holder, made);
  return made;
}

/** A pod is compared with the template of its direct owner: a pod of an older revision is no deviation. */
function placePod(pod: Pod, direct: Holder, top: Holder): void {
  const same = projectionOf(podProjections, pod as Template) === projectionOf(templateProjections, direct.template);
  if (same || isRollingOut(direct.object)) top.pods.push(pod);
  else top.deviating.push(pod);
}

/** StatefulSets and DaemonSets keep pods of the older template while they roll out. */
function isRollingOut(object: KubeObject): boolean {
  if (object.kind !== 'StatefulSet' && object.kind !== 'DaemonSet') return false;
  const { metadata, status } = object as KindMap['StatefulSet'] & { metadata: { generation?: number } };
  if (metadata.generation !== undefined && (status?.observedGeneration ?? 0) < metadata.generation) return true;
  const daemon = (object as KindMap['DaemonSet']).status;
  if (object.kind === 'DaemonSet') return (daemon?.updatedNumberScheduled ?? 0) < (daemon?.desiredNumberScheduled ?? 0);
  return (status?.updatedReplicas ?? 0) < (status?.replicas ?? 0);
}

function accessOf(kind: Kind): TemplateAccess {
  if (kind === 'Job') return 'recreate';
  return kind === 'CustomWorkload' ? 'none' : 'template';
}

function fromHolder(holder: Holder): readonly Workload[] {
  const ref = refOf(holder.object);
  const path: FieldPath = [...holder.path, 'spec'];
  const own = workload(ref, holder.object, holder.template, path, holder.pods, accessOf(holder.kind));
  return [own, ...groupPods(holder.deviating).map((pods) => podWorkload(pods, 'none', ref))];
}

/** Bare pods; pods of an owner that is not known are one workload named after that owner. */
function fromBarePods(pods: readonly Pod[]): readonly Workload[] {
  const found: Workload[] = [];
  const byOwner = Map.groupBy(pods, (pod) => {
    const owner = controllerOf(pod);
    return owner === undefined || owner.kind === 'Node' ? '' : owner.uid;
  });
  for (const [owner, members] of byOwner) {
    if (owner === '') {
      for (const pod of members) found.push(podWorkload([pod], isMirrorPod(pod) ? 'none' : 'recreate'));
      continue;
    }
    const [first, ...others] = groupPods(members);
    if (first === undefined) continue;
    const named = unknownOwner(first);
    found.push(named, ...others.map((group) => podWorkload(group, 'none', named.ref)));
  }
  return found;
}

function unknownOwner(pods: readonly Pod[]): Workload {
  const made = podWorkload(pods, 'none');
  const owner = pods[0] === undefined ? undefined : controllerOf(pods[0]);
  if (owner === undefined) return made;
  const { apiVersion, kind, name } = owner;
  const namespace = made.ref.namespace;
  return { ...made, ref: { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name } };
}

/** Pods with equal security fields together, each group and the groups by the first name. */
function groupPods(pods: readonly Pod[]): readonly (readonly Pod[])[] {
  const sorted = pods.toSorted((left, right) => (left.metadata.name < right.metadata.name ? -1 : 1));
  return [...Map.groupBy(sorted, (pod) => projectionOf(podProjections, pod as Template)).values()];
}

function podWorkload(pods: readonly Pod[], access: TemplateAccess, deviatesFrom?: ObjectRef): Workload {
  const [first] = pods;
  if (first === undefined) throw new RangeError('a workload of pods needs a pod');
  const made = workload(refOf(first), first, first as Template, ['spec'], pods, access);
  return deviatesFrom === undefined ? made : { ...made, deviatesFrom };
}

export function isMirrorPod(pod: KubeObject): boolean {
  return pod.metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined;
}

function workload(
  ref: ObjectRef,
  object: KubeObject,
  template: Template,
  podPath: FieldPath,
  pods: readonly Pod[],
  access: TemplateAccess,
): Workload {
  const spec = template.spec ?? { containers: [] };
  return {
    ref,
    object,
    pod: spec,
    podLabels: template.metadata?.labels ?? {},
    podAnnotations: template.metadata?.annotations ?? {},
    podPath,
    containers: containersOf(spec, podPath),
    pods,
    access,
  };
}
