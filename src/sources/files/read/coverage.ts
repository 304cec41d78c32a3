/** What a reading says of each kind in the end. */
import { placesOf } from '../../../model/places.ts';
import type { KindRequest, SourceEvent, StreamOptions } from '../../../model/ports.ts';
import type { Coverage } from '../../../plugin-api/index.ts';
import type { Failures } from './failures.ts';

/** `read`: namespaces whose Namespace object was read. What is known of them does not depend on the rest. */
export function* coverageAfter(
  failures: Failures,
  read: ReadonlySet<string>,
  { kinds, namespaces }: StreamOptions,
): Generator<SourceEvent> {
  for (const request of kinds) yield* coverageOf(request, failures, read, placesOf(request, namespaces));
}

/** Where only some namespaces are looked at, each is told by itself: nothing may be concluded of the others. */
function* coverageOf(
  { kind }: KindRequest,
  failures: Failures,
  read: ReadonlySet<string>,
  places: ReadonlySet<string> | undefined,
): Generator<SourceEvent> {
  const isLacking = failures.concern(kind);
  const coverage: Coverage = isLacking ? { state: 'error', reason: failures.reason } : { state: 'full' };
  if (places === undefined) yield { type: 'coverage', kind, coverage };
  else for (const namespace of places) yield { type: 'coverage', kind, namespace, coverage };
  if (!isLacking || kind !== 'Namespace') return;
  for (const namespace of read)
    if (places?.has(namespace) ?? true) yield { type: 'coverage', kind, namespace, coverage: { state: 'full' } };
}
