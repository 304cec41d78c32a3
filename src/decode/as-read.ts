/** Objects as a target gives them, made what a source would give: checks know no others. */
import { asCopy, fileOfCopy } from '../kube/copies.ts';
import { kindOf } from '../kube/kinds.ts';
import type { KubeObject } from '../plugin-api/index.ts';
import { createDecoder } from './decode.ts';

/** Of custom resources only a source knows what is kept: they stay as they are. */
export function asRead(objects: readonly KubeObject[]): readonly KubeObject[] {
  const decoder = createDecoder();
  return objects.map((object) =>
    kindOf(object.apiVersion, object.kind) === undefined
      ? object
      : asCopy(decoder.decode(object).object, fileOfCopy(object)),
  );
}
