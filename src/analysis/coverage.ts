/** How much a view covers: a whole cluster, or manifests, which hold only some of one. */
import type { Coverage, View } from '../plugin-api/index.ts';

/**
 * Only an API server knows everything that runs; files hold some of it. A server that denies its version is one all the
 * same: of manifests the version is absent.
 */
export function isWholeCluster(view: View<'ServerVersion'>): boolean {
  return view.evidence('ServerVersion').coverage.state !== 'absent';
}

/** It was read, be it that it is not followed any more. */
export function isRead({ state }: Pick<Coverage, 'state'>): boolean {
  return state === 'full' || state === 'stale';
}
