/** Places where a part of an object is decided for itself. */
import { refKey } from '../kube/refs.ts';
import type { ObjectRef, Place } from '../plugin-api/index.ts';

/** A part of an object that is decided for itself: its levels, one grant of a binding. */
export function placeIn(ref: ObjectRef, part: string, title: string): Place {
  return { key: `${refKey(ref)}|${part}`, title, of: ref };
}
