/** Kubernetes objects as they are on the wire: plain, deeply read-only JSON. */
import type {
  V1ClusterRole,
  V1ClusterRoleBinding,
  V1CronJob,
  V1DaemonSet,
  V1Deployment,
  V1Ingress,
  V1Job,
  V1Namespace,
  V1NetworkPolicy,
  V1Node,
  V1Pod,
  V1PodTemplate,
  V1ReplicaSet,
  V1ReplicationController,
  V1Role,
  V1RoleBinding,
  V1Service,
  V1ServiceAccount,
  V1StatefulSet,
} from '@kubernetes/client-node';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** A generated client type as the server sends it: deeply read-only, dates as strings. */
export type Raw<T> = T extends Date
  ? string
  : T extends (infer U)[]
    ? readonly Raw<U>[]
    : T extends object
      ? { readonly [K in keyof T]: Raw<T[K]> }
      : T;

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
}

export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly generateName?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly OwnerReference[];
}

/** Any object that passed a source's decoder: type, name and metadata are there, the rest is what its kind says. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

type Stored<T> = Omit<Raw<T>, 'apiVersion' | 'kind' | 'metadata'> & KubeObject;

/**
 * The kinds that a check may read. `CustomWorkload` stands for an object of a kind unknown here that carries pod
 * templates, wherever they stand in it.
 */
export interface KindMap {
  Namespace: Stored<V1Namespace>;
  Node: Stored<V1Node>;
  Pod: Stored<V1Pod>;
  ServiceAccount: Stored<V1ServiceAccount>;
  Service: Stored<V1Service>;
  ReplicationController: Stored<V1ReplicationController>;
  PodTemplate: Stored<V1PodTemplate>;
  Deployment: Stored<V1Deployment>;
  ReplicaSet: Stored<V1ReplicaSet>;
  StatefulSet: Stored<V1StatefulSet>;
  DaemonSet: Stored<V1DaemonSet>;
  Job: Stored<V1Job>;
  CronJob: Stored<V1CronJob>;
  NetworkPolicy: Stored<V1NetworkPolicy>;
  Ingress: Stored<V1Ingress>;
  Role: Stored<V1Role>;
  RoleBinding: Stored<V1RoleBinding>;
  ClusterRole: Stored<V1ClusterRole>;
  ClusterRoleBinding: Stored<V1ClusterRoleBinding>;
  CustomWorkload: KubeObject;
}
export type Kind = keyof KindMap;

/**
 * A resource that is not in the table of kinds, as kubectl names it: resource and group, such as
 * `externalsecrets.external-secrets.io`.
 */
export type ResourceName = `${string}.${string}`;

export type StoredKind = Kind | ResourceName;

/** An object of such a resource: of its members only what a read keeps. */
export type CustomObject = KubeObject & { readonly [member: string]: unknown };

/** Names one object. `namespace` is absent for cluster-scoped kinds. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}
