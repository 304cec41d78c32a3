/** An object where it stands in a file: whether it is the one that is meant, and what is told of it. */
import { createDecoder } from '../../../decode/decode.ts';
import { asCopy, fileOfCopy } from '../../../kube/copies.ts';
import { UNPLACED } from '../../../kube/unplaced.ts';
import type { SourceEvent } from '../../../model/ports.ts';
import type { KubeObject, ObjectRef } from '../../../plugin-api/index.ts';
import type { FoundObject } from '../read/objects.ts';
import { asObject, type Standing } from './patch.ts';
import { refusalIn } from './refusal.ts';

export function isSame({ found }: Standing, ref: ObjectRef): boolean {
  const { kind, metadata } = asObject(found);
  return (
    kind === ref.kind &&
    metadata.name === ref.name &&
    (metadata.namespace === UNPLACED || (ref.namespace ?? metadata.namespace) === metadata.namespace)
  );
}

/** As it stands in the file, and which copy of it. */
export function copyOf({ file }: ObjectRef, found: FoundObject): KubeObject {
  return asCopy(asObject(found), file);
}

/** `text`: of the file as it is now, where that is at hand. */
export function upsertOf(
  object: KubeObject,
  { place, found, document }: Standing,
  within: string,
  text: string | undefined,
): SourceEvent {
  const origin = { file: place.path, document: place.document, line: place.line, within };
  const refuses = text === undefined ? undefined : refusalIn(() => text.slice(document.start), text, place);
  const decoded = createDecoder().decode(object, undefined, origin);
  const item = {
    object: asCopy(decoded.object, fileOfCopy(object)),
    facts: { ...decoded.facts, ...(refuses && { refuses }) },
  };
  return { type: 'upsert', kind: found.kind, items: [item] };
}
