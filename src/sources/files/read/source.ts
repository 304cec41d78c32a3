/** Manifests as a source: read once; with `watch`, what is written here is told on. */
import { isClusterScoped } from '../../../kube/kinds.ts';
import type { EvidenceSet, Source, SourceEvent, StreamOptions } from '../../../model/ports.ts';
import type { EvidenceKind, Kind, KubeObject } from '../../../plugin-api/index.ts';
import type { Changes } from '../write/changes.ts';
import { coverageAfter } from './coverage.ts';
import { type Manifests, shownPath } from './manifests.ts';
import { Scan, type Wanted } from './scan.ts';

const NO_SERVER = { state: 'absent', reason: 'manifests tell nothing about a running API server' } as const;

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
      const wants = wantedBy(options);
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

/** Cluster-scoped objects always pass, but of the Namespace objects only the wanted ones. */
function wantedBy({ kinds, namespaces, lookups = [] }: StreamOptions): Wanted {
  const wantedKinds = new Set(kinds);
  const wantedNamespaces = new Set(namespaces);
  // No API serves custom workloads as such: they are wanted where workloads are.
  const isRead = (kind: Kind): boolean => wantedKinds.has(kind === 'CustomWorkload' ? 'Pod' : kind);
  const has = (kind: Kind, { metadata }: KubeObject): boolean => {
    if (!isRead(kind)) return false;
    if (wantedNamespaces.size === 0) return true;
    if (kind === 'Namespace') return wantedNamespaces.has(metadata.name);
    if (isClusterScoped(kind)) return true;
    if (wantedNamespaces.has(metadata.namespace ?? '')) return true;
    return lookups.some((lookup) => lookup.kind === kind && lookup.namespace === metadata.namespace);
  };
  return { isRead, has };
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
