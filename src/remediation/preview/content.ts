/** Objects reduced to what people decide: without what the server keeps for itself. Pure. */
import { canonicalJson, deepEqual, shortHash } from '../../kube/canonical.ts';
import { isJsonObject } from '../../kube/path.ts';
import { SERVER_OWNED } from '../../kube/server-owned.ts';
import type { Json, JsonObject, KubeObject } from '../../plugin-api/index.ts';
import { withDefaults } from '../plan/defaults.ts';

const VOLATILE_ANNOTATIONS: ReadonlySet<string> = new Set([
  'deployment.kubernetes.io/revision',
  'kubectl.kubernetes.io/last-applied-configuration',
]);

/** Without status and the metadata that every write changes; for comparing and showing. */
export function contentOf(object: KubeObject): JsonObject {
  const { status: _status, ...rest } = object as unknown as JsonObject;
  return { ...rest, metadata: metadataOf(rest.metadata) };
}

function metadataOf(metadata: Json | undefined): JsonObject {
  if (!isJsonObject(metadata)) return {};
  const entries = Object.entries(metadata).filter(([key]) => !SERVER_OWNED.has(key));
  return Object.fromEntries(
    entries.flatMap(([key, value]): [string, Json][] => {
      if (key !== 'annotations' || !isJsonObject(value)) return [[key, value]];
      const kept = Object.entries(value).filter(([name]) => !VOLATILE_ANNOTATIONS.has(name));
      return kept.length === 0 ? [] : [[key, Object.fromEntries(kept)]];
    }),
  );
}

export function sameContent(left: KubeObject | undefined, right: KubeObject | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return deepEqual(contentOf(left), contentOf(right));
}

/** Of what the object holds, as an operator decides it; of another value in every run, so that nobody can look it up. */
export function contentHash(object: KubeObject, run: string): string {
  return shortHash([run, canonicalJson(contentOf(object))], 32);
}

/**
 * Whether an object that is there says the same as one that we would create: the labels and annotations that we want
 * are there, and everything else is equal once the server's defaults are filled in on both sides.
 */
export function saysTheSame(current: KubeObject, wanted: KubeObject): boolean {
  const { metadata: left, ...currentRest } = contentOf(current);
  const { metadata: right, ...wantedRest } = contentOf(wanted);
  if (canonicalJson(withDefaults(currentRest)) !== canonicalJson(withDefaults(wantedRest))) return false;
  return ['labels', 'annotations'].every((map) => contains(member(left, map), member(right, map)));
}

function member(value: Json | undefined, key: string): Json | undefined {
  return isJsonObject(value) ? value[key] : undefined;
}

function contains(current: Json | undefined, wanted: Json | undefined): boolean {
  if (!isJsonObject(wanted)) return true;
  return Object.entries(wanted).every(([key, value]) => isJsonObject(current) && current[key] === value);
}
