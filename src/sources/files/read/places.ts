/** Where a kind is looked at. */
import { isResourceName, KINDS } from '../../../kube/kinds.ts';
import type { KindRequest } from '../../../model/ports.ts';

/**
 * Namespaces to which a kind is limited; `undefined`: everything that the manifests hold of it. Custom resources are never
 * limited: which of them are in namespaces is not known.
 */
export function placesOf(
  { kind, everywhere, namespaces }: KindRequest,
  scanned: readonly string[],
): ReadonlySet<string> | undefined {
  if (everywhere || scanned.length === 0 || isResourceName(kind)) return undefined;
  const isPlaced = kind === 'Namespace' || kind === 'CustomWorkload' || KINDS[kind].namespaced;
  return isPlaced ? new Set([...scanned, ...namespaces]) : undefined;
}
