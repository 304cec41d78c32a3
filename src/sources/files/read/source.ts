/** Manifests as a source: read once; with `watch`, what is written here is told on. */
import { UNPLACED } from '../../../kube/unplaced.ts';
import { placesOf } from '../../../model/places.ts';
import type { EvidenceSet, KindRequest, Source, SourceEvent, StreamOptions } from '../../../model/ports.ts';
import type { EvidenceKind, StoredKind } from '../../../plugin-api/index.ts';
import { coverageAfter } from '../told/coverage.ts';
import type { Changes } from '../write/changes.ts';
import { type Manifests, shownPath } from './manifests.ts';
import { PositionFinder } from './positions.ts';
import { Scan, type Wanted } from './scan.ts';

const NO_SERVER = { state: 'absent', reason: 'manifests do not describe a running API server' } as const;

export function createFilesSource(manifests: Manifests, changes: Changes): Source {
  let files: number | undefined;
  const positions = new PositionFinder(manifests);
  return {
    type: 'files',
    get label() {
      const where = manifests.paths.map(shownPath).join(', ');
      return files === undefined || files === manifests.paths.length ? where : `${files} files in ${where}`;
    },
    identity: () => manifests.identity(),
    async positionOf(ref, path) {
      const place = manifests.placeOf(ref);
      return place === undefined ? undefined : positions.of(place, path);
    },
    async *stream(options, signal) {
      const { watch } = options;
      const wants = wantedBy(options);
      const pending = watch ? changes.follow(signal) : undefined;
      const scan = new Scan(manifests, wants, options.kinds);
      yield* scan.events(signal);
      files = scan.files;
      if (options.evidence.length > 0) yield { type: 'evidence', evidence: noEvidence(options.evidence) };
      yield* coverageAfter(scan.failures, scan.namespaces, options);
      yield { type: 'synced' };
      if (pending === undefined) return;
      for await (const change of pending) yield* wanted(change, wants);
    },
  };
}

/** Cluster-scoped objects and custom resources always pass, but of the Namespace objects only the wanted ones. */
function wantedBy({ kinds, namespaces }: StreamOptions): Wanted {
  const requests = new Map(kinds.map((request) => [request.kind, request]));
  // No API serves custom workloads as such: they are wanted where workloads are.
  const requestOf = (kind: StoredKind) => requests.get(kind === 'CustomWorkload' ? 'Pod' : kind);
  // Kinds are few, objects many: where one is wanted is found out once.
  const wanted = new Map<StoredKind, Where>();
  const whereOf = (kind: StoredKind): Where => {
    const known = wanted.get(kind) ?? whereIs(kind, requestOf(kind), namespaces);
    wanted.set(kind, known);
    return known;
  };
  return {
    isRead: (kind) => whereOf(kind) !== 'nowhere',
    isAsked: (namespace) =>
      namespaces.length === 0 || namespace === undefined || namespace === UNPLACED || namespaces.includes(namespace),
    has(kind, { metadata }) {
      const where = whereOf(kind);
      if (typeof where === 'string') return where === 'everywhere';
      return where.has((kind === 'Namespace' ? metadata.name : metadata.namespace) ?? '');
    },
  };
}

type Where = ReadonlySet<string> | 'everywhere' | 'nowhere';

function whereIs(kind: StoredKind, request: KindRequest | undefined, namespaces: readonly string[]): Where {
  return request === undefined ? 'nowhere' : (placesOf({ ...request, kind }, namespaces) ?? 'everywhere');
}

function* wanted(change: SourceEvent, wants: Wanted): Generator<SourceEvent> {
  if (change.type !== 'upsert') {
    yield change;
    return;
  }
  const items = change.items.filter(({ object }) => wants.has(change.kind, object));
  if (items.length > 0) yield { ...change, items };
}

function noEvidence(kinds: readonly EvidenceKind[]): EvidenceSet {
  return Object.fromEntries(kinds.map((kind) => [kind, { coverage: NO_SERVER }]));
}
