/**
 * What an evaluation may look at, in the smallest parts that changes are told of: an object, the list of a kind in a
 * namespace, the objects of one key of a lookup. An evaluation is pure: as long as none of its cells changes, it would
 * say the same again.
 */
import { type ChangedObjects, type Delta, WORKLOAD_KINDS } from '../../inventory/index.ts';
import { isResourceName, kindOf } from '../../kube/kinds.ts';
import type { AnyFact, Listable, ObjectRef, StoredKind } from '../../plugin-api/index.ts';

export type Cell = string;

export function objectCell(kind: StoredKind, namespace: string, name: string): Cell {
  return `${kind}/${namespace}/${name}`;
}

/** `namespace` absent: all of that kind. */
export function listCell(what: Listable, namespace?: string): Cell {
  return namespace === undefined ? `${what}/*` : `${what}/${namespace}/*`;
}

/** `part`: a key of a lookup, or the namespace of a fact that has one value for each. */
export function factCell(fact: AnyFact, part: string): Cell {
  return `${numberOf(fact)}:${part}`;
}

const numbers = new WeakMap<AnyFact, number>();
let last = 0;

/** Names of facts need not differ. */
function numberOf(fact: AnyFact): number {
  const known = numbers.get(fact);
  if (known !== undefined) return known;
  last++;
  numbers.set(fact, last);
  return last;
}

const ELSEWHERE = 'CustomWorkload';

/** Where nobody has declared the kind of an object, what it will be stored as is not known before it is there. */
export function refCell({ apiVersion, kind, namespace = '', name }: ObjectRef): Cell {
  return objectCell(kindOf(apiVersion, kind) ?? ELSEWHERE, namespace, name);
}

/** An object that is pointed at or changed, and whether its namespace is being deleted. */
export function cellsOfRef(ref: ObjectRef): readonly Cell[] {
  const own = refCell(ref);
  return ref.namespace === undefined ? [own] : [own, objectCell('Namespace', '', ref.namespace)];
}

export function* cellsOf({ objects }: Delta): Generator<Cell> {
  for (const changed of objects) yield* cellsOfKind(changed);
}

const JOINED = ['Workload', 'IdleWorkload'] as const;

function* cellsOfKind({ kind, namespace, names }: ChangedObjects): Generator<Cell> {
  // A Namespace is among its own objects, and stored outside of namespaces.
  const place = kind === 'Namespace' ? '' : namespace;
  const isElsewhere = isResourceName(kind);
  for (const name of names) {
    yield objectCell(kind, place, name);
    if (isElsewhere) yield objectCell(ELSEWHERE, place, name);
  }
  const isJoined = !isElsewhere && WORKLOAD_KINDS.has(kind);
  for (const what of isJoined ? [kind, ...JOINED] : [kind]) {
    yield listCell(what);
    yield listCell(what, place);
  }
}
