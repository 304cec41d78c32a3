/** Workloads of the reference cluster. */
import { type Manifest, type Members, object } from './make.ts';

export interface Shape {
  readonly image: string;
  /** Of the container; absent: that of the workload. */
  readonly name?: string;
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Variables from a Secret: `DB_PASSWORD: crm-db/password`. */
  readonly secretEnv?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly command?: readonly string[];
  readonly security?: Members;
  /** Volume by where it is mounted: `emptyDir`, `claim:NAME`, `host:/PATH`, `config:NAME`, `secret:NAME`. */
  readonly mounts?: Readonly<Record<string, string>>;
  /** Nobody has set any. */
  readonly hasNoResources?: boolean;
  readonly probe?: string;
}

export interface WorkloadOptions {
  readonly kind?: 'Deployment' | 'StatefulSet' | 'DaemonSet';
  readonly account?: string;
  readonly replicas?: number;
  readonly init?: readonly Shape[];
  readonly beside?: readonly Shape[];
  /** Of the pod. */
  readonly security?: Members;
  readonly pod?: Members;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
}

/** What careful teams set: the container part of the level restricted. */
export const CONFINED: Members = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};
export const NON_ROOT: Members = { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } };
export const PRIVILEGED: Members = { privileged: true };

interface Mounted {
  readonly name: string;
  readonly path: string;
  readonly volume: Members;
}

const volumeName = (what: string): string =>
  what
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);

function mountedOf([path, what]: readonly [string, string]): Mounted {
  const [kind = '', rest = ''] = what.split(/:(.*)/);
  const name = volumeName(rest === '' ? path : what);
  switch (kind) {
    case 'claim':
      return { name, path, volume: { name, persistentVolumeClaim: { claimName: rest } } };
    case 'host':
      return { name, path, volume: { name, hostPath: { path: rest } } };
    case 'config':
      return { name, path, volume: { name, configMap: { name: rest } } };
    case 'secret':
      return { name, path, volume: { name, secret: { secretName: rest } } };
    default:
      return { name, path, volume: { name, emptyDir: {} } };
  }
}

const mountsOf = ({ mounts = {} }: Shape): readonly Mounted[] => Object.entries(mounts).map(mountedOf);

function envOf({ env = {}, secretEnv = {} }: Shape): Members {
  const plain = Object.entries(env).map(([name, value]) => ({ name, value }));
  const kept = Object.entries(secretEnv).map(([name, from]) => {
    const [secret = '', key = ''] = from.split('/');
    return { name, valueFrom: { secretKeyRef: { name: secret, key } } };
  });
  return plain.length + kept.length === 0 ? {} : { env: [...plain, ...kept] };
}

function probesOf({ probe: path, port }: Shape): Members {
  if (path === undefined || port === undefined) return {};
  const probe = { httpGet: { path, port } };
  return { readinessProbe: probe, livenessProbe: probe };
}

function container(shape: Shape, fallback: string): Members {
  const { image, name = fallback, port, args, command, security, hasNoResources = false } = shape;
  const mounts = mountsOf(shape).map(({ name: volume, path }) => ({ name: volume, mountPath: path }));
  return {
    name,
    image,
    ...(command === undefined ? {} : { command }),
    ...(args === undefined ? {} : { args }),
    ...(port === undefined ? {} : { ports: [{ name: 'main', containerPort: port, protocol: 'TCP' }] }),
    ...envOf(shape),
    ...probesOf(shape),
    ...(hasNoResources
      ? {}
      : { resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } } }),
    ...(mounts.length === 0 ? {} : { volumeMounts: mounts }),
    ...(security === undefined ? {} : { securityContext: security }),
  };
}

export function podSpec(name: string, shape: Shape, options: WorkloadOptions = {}): Members {
  const { account, init = [], beside = [], security, pod = {} } = options;
  const volumes = new Map([shape, ...beside, ...init].flatMap(mountsOf).map((each) => [each.name, each.volume]));
  return {
    ...(init.length === 0 ? {} : { initContainers: init.map((each, at) => container(each, `init-${at}`)) }),
    containers: [container(shape, name), ...beside.map((each, at) => container(each, `side-${at}`))],
    ...(volumes.size === 0 ? {} : { volumes: [...volumes.values()] }),
    ...(account === undefined ? {} : { serviceAccountName: account }),
    ...(security === undefined ? {} : { securityContext: security }),
    ...pod,
  };
}

function templateOf(name: string, shape: Shape, options: WorkloadOptions): Members {
  const { annotations, podLabels = {} } = options;
  const metadata = { labels: { app: name, ...podLabels }, ...(annotations === undefined ? {} : { annotations }) };
  return { metadata, spec: podSpec(name, shape, options) };
}

export function workload(at: string, name: string, shape: Shape, options: WorkloadOptions = {}): Manifest {
  const { kind = 'Deployment', replicas = 2, labels = {} } = options;
  return object('apps/v1', kind, at, name, {
    metadata: { labels: { app: name, ...labels } },
    spec: {
      ...(kind === 'DaemonSet' ? {} : { replicas }),
      ...(kind === 'StatefulSet' ? { serviceName: name } : {}),
      selector: { matchLabels: { app: name } },
      template: templateOf(name, shape, options),
    },
  });
}

export function cronJob(
  at: string,
  name: string,
  schedule: string,
  shape: Shape,
  options: WorkloadOptions = {},
): Manifest {
  const restarting = { ...options, pod: { restartPolicy: 'OnFailure', ...options.pod } };
  const jobTemplate = { spec: { backoffLimit: 2, template: templateOf(name, shape, restarting) } };
  return object('batch/v1', 'CronJob', at, name, {
    spec: { schedule, concurrencyPolicy: 'Forbid', successfulJobsHistoryLimit: 1, jobTemplate },
  });
}

export function barePod(at: string, name: string, shape: Shape, options: WorkloadOptions = {}): Manifest {
  return object('v1', 'Pod', at, name, {
    metadata: { labels: { app: name, ...options.podLabels } },
    spec: podSpec(name, shape, options),
  });
}
