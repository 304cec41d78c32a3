/** Where a path leads in the models of a kind: through members that are there and by merge keys. */
import { kindOf } from '../../../src/kube/kinds.ts';
import { formatPath, keyedIndex, valueAt } from '../../../src/kube/path.ts';
import type { FieldPath, PathElement } from '../../../src/plugin-api/index.ts';
import { MODEL_OF, MODELS } from '../../../src/sources/files/read/shapes.generated.ts';
import { isSimple } from '../../../src/sources/files/read/simple-types.ts';
import { MERGE_KEYS } from './merge-keys.generated.ts';

export interface Named {
  readonly apiVersion: string;
  readonly kind: string;
}

/** `mergeKey`: of a list whose items have lasting names. */
export interface Typed {
  readonly type: string;
  readonly mergeKey?: string;
}
export interface Problem {
  readonly problem: string;
}

/** `any` in kinds that are not in the table, of which nothing is known. */
export function typeAt({ apiVersion, kind: name }: Named, path: FieldPath): Typed | Problem {
  const kind = kindOf(apiVersion, name);
  let at: Typed = { type: kind === undefined ? 'any' : MODEL_OF[kind] };
  for (const [index, step] of path.entries()) {
    if (at.type === 'any') return at;
    const below = typeBelow(at, step);
    if ('problem' in below) return { problem: `${formatPath(path.slice(0, index + 1))}: ${below.problem}` };
    at = below;
  }
  return at;
}

/** `.spec.containers[image="a"]: V1Container[] has the merge key name`; of kinds that are not in the table nothing is known. */
export function stepProblem(place: Named, path: FieldPath): string | undefined {
  const end = typeAt(place, path);
  return 'problem' in end ? end.problem : undefined;
}

/** The step of a path that names an item by its index, which is another item tomorrow. */
export function indexedStep(object: unknown, path: FieldPath): PathElement | undefined {
  return path.find((step, at) => typeof step === 'string' && Array.isArray(valueAt(object, path.slice(0, at))));
}

/** The step that names more than one item, as of variables that are set twice: a change would reach the first one only. */
export function ambiguousStep(object: unknown, path: FieldPath): PathElement | undefined {
  return path.find((step, at) => {
    const list = valueAt(object, path.slice(0, at));
    if (typeof step === 'string' || !Array.isArray(list)) return false;
    return list.filter((item) => keyedIndex([item], step.key, step.is) === 0).length > 1;
  });
}

function typeBelow({ type, mergeKey }: Typed, step: PathElement): Typed | Problem {
  if (typeof step !== 'string') return itemBelow(type, mergeKey, step.key);
  if (type.endsWith('[]') || isSimple(type)) return { problem: `${type} has no members` };
  if (type.endsWith('{}')) return { type: type.slice(0, -2) };
  const members = MODELS[type]?.members ?? {};
  const below = Object.hasOwn(members, step) ? members[step] : undefined;
  if (below === undefined) return { problem: `no member of ${type}` };
  const key = MERGE_KEYS[type]?.[step];
  return { type: below, ...(key === undefined ? {} : { mergeKey: key }) };
}

function itemBelow(type: string, mergeKey: string | undefined, key: string): Typed | Problem {
  if (!type.endsWith('[]')) return { problem: `${type} is no list` };
  if (mergeKey === undefined) return { problem: `${type} has no merge key` };
  return key === mergeKey ? { type: type.slice(0, -2) } : { problem: `${type} has the merge key ${mergeKey}` };
}
