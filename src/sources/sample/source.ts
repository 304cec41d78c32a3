/** The sample as a source: read like a live cluster, through the same decoder. */
import { createDecoder } from '../../decode/decode.ts';
import { isClusterScoped, kindOf } from '../../kube/kinds.ts';
import { refOf } from '../../kube/refs.ts';
import type { ClusterIdentity, Observed, Source, SourceEvent, StreamOptions } from '../../model/ports.ts';
import type { Kind, ObjectRef } from '../../plugin-api/index.ts';
import { printable } from '../../text/printable.ts';
import type { SampleChange, SampleCluster } from './cluster.ts';
import { SERVER_VERSION, sampleEvidence, USER } from './evidence.ts';
import type { Stored } from './make.ts';

export const IDENTITY: ClusterIdentity = {
  id: 'sample',
  server: 'sample',
  ca: '',
  context: 'sample',
  user: USER,
  version: SERVER_VERSION,
};

export function createSampleSource(cluster: SampleCluster): Source {
  return {
    type: 'sample',
    label: 'the bundled sample cluster',
    identity: async () => IDENTITY,
    stream: (options, signal) => streamOf(cluster, options, signal),
  };
}

async function* streamOf(
  cluster: SampleCluster,
  options: StreamOptions,
  signal: AbortSignal,
): AsyncIterable<SourceEvent> {
  const { decode } = createDecoder();
  const observe = (object: Stored): Observed => decode(object);
  const isWanted = wantedBy(options);
  // Listens before it reads, so that no change falls between the two.
  const changes = options.watch ? queueOf(cluster, signal) : undefined;
  if (cluster.warning !== undefined) yield { type: 'message', level: 'warning', text: printable(cluster.warning) };
  for (const kind of options.kinds) {
    const items = cluster.objects().filter((object) => kindOfStored(object) === kind && isWanted(object));
    if (items.length > 0) yield { type: 'upsert', kind, items: items.map(observe) };
    yield* coverageOf(kind, options);
  }
  yield { type: 'evidence', evidence: sampleEvidence(options.evidence) };
  yield { type: 'synced' };
  if (changes === undefined) return;
  for await (const change of changes) {
    const kind = kindOfStored(change.object);
    if (kind === undefined || !options.kinds.includes(kind) || !isWanted(change.object)) continue;
    if (change.type === 'stored') yield { type: 'upsert', kind, items: [observe(change.object)] };
    else yield { type: 'remove', kind, refs: [refOf(change.object) satisfies ObjectRef] };
  }
}

/** What was left out is not read: nothing may be concluded from its absence. */
function* coverageOf(kind: Kind, { namespaces, lookups = [] }: StreamOptions): Generator<SourceEvent> {
  const isClusterWide = kind !== 'Namespace' && isClusterScoped(kind);
  if (namespaces.length === 0 || isClusterWide) {
    yield { type: 'coverage', kind, coverage: { state: 'full' } };
    return;
  }
  const lookedUp = lookups.filter((lookup) => lookup.kind === kind).map(({ namespace }) => namespace);
  for (const namespace of new Set([...namespaces, ...lookedUp]))
    yield { type: 'coverage', kind, namespace, coverage: { state: 'full' } };
}

function kindOfStored({ apiVersion, kind }: Stored): Kind | undefined {
  return kindOf(apiVersion, kind);
}

/** Cluster-scoped objects are read whatever the scope, for lookups; of Namespace objects only the asked ones. */
function wantedBy({ namespaces, lookups = [] }: StreamOptions): (object: Stored) => boolean {
  if (namespaces.length === 0) return () => true;
  const names = new Set(namespaces);
  return ({ kind, metadata }) => {
    if (kind === 'Namespace') return names.has(metadata.name);
    if (metadata.namespace === undefined || names.has(metadata.namespace)) return true;
    return lookups.some((lookup) => lookup.kind === kind && lookup.namespace === metadata.namespace);
  };
}

/** Changes from now on, in their order, until the signal is aborted. */
function queueOf(cluster: SampleCluster, signal: AbortSignal): AsyncIterable<SampleChange> {
  const waiting: SampleChange[] = [];
  let wake: () => void = () => undefined;
  const end = cluster.listen((changes) => {
    waiting.push(...changes);
    wake();
  });
  const onAbort = (): void => {
    end();
    wake();
  };
  if (signal.aborted) end();
  else signal.addEventListener('abort', onAbort, { once: true });
  return {
    async *[Symbol.asyncIterator]() {
      while (!signal.aborted) {
        const next = waiting.shift();
        if (next !== undefined) yield next;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    },
  };
}
