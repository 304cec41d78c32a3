/** What the API calls each kind: the one table behind listing, writing, naming and joining. */
import type { Change, Kind, KubeObject, ObjectRef, ResourceName } from '../plugin-api/index.ts';

export interface KindInfo {
  readonly kind: string;
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

function info(kind: string, group: string, version: string, plural: string, namespaced = true): KindInfo {
  return { kind, group, version, plural, namespaced };
}

const RBAC = 'rbac.authorization.k8s.io';

/** `CustomWorkload` has no resource of its own: sources that meet such objects name them by their own kind. */
export const KINDS: Readonly<Record<Exclude<Kind, 'CustomWorkload'>, KindInfo>> = {
  Namespace: info('Namespace', '', 'v1', 'namespaces', false),
  Node: info('Node', '', 'v1', 'nodes', false),
  Pod: info('Pod', '', 'v1', 'pods'),
  ServiceAccount: info('ServiceAccount', '', 'v1', 'serviceaccounts'),
  Service: info('Service', '', 'v1', 'services'),
  ReplicationController: info('ReplicationController', '', 'v1', 'replicationcontrollers'),
  PodTemplate: info('PodTemplate', '', 'v1', 'podtemplates'),
  Deployment: info('Deployment', 'apps', 'v1', 'deployments'),
  ReplicaSet: info('ReplicaSet', 'apps', 'v1', 'replicasets'),
  StatefulSet: info('StatefulSet', 'apps', 'v1', 'statefulsets'),
  DaemonSet: info('DaemonSet', 'apps', 'v1', 'daemonsets'),
  Job: info('Job', 'batch', 'v1', 'jobs'),
  CronJob: info('CronJob', 'batch', 'v1', 'cronjobs'),
  NetworkPolicy: info('NetworkPolicy', 'networking.k8s.io', 'v1', 'networkpolicies'),
  Ingress: info('Ingress', 'networking.k8s.io', 'v1', 'ingresses'),
  Role: info('Role', RBAC, 'v1', 'roles'),
  RoleBinding: info('RoleBinding', RBAC, 'v1', 'rolebindings'),
  ClusterRole: info('ClusterRole', RBAC, 'v1', 'clusterroles', false),
  ClusterRoleBinding: info('ClusterRoleBinding', RBAC, 'v1', 'clusterrolebindings', false),
};

export function apiVersionOf(kind: KindInfo): string {
  return kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
}

/** The kind of an object by its group and kind; the served version does not matter for identity. */
export function kindOf(apiVersion: string, kind: string): Exclude<Kind, 'CustomWorkload'> | undefined {
  if (!Object.hasOwn(KINDS, kind)) return undefined;
  const found = kind as Exclude<Kind, 'CustomWorkload'>;
  return KINDS[found].group === groupOf(apiVersion) ? found : undefined;
}

/** '' for the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** `externalsecrets.external-secrets.io`; names of kinds hold no dot. */
export function isResourceName(kind: string): kind is ResourceName {
  return kind.includes('.');
}

export function refOf(object: KubeObject): ObjectRef {
  const { name, namespace } = object.metadata;
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    ...(namespace === undefined ? {} : { namespace }),
    name,
  };
}

/** The object that a change is about, there already or to be created. */
export function refOfChange(change: Change): ObjectRef {
  // An object to be created carries a name like any other: checks are held to it by their fixtures.
  return change.op === 'ensure' ? refOf(change.object as unknown as KubeObject) : change.target;
}

/** Identity of an object within one cluster, independent of the served version: `apps/Deployment/shop/api`. */
export function refKey(ref: ObjectRef): string {
  const group = groupOf(ref.apiVersion);
  return `${group}/${ref.kind}/${ref.namespace ?? ''}/${ref.name}`;
}

/** As kubectl names a resource in result lines: `deployment.apps/api`, `namespace/shop`. */
export function resourceName(ref: ObjectRef): string {
  const group = groupOf(ref.apiVersion);
  return `${ref.kind.toLowerCase()}${group === '' ? '' : `.${group}`}/${ref.name}`;
}
