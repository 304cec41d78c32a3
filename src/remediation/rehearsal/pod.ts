/** The pod that an object makes, as it is sent to be tried. Pure. */
import { KINDS, kindOf } from '../../kube/kinds.ts';
import { isJsonObject, valueAt } from '../../kube/path.ts';
import type { FieldPath, Json, JsonObject, KubeObject, ObjectRef } from '../../plugin-api/index.ts';
import type { PodSource } from '../context.ts';

/** Of a pod that was made: what only a scheduler, a kubelet or admission sets, and what no new pod may have. */
const NOT_NEW: ReadonlySet<string> = new Set(['nodeName', 'ephemeralContainers', 'priority', 'preemptionPolicy']);
/** Room for the letters that the server adds. */
const LONGEST_PREFIX = 50;

/** Labels that controllers give to the pods that they make: selectors may ask for them. */
const GIVEN: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['pod-template-hash'],
  ReplicaSet: ['pod-template-hash'],
  StatefulSet: ['controller-revision-hash', 'statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index'],
  DaemonSet: ['controller-revision-hash', 'pod-template-generation'],
  CronJob: ['controller-uid', 'job-name', 'batch.kubernetes.io/controller-uid', 'batch.kubernetes.io/job-name'],
};

/** `undefined`: there is no template, or the object is a static pod's mirror, which no admission holds back. */
export function podFrom(object: KubeObject, { ref, path }: PodSource): JsonObject | undefined {
  const isPod = path.length === 0;
  const template = valueAt(object, path);
  if (!isJsonObject(template) || !isJsonObject(template.spec)) return undefined;
  const { labels, annotations } = isJsonObject(template.metadata) ? template.metadata : {};
  if (isJsonObject(annotations) && annotations['kubernetes.io/config.mirror'] !== undefined) return undefined;
  const spec = isPod ? without(template.spec, NOT_NEW) : template.spec;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: `${ref.name.slice(0, LONGEST_PREFIX)}-`,
      labels: { ...given(ref.kind), ...(isJsonObject(labels) ? labels : {}) },
      ...(isJsonObject(annotations) ? { annotations } : {}),
    },
    spec,
  };
}

function given(kind: string): JsonObject {
  return Object.fromEntries((GIVEN[kind] ?? []).map((key) => [key, '0']));
}

function without(object: JsonObject, names: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.has(name))) as JsonObject;
}

/** Where the kind of the object keeps its pod template. */
export function templateOf({ apiVersion, kind }: ObjectRef): FieldPath | undefined {
  const known = kindOf(apiVersion, kind);
  return known === undefined ? undefined : KINDS[known].template;
}

export function isWithin(path: FieldPath, root: FieldPath): boolean {
  return root.every((element, index) => path[index] === element);
}

/** What tells a pod from another for admission: its name does not. */
export function withoutName(pod: JsonObject): Json {
  const { generateName: _, ...metadata } = isJsonObject(pod.metadata) ? pod.metadata : {};
  return { ...pod, metadata } as Json;
}
