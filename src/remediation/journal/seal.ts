/** What may be kept on disk: values classed as credentials are replaced by a hash, told apart but not given back. */

import { canonicalJson, shortHash } from '../../kube/canonical.ts';
import type { FieldChange } from '../../kube/field-change.ts';
import { isJsonObject } from '../../kube/path.ts';
import type { WriteRequest } from '../../model/ports.ts';
import type { FieldPath, Json, KubeObject } from '../../plugin-api/index.ts';
import { redact } from '../../redaction/redact.ts';

const SEAL = '$sha256';

/** The same value gives the same seal within one run, and another one in every other run. */
export function seal(value: Json, path: FieldPath, run: string): Json {
  return redact(value, 'keep', (credential) => ({ [SEAL]: shortHash([run, canonicalJson(credential)], 64) }), path);
}

export function sealObject(object: KubeObject, run: string): KubeObject {
  return seal(object as unknown as Json, [], run) as unknown as KubeObject;
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
