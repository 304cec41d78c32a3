/** Manifests as a source: read once; with `watch`, what is written here is told on. */
import { KINDS } from '../../../kube/kinds.ts';
import type { EvidenceSet, Source, SourceEvent, StreamOptions } from '../../../model/ports.ts';
import type { EvidenceKind, Kind, KubeObject } from '../../../plugin-api/index.ts';
import type { Changes } from '../write/changes.ts';
import { coverageAfter } from './coverage.ts';
import { type Manifests, shownPath } from './manifests.ts';
import { Scan } from './scan.ts';

const NO_SERVER = { state: 'absent', reason: 'manifests do not describe a running API server' } as const;

export function createFilesSource(manifests: Manifests, changes: Changes): Source {
  let files: number | undefined;
  return {
    type: 'files',
    get label() {
      const where = manifests.paths.map(shownPath).join(', ');
      return files === undefined || files === manifests.paths.length ? where : `${files} files in ${where}`;
    },
    identity: () => manifests.identity(),
    async *stream(options, signal) {
      const { watch } = options;
      const wants = filterOf(options);
      const pending = watch ? changes.follow(signal) : undefined;
      const scan = new Scan(manifests, wants);
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

type Filter = (kind: Kind, object: KubeObject) => boolean;

/** Cluster-scoped objects always pass, but of the Namespace objects only the wanted ones. */
function filterOf({ kinds, namespaces, lookups = [] }: StreamOptions): Filter {
  const wantedKinds = new Set(kinds);
  const wantedNamespaces = new Set(namespaces);
  return (kind, { metadata }) => {
    // No API serves custom workloads as such: they are wanted where workloads are.
    if (!wantedKinds.has(kind === 'CustomWorkload' ? 'Pod' : kind)) return false;
    if (wantedNamespaces.size === 0) return true;
    if (kind === 'Namespace') return wantedNamespaces.has(metadata.name);
    if (kind !== 'CustomWorkload' && !KINDS[kind].namespaced) return true;
    if (wantedNamespaces.has(metadata.namespace ?? '')) return true;
    return lookups.some((lookup) => lookup.kind === kind && lookup.namespace === metadata.namespace);
  };
}

function* wanted(change: SourceEvent, wants: Filter): Generator<SourceEvent> {
  if (change.type !== 'upsert') {
    yield change;
    return;
  }
  const items = change.items.filter(({ object }) => wants(change.kind, object));
  if (items.length > 0) yield { ...change, items };
}

function noEvidence(kinds: readonly EvidenceKind[]): EvidenceSet {
  return Object.fromEntries(kinds.map((kind) => [kind, { coverage: NO_SERVER }]));
}
