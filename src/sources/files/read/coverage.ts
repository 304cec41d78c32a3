/** What a reading says of each kind in the end. */
import { isClusterScoped } from '../../../kube/kinds.ts';
import type { SourceEvent, StreamOptions } from '../../../model/ports.ts';
import type { Kind } from '../../../plugin-api/index.ts';
import type { Failures } from './failures.ts';

/** `namespaces`: those whose Namespace object was read. What is known of them does not depend on the rest. */
export function* coverageAfter(
  failures: Failures,
  namespaces: Iterable<string>,
  options: StreamOptions,
): Generator<SourceEvent> {
  for (const kind of options.kinds) {
    if (!failures.concern(kind)) {
      yield { type: 'coverage', kind, coverage: { state: 'full' } };
      continue;
    }
    const coverage = { state: 'error', reason: failures.reason } as const;
    yield { type: 'coverage', kind, coverage };
    for (const namespace of placesOf(kind, options)) yield { type: 'coverage', kind, namespace, coverage };
    if (kind !== 'Namespace') continue;
    for (const namespace of namespaces) yield { type: 'coverage', kind, namespace, coverage: { state: 'full' } };
  }
}

/** Where only some namespaces are looked at, each is told by itself. */
function placesOf(kind: Kind, { namespaces, lookups = [] }: StreamOptions): Iterable<string> {
  const isPlaced = kind === 'Namespace' || !isClusterScoped(kind);
  if (namespaces.length === 0 || !isPlaced) return [];
  return new Set([...namespaces, ...lookups.flatMap((lookup) => (lookup.kind === kind ? [lookup.namespace] : []))]);
}
