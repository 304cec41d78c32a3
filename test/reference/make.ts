/** Manifests of the reference cluster, as whoever installs them sends them. */
import { shortHash } from '../../src/kube/canonical.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [member: string]: Json };
export type Members = { readonly [member: string]: Json };

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly ownerReferences?: readonly Members[];
    readonly [member: string]: unknown;
  };
  readonly [member: string]: unknown;
}

/** `shop-de`, or '' for the whole cluster. */
export function object(apiVersion: string, kind: string, at: string, name: string, rest: Members = {}): Manifest {
  const { metadata = {}, ...members } = rest;
  const place = at === '' ? {} : { namespace: at };
  return { apiVersion, kind, metadata: { name, ...place, ...(metadata as Members) }, ...members };
}

/** In the form of a UUID, the same in every run. */
export function uidOf(...key: readonly string[]): string {
  const hash = shortHash(['reference', ...key], 32);
  return [8, 4, 4, 4, 12]
    .map((length, at, all) => {
      const start = all.slice(0, at).reduce((sum, each) => sum + each, 0);
      return hash.slice(start, start + length);
    })
    .join('-');
}

/** Text that looks like an own digest of a name. */
export function digestOf(name: string): string {
  return `sha256:${shortHash(['reference', name, 'a'], 32)}${shortHash(['reference', name, 'b'], 32)}`;
}

export function namespace(name: string, labels: Readonly<Record<string, string>> = {}): Manifest {
  return object('v1', 'Namespace', '', name, { metadata: { labels } });
}

/** Pod Security labels: one level for all modes that are named. */
export function levels(level: string, ...modes: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(modes.map((mode) => [`pod-security.kubernetes.io/${mode}`, level]));
}

export function account(at: string, name: string, annotations: Readonly<Record<string, string>> = {}): Manifest {
  return object('v1', 'ServiceAccount', at, name, { metadata: { annotations } });
}

interface ServiceOptions {
  readonly type?: string;
  readonly app?: string;
  readonly target?: number;
  readonly spec?: Members;
}

export function service(at: string, name: string, port: number, options: ServiceOptions = {}): Manifest {
  const { type = 'ClusterIP', app = name, target = port, spec = {} } = options;
  const ports = [{ name: 'main', port, targetPort: target, protocol: 'TCP' }];
  return object('v1', 'Service', at, name, { spec: { type, selector: { app }, ports, ...spec } });
}

interface IngressOptions {
  /** Name of the Secret. */
  readonly tls?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

export function ingress(
  at: string,
  name: string,
  to: readonly [string, number],
  host: string,
  options: IngressOptions = {},
) {
  const { tls, annotations = {} } = options;
  const backend = { service: { name: to[0], port: { number: to[1] } } };
  const rules = [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }];
  return object('networking.k8s.io/v1', 'Ingress', at, name, {
    metadata: { annotations },
    spec: {
      ingressClassName: 'nginx',
      rules,
      ...(tls === undefined ? {} : { tls: [{ hosts: [host], secretName: tls }] }),
    },
  });
}

/** Nobody's credential: its value says so. */
export function secret(at: string, name: string, keys: readonly string[], type = 'Opaque'): Manifest {
  const data = Object.fromEntries(keys.map((key) => [key, Buffer.from('not a real one').toString('base64')]));
  return object('v1', 'Secret', at, name, { type, data });
}

export function configMap(at: string, name: string, data: Readonly<Record<string, string>>): Manifest {
  return object('v1', 'ConfigMap', at, name, { data });
}

export function claim(at: string, name: string, storage: string): Manifest {
  return object('v1', 'PersistentVolumeClaim', at, name, {
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'gp3', resources: { requests: { storage } } },
  });
}

export function disruptionBudget(at: string, app: string): Manifest {
  return object('policy/v1', 'PodDisruptionBudget', at, app, {
    spec: { maxUnavailable: 1, selector: { matchLabels: { app } } },
  });
}

export function autoscaler(at: string, name: string, most: number): Manifest {
  const metrics = [
    { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
  ];
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name };
  return object('autoscaling/v2', 'HorizontalPodAutoscaler', at, name, {
    spec: { scaleTargetRef, minReplicas: 2, maxReplicas: most, metrics },
  });
}

/** The object that an operator made another one for. */
export function ownedBy(owner: Manifest): Members {
  const { apiVersion, kind, metadata } = owner;
  const uid = uidOf(kind, metadata.namespace ?? '', metadata.name);
  return { apiVersion, kind, name: metadata.name, uid, controller: true, blockOwnerDeletion: true };
}

export function withOwner(owner: Manifest, made: Manifest): Manifest {
  return { ...made, metadata: { ...made.metadata, ownerReferences: [ownedBy(owner)] } };
}
