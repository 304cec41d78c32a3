/** Workloads made of holders and of pods. */
import { refOf } from '../kube/refs.ts';
import type { FieldPath, Kind, KindMap, KubeObject, ObjectRef, TemplateAccess, Workload } from '../plugin-api/index.ts';
import { controllerOf, type Holder } from './holders.ts';
import { podProjection } from './projection.ts';
import { sameItems } from './same.ts';
import { containersOf, type Template } from './templates.ts';

type Pod = KindMap['Pod'];

function accessOf(kind: Kind): TemplateAccess {
  if (kind === 'Job') return 'recreate';
  return kind === 'CustomWorkload' ? 'none' : 'template';
}

interface Made {
  readonly pods: readonly Pod[];
  readonly deviating: readonly Pod[];
  readonly workloads: readonly Workload[];
}

const made = new WeakMap<KubeObject, Made>();

/** The same workloads again for the same object with the same pods. */
export function fromHolder(holder: Holder): readonly Workload[] {
  // An object of an unknown kind may hold several templates.
  if (holder.kind === 'CustomWorkload') return madeFrom(holder);
  const { object, pods, deviating } = holder;
  const known = made.get(object);
  if (known !== undefined && sameItems(known.pods, pods) && sameItems(known.deviating, deviating))
    return known.workloads;
  const workloads = madeFrom(holder);
  made.set(object, { pods, deviating, workloads });
  return workloads;
}

function madeFrom(holder: Holder): readonly Workload[] {
  const ref = refOf(holder.object);
  const path: FieldPath = [...holder.path, 'spec'];
  const { changedAt } = holder;
  const undated = workload(ref, holder.object, holder.template, path, holder.pods, accessOf(holder.kind));
  const own = changedAt === undefined ? undated : { ...undated, changedAt };
  return [own, ...groupPods(holder.deviating).map((pods) => podWorkload(pods, 'none', ref))];
}

/** Bare pods; pods of an owner that is not known are one workload named after that owner. */
export function fromBarePods(pods: readonly Pod[]): readonly Workload[] {
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
  return [...Map.groupBy(sorted, (pod) => podProjection(pod)).values()];
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
