/** A patch that stands alone, or another part of an object: told by what only patches say, or by what no object may lack. */
import { kindInfo, kindOf } from '../../../kube/kinds.ts';
import { isJsonObject, itemsIn, valueAt } from '../../../kube/path.ts';
import type { Json, JsonObject, Kind } from '../../../plugin-api/index.ts';

/** Directives of strategic merge patches: `$patch`, `$retainKeys`, `$setElementOrder/containers`, ... */
const DIRECTIVE = /^\$(?:patch|retainKeys|setElementOrder\/.+|deleteFromPrimitiveList\/.+)$/;

/** Of these the API server demands a selector. */
const SELECTING: ReadonlySet<Kind> = new Set<Kind>(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']);
const MOST_DEPTH = 60;

/** `text`: what the value was read from. `isFound`: nobody has named its file. */
export function isPatchAlone(value: unknown, text: string, isFound: boolean): boolean {
  if (!isJsonObject(value)) return isJsonPatch(value);
  const { apiVersion, kind } = value;
  // Of a list each item is an object of its own.
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || Array.isArray(value.items)) return false;
  const known = kindOf(apiVersion, kind);
  if ((text.includes('$') && hasDirective(value, 0)) || isPartial(value, known)) return true;
  return isFound && isFragment(value, known);
}

/** A list of operations. */
function isJsonPatch(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  return value.every((item) => isJsonObject(item) && typeof item.op === 'string' && typeof item.path === 'string');
}

function hasDirective(value: Json | undefined, depth: number): boolean {
  if (depth > MOST_DEPTH || typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some((item: Json) => hasDirective(item, depth + 1));
  return Object.entries(value).some(
    ([key, member]) => DIRECTIVE.test(key) || (!FREE_KEYS.has(key) && hasDirective(member, depth + 1)),
  );
}

/** Maps whose keys anybody may choose: a key there directs nothing. */
const FREE_KEYS: ReadonlySet<string> = new Set(['annotations', 'labels', 'data', 'stringData', 'binaryData']);

/** No selector and no image: the API server would refuse it as an object. */
function isPartial(object: JsonObject, kind: Kind | undefined): boolean {
  const path = kind === undefined ? undefined : kindInfo(kind)?.template;
  if (kind === undefined || path === undefined || !isJsonObject(object.spec)) return false;
  if (SELECTING.has(kind) && valueAt(object, ['spec', 'selector']) !== undefined) return false;
  const lists = ['containers', 'initContainers'].map((name) => valueAt(object, [...path, 'spec', name]));
  const containers = lists.flatMap((list) => itemsIn(list));
  const isSilent = lists.every((list) => list === undefined);
  const hasImage = containers.some((container) => isJsonObject(container) && typeof container.image === 'string');
  return (containers.length > 0 && !hasImage) || (isSilent && SELECTING.has(kind));
}

/**
 * What tests expect of an object, and patches that nobody names: without what it is about. In a file that was named
 * somebody means the object itself.
 */
function isFragment(object: JsonObject, kind: Kind | undefined): boolean {
  const { spec, status } = object;
  if (kind === 'CustomResourceDefinition')
    return ['group', 'names', 'versions'].every((name) => valueAt(spec, [name]) === undefined);
  const path = kind === 'Pod' ? [] : kind === undefined ? undefined : kindInfo(kind)?.template;
  if (path === undefined) return false;
  const isSilent = spec === undefined || spec === null;
  return isSilent || (status !== undefined && valueAt(object, [...path, 'spec', 'containers']) === undefined);
}
