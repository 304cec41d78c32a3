/** Where a kind is looked at by sources that hold everything themselves. */
import { isResourceName, KINDS } from '../kube/kinds.ts';
import type { KindRequest } from './ports.ts';

/**
 * Namespaces to which a kind is limited; `undefined`: all of it is read. Cluster-scoped objects are, whatever the scan is
 * about, but of the Namespace objects only those asked for. Which custom resources are in namespaces is not known.
 */
export function placesOf(
  { kind, everywhere, namespaces }: KindRequest,
  scanned: readonly string[],
): ReadonlySet<string> | undefined {
  if (everywhere || scanned.length === 0 || isResourceName(kind)) return undefined;
  const isPlaced = kind === 'Namespace' || kind === 'CustomWorkload' || KINDS[kind].namespaced;
  return isPlaced ? new Set([...scanned, ...namespaces]) : undefined;
}
