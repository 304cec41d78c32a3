/** Objects in words. Pure; what comes from a cluster is made printable by whoever shows it. */
import type { ObjectRef } from '../plugin-api/index.ts';

/** "Deployment shop/api". */
export function objectName({ kind, namespace, name }: Omit<ObjectRef, 'apiVersion'>): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}
