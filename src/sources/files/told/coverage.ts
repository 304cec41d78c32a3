/** What a reading says of each kind in the end. */
import { placesOf } from '../../../model/places.ts';
import type { KindRequest, SourceEvent, StreamOptions } from '../../../model/ports.ts';
import type { Coverage, StoredKind } from '../../../plugin-api/index.ts';
import type { Failures, Lack } from './failures.ts';

/** `read`: namespaces whose Namespace object was read. What is known of them does not depend on the rest. */
export function* coverageAfter(
  failures: Failures,
  read: ReadonlySet<string>,
  { kinds, namespaces }: StreamOptions,
): Generator<SourceEvent> {
  for (const request of kinds) yield* coverageOf(request, failures, read, placesOf(request, namespaces));
}

const FULL: Coverage = { state: 'full' };

/** Where only some namespaces are looked at, each is told by itself: nothing may be concluded of the others. */
function* coverageOf(
  { kind }: KindRequest,
  failures: Failures,
  read: ReadonlySet<string>,
  places: ReadonlySet<string> | undefined,
): Generator<SourceEvent> {
  const lacks = failures.lacksOf(kind);
  const lacking = ({ reason }: Lack): Coverage => ({
    state: 'error',
    reason,
    ...(failures.isPart ? { isPartial: true } : {}),
  });
  const anywhere = lacks.find(({ namespace }) => namespace === undefined);
  const general = anywhere === undefined ? FULL : lacking(anywhere);
  const told = new Map<string, Coverage>();
  for (const namespace of places ?? []) told.set(namespace, general);
  for (const lack of lacks)
    if (lack.namespace !== undefined && (places?.has(lack.namespace) ?? true)) told.set(lack.namespace, lacking(lack));
  if (places === undefined) yield { type: 'coverage', kind, coverage: general };
  yield* each(kind, told);
  if (lacks.length === 0 || kind !== 'Namespace') return;
  yield* each(kind, new Map([...read].filter((name) => places?.has(name) ?? true).map((name) => [name, FULL])));
}

function* each(kind: StoredKind, told: ReadonlyMap<string, Coverage>): Generator<SourceEvent> {
  for (const [namespace, coverage] of told) yield { type: 'coverage', kind, namespace, coverage };
}
