/** Workloads of the sample. */
import type { Json, JsonObject } from '../../plugin-api/index.ts';
import { type MetaOptions, object, type Stored } from './make.ts';

export interface ContainerOptions {
  readonly ports?: readonly number[];
  readonly env?: Readonly<Record<string, string>>;
  readonly security?: JsonObject;
  /** Mount path by volume name. */
  readonly mounts?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly command?: readonly string[];
}

export function container(name: string, image: string, options: ContainerOptions = {}): JsonObject {
  const { ports, env, security, mounts, args, command } = options;
  return {
    name,
    image,
    imagePullPolicy: 'IfNotPresent',
    ...(command === undefined ? {} : { command }),
    ...(args === undefined ? {} : { args }),
    ...(ports === undefined ? {} : { ports: ports.map((port) => ({ containerPort: port, protocol: 'TCP' })) }),
    ...(env === undefined ? {} : { env: Object.entries(env).map(([key, value]) => ({ name: key, value })) }),
    ...(mounts === undefined
      ? {}
      : { volumeMounts: Object.entries(mounts).map(([volume, mountPath]) => ({ name: volume, mountPath })) }),
    ...(security === undefined ? {} : { securityContext: security }),
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  };
}

export interface PodOptions {
  readonly init?: readonly JsonObject[];
  readonly volumes?: readonly JsonObject[];
  readonly account?: string;
  readonly security?: JsonObject;
  /** Members of the pod spec that are written as they are. */
  readonly spec?: JsonObject;
}

export function podSpec(containers: readonly JsonObject[], options: PodOptions = {}): JsonObject {
  const { init, volumes, account, security, spec } = options;
  return {
    ...(init === undefined ? {} : { initContainers: init }),
    containers,
    ...(volumes === undefined ? {} : { volumes }),
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    ...(account === undefined ? {} : { serviceAccountName: account, serviceAccount: account }),
    securityContext: security ?? {},
    schedulerName: 'default-scheduler',
    ...spec,
  };
}

export interface WorkloadOptions extends PodOptions, MetaOptions {
  readonly namespace: string;
  readonly replicas?: number;
  /** Of the pods, and what selects them; the name of the workload without it. */
  readonly podLabels?: Readonly<Record<string, string>>;
}
type Controller = 'Deployment' | 'StatefulSet' | 'DaemonSet';

export function controller(
  kind: Controller,
  name: string,
  containers: readonly JsonObject[],
  options: WorkloadOptions,
): Stored {
  const labels = options.podLabels ?? { app: name };
  const replicas = options.replicas ?? 1;
  const spec: Record<string, Json> = {
    ...(kind === 'DaemonSet' ? {} : { replicas }),
    ...(kind === 'StatefulSet' ? { serviceName: name } : {}),
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: podSpec(containers, options) },
  };
  return object(
    kind,
    name,
    { ...options, labels: { ...labels, ...options.labels } },
    { spec, status: statusOf(kind, replicas) },
  );
}

function statusOf(kind: Controller, replicas: number): JsonObject {
  if (kind === 'DaemonSet')
    return {
      observedGeneration: 1,
      desiredNumberScheduled: replicas,
      currentNumberScheduled: replicas,
      updatedNumberScheduled: replicas,
      numberReady: replicas,
      numberAvailable: replicas,
    };
  return {
    observedGeneration: 1,
    replicas,
    readyReplicas: replicas,
    updatedReplicas: replicas,
    availableReplicas: replicas,
  };
}

export function deployment(name: string, containers: readonly JsonObject[], options: WorkloadOptions): Stored {
  return controller('Deployment', name, containers, options);
}

export function cronJob(
  name: string,
  schedule: string,
  containers: readonly JsonObject[],
  options: WorkloadOptions,
): Stored {
  const template = {
    metadata: { labels: { app: name } },
    spec: { ...podSpec(containers, options), restartPolicy: 'OnFailure' },
  };
  const spec = { schedule, concurrencyPolicy: 'Forbid', suspend: false, jobTemplate: { spec: { template } } };
  return object('CronJob', name, options, { spec: spec as JsonObject, status: {} });
}

export function job(name: string, containers: readonly JsonObject[], options: WorkloadOptions): Stored {
  const template = {
    metadata: { labels: { app: name } },
    spec: { ...podSpec(containers, options), restartPolicy: 'Never' },
  };
  return object('Job', name, options, {
    spec: { parallelism: 1, completions: 1, backoffLimit: 3, template } as JsonObject,
    status: { succeeded: 1, conditions: [{ type: 'Complete', status: 'True' }] },
  });
}

export function barePod(name: string, containers: readonly JsonObject[], options: WorkloadOptions): Stored {
  const labels = { app: name, ...options.labels };
  return object(
    'Pod',
    name,
    { ...options, labels },
    { spec: { ...podSpec(containers, options), nodeName: 'worker-1' } },
  );
}
