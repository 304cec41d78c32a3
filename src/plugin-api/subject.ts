/** What one evaluation of a check looks at. */
import type { V1Container, V1PodSpec, V1PolicyRule } from '@kubernetes/client-node';
import type { CustomObject, Kind, KindMap, KubeObject, ObjectRef, Raw, ResourceName } from './kube.ts';
import type { FieldPath } from './path.ts';

export interface Container {
  readonly name: string;
  readonly role: 'app' | 'init' | 'ephemeral';
  readonly spec: Raw<V1Container>;
  /** From the root of the workload's object: `['spec','template','spec','containers',{key:'name',is:'api'}]`. */
  readonly path: FieldPath;
}

/**
 * How the pod template of a workload can be changed. `template`: patch it and the owner rolls out, or edit its manifest.
 * `recreate`: the template is immutable (bare Pod, Job on a cluster). `none`: nothing here may change it (mirror pod,
 * template of an unknown owner).
 */
export type TemplateAccess = 'template' | 'recreate' | 'none';

/**
 * The topmost owner of pods, or a bare pod: one view for Pod, Deployment, Job, CronJob and the rest. A pod whose
 * security fields differ from its template is a Workload of its own with `deviatesFrom` set.
 */
export interface Workload {
  readonly ref: ObjectRef;
  readonly object: KubeObject;
  readonly pod: Raw<V1PodSpec>;
  /** Labels and annotations of the pods: of the template, or of the bare pod. */
  readonly podLabels: Readonly<Record<string, string>>;
  readonly podAnnotations: Readonly<Record<string, string>>;
  /** Path of the pod spec in the object: `['spec','template','spec']`; `['spec']` for a bare pod. */
  readonly podPath: FieldPath;
  /** Init, app, ephemeral: the order in which Pod Security visits them. */
  readonly containers: readonly Container[];
  /** Pods of this workload that are neither Succeeded nor Failed. Empty in files. */
  readonly pods: readonly KindMap['Pod'][];
  readonly access: TemplateAccess;
  /**
   * When the object was last changed, its status aside: of StatefulSets, DaemonSets and CronJobs, whose controllers tell by
   * events alone that admission refuses their pods. A field that was only taken away may leave no time.
   */
  readonly changedAt?: string;
  readonly deviatesFrom?: ObjectRef;
}

/** A namespace; `object` is absent when it is only referred to (files). */
export interface NamespaceSubject {
  readonly ref: ObjectRef;
  readonly name: string;
  readonly object?: KindMap['Namespace'];
}

export interface RoleSubject {
  readonly ref: ObjectRef;
  readonly object: KindMap['Role'] | KindMap['ClusterRole'];
  readonly rules: readonly Raw<V1PolicyRule>[];
  /** Bootstrapping default, `system:` or provider role: never changed automatically. */
  readonly isProtected: boolean;
}

export interface BindingSubject {
  readonly ref: ObjectRef;
  readonly object: KindMap['RoleBinding'] | KindMap['ClusterRoleBinding'];
  readonly isProtected: boolean;
}

export interface ClusterSubject {
  readonly ref: ObjectRef;
  readonly context: string;
}

/** One object of a kind without a view of its own. */
export interface ObjectSubject<O extends KubeObject = KubeObject> {
  readonly ref: ObjectRef;
  readonly object: O;
}

/** Views joined from several kinds, or with more to them than the object. */
export interface JoinedSubjects {
  Workload: Workload;
  Namespace: NamespaceSubject;
  /** Roles and ClusterRoles. */
  Role: RoleSubject;
  /** RoleBindings and ClusterRoleBindings. */
  Binding: BindingSubject;
  Cluster: ClusterSubject;
}
export type JoinedKind = keyof JoinedSubjects;

/** Any kind can be a subject; a custom resource as kubectl names it: `externalsecrets.external-secrets.io`. */
export type SubjectKind = JoinedKind | Exclude<Kind, JoinedKind> | ResourceName;
export type SubjectOf<S extends SubjectKind> = S extends JoinedKind
  ? JoinedSubjects[S]
  : S extends Kind
    ? ObjectSubject<KindMap[S]>
    : ObjectSubject<CustomObject>;
export type Subject = JoinedSubjects[JoinedKind] | ObjectSubject;
