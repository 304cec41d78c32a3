/** A change of an object as a patch for kustomize: as a part of the object, or as a list of operations. Pure. */
import { deepEqual } from '../../../kube/canonical.ts';
import { isJsonObject } from '../../../kube/path.ts';
import type { Json, JsonObject } from '../../../plugin-api/index.ts';
import { renderDocument } from '../edit/render.ts';

/** What tells items of a list apart where patches are merged into them; any other list is replaced whole. */
const MERGE_KEYS: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  imagePullSecrets: ['name'],
  secrets: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey'],
  ports: ['containerPort', 'port'],
};

/** What differs, as a strategic merge patch without its identity. */
export function mergePatch(before: JsonObject, after: JsonObject): JsonObject {
  const patch: Record<string, Json> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [from, to] = [before[key], after[key]];
    if (from !== undefined && to !== undefined && deepEqual(from, to)) continue;
    patch[key] = to === undefined ? null : mergedMember(key, from, to);
  }
  return patch;
}

function mergedMember(key: string, from: Json | undefined, to: Json): Json {
  if (isJsonObject(from) && isJsonObject(to)) return mergePatch(from, to);
  if (!Array.isArray(from) || !Array.isArray(to)) return to;
  const mergeKey = (MERGE_KEYS[key] ?? []).find((each) => isKeyed(from, each) && isKeyed(to, each));
  return mergeKey === undefined ? to : mergedItems(from, to, mergeKey);
}

function mergedItems(from: readonly Json[], to: readonly Json[], key: string): Json {
  const keyOf = (item: Json) => (isJsonObject(item) ? (item[key] ?? null) : null);
  const find = (list: readonly Json[], is: Json) => list.find((item) => keyOf(item) === is);
  const gone = from.filter((item) => find(to, keyOf(item)) === undefined);
  const rest = to.flatMap((item): Json[] => {
    const old = find(from, keyOf(item));
    if (old === undefined) return [item];
    if (deepEqual(old, item) || !isJsonObject(old) || !isJsonObject(item)) return [];
    return [{ [key]: keyOf(item), ...mergePatch(old, item) }];
  });
  return [...rest, ...gone.map((item): Json => ({ [key]: keyOf(item), $patch: 'delete' }))];
}

function isKeyed(list: readonly Json[], key: string): boolean {
  const keys = list.map((item) => (isJsonObject(item) ? item[key] : undefined));
  return keys.every((each) => each !== undefined) && new Set(keys).size === keys.length;
}

/** Operations with indexes; each item that one leads through is tested to be the one that is meant. */
export function operations(before: Json, after: Json, pointer = ''): readonly JsonObject[] {
  if (deepEqual(before, after)) return [];
  if (isJsonObject(before) && isJsonObject(after)) return operationsInMap(before, after, pointer);
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length)
    return before.flatMap((item: Json, index) => operationsInItem(item, after[index] ?? null, `${pointer}/${index}`));
  return [{ op: 'replace', path: pointer, value: after }];
}

function operationsInMap(before: JsonObject, after: JsonObject, pointer: string): readonly JsonObject[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => {
    const path = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const [from, to] = [before[key], after[key]];
    if (to === undefined) return [{ op: 'remove', path }];
    return from === undefined ? [{ op: 'add', path, value: to }] : operations(from, to, path);
  });
}

function operationsInItem(before: Json, after: Json, pointer: string): readonly JsonObject[] {
  const found = operations(before, after, pointer);
  if (found.length === 0 || !isJsonObject(before) || before.name === undefined) return found;
  return [{ op: 'test', path: `${pointer}/name`, value: before.name }, ...found];
}

/** As YAML. */
export function patchFile(content: JsonObject | readonly JsonObject[]): string {
  if (!Array.isArray(content)) return renderDocument(content as JsonObject);
  return (content as readonly JsonObject[])
    .map((operation) => `- ${renderDocument(operation).trimEnd().replaceAll('\n', '\n  ')}\n`)
    .join('');
}
