/** Who applies fields of an object on the server: their next apply conflicts with whoever changed one of them since. Pure. */
import { isJsonObject } from '../../kube/path.ts';
import type { Change, FieldPath, Json, JsonObject, PathElement } from '../../plugin-api/index.ts';
import type { Owner } from '../decision.ts';
import type { OwnedMeta } from './owner.ts';

export interface Applier {
  readonly manager: string;
  /** Its fields, as the server writes them: `{"f:spec": {"f:replicas": {}}}`. */
  readonly fields: JsonObject;
}

/** Entries about a subresource, such as the status, are not about what we change. */
export function appliersOf({ managedFields }: OwnedMeta): readonly Applier[] {
  if (!Array.isArray(managedFields)) return [];
  return managedFields.flatMap(({ manager, operation, subresource, fieldsV1 }) =>
    operation === 'Apply' && manager !== undefined && !subresource && isJsonObject(fieldsV1)
      ? [{ manager, fields: fieldsV1 }]
      : [],
  );
}

/** The first of them that applies what the change touches. */
export function applierOwner(appliers: readonly Applier[], change: Change): Owner | undefined {
  const found = appliers.find(({ fields }) => touchedPaths(change).some((path) => isTouched(fields, path)));
  return found === undefined
    ? undefined
    : { manager: 'applier', label: `server-side apply of the field manager "${found.manager}"` };
}

/** Ours. Never beginning with "kubectl": Flux takes fields of such managers away. */
export const FIELD_MANAGER = 'harden';

/** Other field managers that wrote last what is at these places, as the server keeps it. */
export function writersOf({ managedFields }: OwnedMeta, paths: readonly FieldPath[]): readonly string[] {
  const writers = (managedFields ?? []).flatMap(({ manager, subresource, fieldsV1 }) =>
    manager !== undefined &&
    manager !== FIELD_MANAGER &&
    !subresource &&
    isJsonObject(fieldsV1) &&
    paths.some((path) => isTouched(fieldsV1, path))
      ? [manager]
      : [],
  );
  return [...new Set(writers)];
}

function touchedPaths(change: Change): readonly FieldPath[] {
  if (change.op === 'delete') return [[]];
  return change.op === 'edit' ? change.edits.map(({ path }) => path) : [];
}

/** Objects whose members have owners of their own: whoever applied one empty owns none of what comes into it. */
const BY_MEMBER: ReadonlySet<string> = new Set([
  'metadata',
  'labels',
  'annotations',
  'spec',
  'template',
  'securityContext',
  'seccompProfile',
  'appArmorProfile',
  'capabilities',
  'resources',
]);

function isTouched(fields: JsonObject, path: FieldPath): boolean {
  let node = fields;
  for (const [at, element] of path.entries()) {
    const next = member(node, element);
    if (next === undefined) return isWhole(node, path[at - 1]);
    node = next;
  }
  return true;
}

/** Nothing is listed below what is owned as one: a list without merge keys, a map that is replaced. */
function isWhole(node: JsonObject, element: PathElement | undefined): boolean {
  return (
    element !== undefined && Object.keys(node).length === 0 && !(typeof element === 'string' && BY_MEMBER.has(element))
  );
}

function member(node: JsonObject, element: PathElement): JsonObject | undefined {
  const found =
    typeof element === 'string'
      ? node[`f:${element}`]
      : Object.entries(node).find(([key]) => key.startsWith('k:') && isKeyed(key.slice(2), element))?.[1];
  return isJsonObject(found) ? found : undefined;
}

function isKeyed(text: string, { key, is }: Exclude<PathElement, string>): boolean {
  try {
    const keys: Json = JSON.parse(text);
    return isJsonObject(keys) && String(keys[key]) === is;
  } catch {
    return false;
  }
}
