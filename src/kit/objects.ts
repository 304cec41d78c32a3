/** Objects in sentences, and the places where something of them is decided. */
import { refKey } from '../kube/kinds.ts';
import type { ObjectRef, Place } from '../plugin-api/index.ts';

/** `Deployment shop/api`, `Namespace shop`. */
export function objectName({ kind, namespace, name }: ObjectRef): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/** A part of an object that is decided for itself: its levels, one grant of a binding. */
export function placeIn(ref: ObjectRef, part: string, title: string): Place {
  return { key: `${refKey(ref)}|${part}`, title };
}
