/**
 * What may be kept on disk, decided in one place for journals, undo scripts and the text of files. Values classed as
 * credentials are replaced by a hash: told apart, but not given back. Annotations that are not known to be harmless, and
 * labels that are credentials, are left out: the object without them can be made again.
 */
import { canonicalJson, deepEqual, shortHash } from '../../kube/canonical.ts';
import type { FieldChange } from '../../kube/field-change.ts';
import { formatPath, isJsonObject } from '../../kube/path.ts';
import type { WriteRequest } from '../../model/ports.ts';
import type { FieldPath, Json, KubeObject } from '../../plugin-api/index.ts';
import { isCredentialName, isHarmless, isShownAnnotation } from '../../redaction/credentials.ts';
import { redact } from '../../redaction/redact.ts';

const SEAL = '$sha256';
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The same value gives the same seal within one run, and another one in every other run. */
export function seal(value: Json, path: FieldPath, run: string): Json {
  return redact(value, 'keep', (credential) => ({ [SEAL]: shortHash([run, canonicalJson(credential)], 64) }), path);
}

export function sealObject(object: KubeObject, run: string): KubeObject {
  return seal(withoutUnkept(object) as unknown as Json, [], run) as unknown as KubeObject;
}

/** Where an object has annotations and labels that no journal keeps: `.metadata.annotations.pin`. */
export function unkeptIn(object: KubeObject): readonly string[] {
  return MAPS.flatMap((map) => unkeptKeys(object, map).map((key) => formatPath(['metadata', map, key])));
}

const MAPS = ['annotations', 'labels'] as const;
type MapName = (typeof MAPS)[number];

function unkeptKeys({ metadata }: KubeObject, map: MapName): readonly string[] {
  return Object.entries(metadata[map] ?? {}).flatMap(([key, value]) => (KEPT[map](key, value) ? [] : [key]));
}

function withoutUnkept(object: KubeObject): KubeObject {
  return MAPS.reduce(without, object);
}

function without(object: KubeObject, map: MapName): KubeObject {
  const out = new Set(unkeptKeys(object, map));
  if (out.size === 0) return object;
  const { [map]: entries = {}, ...metadata } = object.metadata;
  const kept = Object.entries(entries).filter(([key]) => !out.has(key));
  return { ...object, metadata: { ...metadata, ...(kept.length === 0 ? {} : { [map]: Object.fromEntries(kept) }) } };
}

const KEPT: Readonly<Record<MapName, (key: string, value: string) => boolean>> = {
  annotations: isKeptAnnotation,
  labels: (key, value) => !isSealed(seal(value, ['metadata', 'labels', key], '')),
};

function isKeptAnnotation(key: string, value: string): boolean {
  if (key === LAST_APPLIED) return isCleanCopy(value);
  return isShownAnnotation(key, value) && !(isHarmless(value) && isCredentialName(key));
}

/** A copy of an object of which all is kept. */
function isCleanCopy(text: string): boolean {
  try {
    const copy: unknown = JSON.parse(text);
    if (!isJsonObject(copy) || !isJsonObject(copy.metadata)) return false;
    const object = copy as unknown as KubeObject;
    return deepEqual(sealObject(object, '') as unknown as Json, copy);
  } catch {
    return false;
  }
}

export function sealFieldChange(change: FieldChange, run: string): FieldChange {
  const { path, before, after } = change;
  return {
    path,
    ...(before === undefined ? {} : { before: seal(before, path, run) }),
    ...(after === undefined ? {} : { after: seal(after, path, run) }),
  };
}

export function sealRequest(request: WriteRequest, run: string): WriteRequest {
  switch (request.op) {
    case 'create':
      return { ...request, object: sealObject(request.object, run) };
    case 'patch':
      return { ...request, fieldChanges: request.fieldChanges.map((each) => sealFieldChange(each, run)) };
    case 'delete':
      return request;
  }
}

/** Whether some of the value was not kept. */
export function isSealed(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isSealed);
  if (!isJsonObject(value)) return false;
  return Object.hasOwn(value, SEAL) || Object.values(value).some(isSealed);
}
