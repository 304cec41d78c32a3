/**
 * Part of the subjects of a check, as operators write it: `shop`, everything in a namespace and the namespace itself;
 * `shop/Ingress/web`, one object; `ClusterRole/admin`, one that is in no namespace.
 */
import type { ObjectRef } from '../plugin-api/index.ts';

/** Two steps name an object outside of namespaces, three one within. Names of some kinds hold colons. */
const SHAPE = /^([^/\s@=]+|([a-z0-9-]+\/)?[A-Z][A-Za-z0-9]*\/[^/\s@=]+)$/;

/** A sentence where the text is no scope. */
export function scopeProblem(scope: string): string | undefined {
  return SHAPE.test(scope)
    ? undefined
    : `Write what it is for as NAMESPACE, NAMESPACE/KIND/NAME or KIND/NAME, not ${JSON.stringify(scope)}.`;
}

export function covers(scope: string, ref: ObjectRef): boolean {
  if (scope.includes('/')) return scope === objectScope(ref);
  return scope === (ref.kind === 'Namespace' ? ref.name : ref.namespace);
}

/** The narrowest scope of an object. */
export function objectScope({ kind, namespace, name }: ObjectRef): string {
  return namespace === undefined ? `${kind}/${name}` : `${namespace}/${kind}/${name}`;
}

/** What is more special goes first: an object, its namespace, everything. */
export function bySpecialty(left: string | undefined, right: string | undefined): number {
  return steps(right) - steps(left);
}

function steps(scope: string | undefined): number {
  return scope === undefined ? 0 : scope.split('/').length;
}
