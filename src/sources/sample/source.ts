/** The sample as a source: read like a live cluster, through the same decoder. */
import { createDecoder } from '../../decode/decode.ts';
import { isResourceName, kindOf } from '../../kube/kinds.ts';
import { refOf } from '../../kube/refs.ts';
import { placesOf } from '../../model/places.ts';
import type { ClusterIdentity, KindRequest, Observed, Source, SourceEvent, StreamOptions } from '../../model/ports.ts';
import type { Coverage, Kind } from '../../plugin-api/index.ts';
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
  const { decode } = createDecoder(options.kinds);
  const observe = (object: Stored): Observed => decode(object);
  const requests = new Map(options.kinds.map((request) => [request.kind, request]));
  const isWanted = (object: Stored, request: KindRequest): boolean => {
    const places = placesOf(request, options.namespaces);
    const { name, namespace = '' } = object.metadata;
    return places?.has(request.kind === 'Namespace' ? name : namespace) ?? true;
  };
  // Listens before it reads, so that no change falls between the two.
  const changes = options.watch ? queueOf(cluster, signal) : undefined;
  if (cluster.warning !== undefined) yield { type: 'message', level: 'warning', text: printable(cluster.warning) };
  for (const request of options.kinds) {
    const { kind } = request;
    const items = cluster.objects().filter((object) => kindOfStored(object) === kind && isWanted(object, request));
    if (items.length > 0) yield { type: 'upsert', kind, items: items.map(observe) };
    yield* coverageOf(request, options.namespaces);
  }
  yield { type: 'evidence', evidence: sampleEvidence(options.evidence) };
  yield { type: 'synced' };
  if (changes === undefined) return;
  for await (const change of changes) {
    const kind = kindOfStored(change.object);
    const request = kind === undefined ? undefined : requests.get(kind);
    if (kind === undefined || request === undefined || !isWanted(change.object, request)) continue;
    if (change.type === 'stored') yield { type: 'upsert', kind, items: [observe(change.object)] };
    else yield { type: 'remove', kind, refs: [refOf(change.object)] };
  }
}

/** What was left out is not read: nothing may be concluded from its absence. */
function* coverageOf(request: KindRequest, scanned: readonly string[]): Generator<SourceEvent> {
  const { kind } = request;
  const coverage: Coverage = isResourceName(kind)
    ? { state: 'absent', reason: `${kind} is not served here` }
    : { state: 'full' };
  const places = placesOf(request, scanned);
  if (places === undefined) yield { type: 'coverage', kind, coverage };
  else for (const namespace of places) yield { type: 'coverage', kind, namespace, coverage };
}

function kindOfStored({ apiVersion, kind }: Stored): Kind | undefined {
  return kindOf(apiVersion, kind);
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
