/** References to objects: taken from objects, compared, and named. */
import type { Change, KubeObject, ObjectRef } from '../plugin-api/index.ts';
import { fileOfCopy } from './copies.ts';
import { groupOf } from './kinds.ts';
import { knownNamespace } from './unplaced.ts';

export function refOf(object: KubeObject): ObjectRef {
  const { name, namespace } = object.metadata;
  const { apiVersion, kind } = object;
  const file = fileOfCopy(object);
  const ref = namespace === undefined ? { apiVersion, kind, name } : { apiVersion, kind, namespace, name };
  return file === undefined ? ref : { ...ref, file };
}

/** The object that a change is about, there already or to be created. */
export function refOfChange(change: Change): ObjectRef {
  // An object to be created carries a name like any other: checks are held to it by their fixtures.
  return change.op === 'ensure' ? refOf(change.object as unknown as KubeObject) : change.target;
}

/** Identity of an object within one cluster, independent of the served version: `apps/Deployment/shop/api`. */
export function refKey(ref: ObjectRef): string {
  const key = `${groupOf(ref.apiVersion)}/${ref.kind}/${ref.namespace ?? ''}/${ref.name}`;
  return ref.file === undefined ? key : `${key}@${ref.file}`;
}

/** As manifests name it, whichever of its copies is meant. */
export function withoutFile({ file: _, ...ref }: ObjectRef): ObjectRef {
  return ref;
}

/** Which copy is meant, for people: ` (prod/web.yaml)`; empty where there is one only. */
export function copySuffix({ file }: { readonly file?: string | undefined }): string {
  return file === undefined ? '' : ` (${file})`;
}

/** As kubectl names a resource in result lines: `deployment.apps/api`, `namespace/shop`. */
export function resourceName(ref: ObjectRef): string {
  const group = groupOf(ref.apiVersion);
  return `${ref.kind.toLowerCase()}${group === '' ? '' : `.${group}`}/${ref.name}`;
}

/** `deployment.apps/api in shop`, `namespace/shop`. */
export function placedResource(ref: ObjectRef): string {
  return `${resourceName(ref)}${knownNamespace(ref.namespace) === '' ? '' : ` in ${ref.namespace}`}${copySuffix(ref)}`;
}

export interface Named {
  readonly kind: string;
  /** Absent or '' for what belongs to no namespace. */
  readonly namespace?: string | undefined;
  readonly name: string;
  /** Which copy of it. */
  readonly file?: string | undefined;
}

/** In sentences: `Deployment shop/api`, `Namespace shop`. */
export function objectName({ kind, namespace, name, file }: Named): string {
  const known = knownNamespace(namespace);
  const place = known === '' ? '' : `${known}/`;
  return `${kind} ${place}${name}${copySuffix({ file })}`;
}
