/** Kubernetes objects as they are on the wire: plain, deeply read-only JSON. */
import type { TypedKinds } from './kinds.generated.ts';

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

/** An object of a client type after a source's decoder. */
export type Stored<T> = Omit<Raw<T>, 'apiVersion' | 'kind' | 'metadata'> & KubeObject;

export type { TypedKinds } from './kinds.generated.ts';

/**
 * The kinds that a check may read. `CustomWorkload` stands for an object of a kind unknown here that carries pod
 * templates, wherever they stand in it.
 */
export interface KindMap extends Omit<TypedKinds, 'ConfigMap' | 'Secret'> {
  CustomWorkload: KubeObject;
  ConfigMap: KeptConfigMap;
  Secret: SecretNames;
}

/** What a text looked like that was given in clear and is not kept: never a character of it. */
export interface Literal {
  /** The shape or the name that speaks for a credential: "AWS access key id", "a name like a credential's". */
  readonly rule: string;
  /** By its shape; else only the name speaks. */
  readonly isShape: boolean;
  /** In characters. */
  readonly length: number;
}

/** A ConfigMap: its keys, and what their values looked like. */
export interface KeptConfigMap extends KubeObject {
  /** Values that components of clusters read and that are known to hold no credential; of all others ''. */
  readonly data?: Readonly<Record<string, string>>;
  readonly literals?: readonly (Literal & {
    readonly key: string;
    /** Of the setting inside a file: `spring.datasource.password`. */
    readonly name?: string;
  })[];
}

/** A Secret by its metadata. */
export interface SecretNames extends KubeObject {
  readonly keys: readonly string[];
  /** Only manifests tell: the metadata of the API server has none. */
  readonly type?: string;
  /** When data was last set, as far as field managers tell. RFC 3339. */
  readonly dataSetAt?: string;
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
  /** Of manifests that define it more than once: which of the copies, by its file. */
  readonly file?: string;
}
