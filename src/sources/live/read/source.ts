/** The cluster as a stream of events. */
import { createDecoder } from '../../../decode/decode.ts';
import type { ClusterIdentity, Source, SourceEvent, StreamOptions } from '../../../model/ports.ts';
import { type EvidenceContext, readEvidence } from '../evidence/index.ts';
import type { ApiClient } from '../http/client.ts';
import { AccessReviews } from './access.ts';
import { EventQueue } from './event-queue.ts';
import { Reader } from './reader.ts';
import { Served } from './served.ts';

export interface LiveSourceOptions extends EvidenceContext {
  readonly client: ApiClient;
  readonly label: string;
  /** Of the context. */
  readonly namespace: string;
  readonly pageSize?: number;
  identity(signal: AbortSignal): Promise<ClusterIdentity>;
}

export function createLiveSource(options: LiveSourceOptions): Source {
  const access = new AccessReviews(options.client);
  return {
    type: 'live',
    label: options.label,
    identity: (signal) => options.identity(signal),
    stream: (stream, signal) => streamFrom(options, stream, signal),
    may: (question, signal) => access.may(question, signal),
    groups: (signal) => new Served(options.client, signal).groups(),
  };
}

async function* streamFrom(
  options: LiveSourceOptions,
  stream: StreamOptions,
  signal: AbortSignal,
): AsyncIterable<SourceEvent> {
  const queue = new EventQueue();
  const stop = new AbortController();
  const scope = AbortSignal.any([signal, stop.signal]);
  const onAbort = () => queue.end(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const running = run(options, stream, queue, scope).then(
    () => queue.end(),
    (error: unknown) => queue.end(error),
  );
  try {
    signal.throwIfAborted();
    yield* queue;
  } finally {
    // The reader went away or everything was read: nothing may go on behind it.
    signal.removeEventListener('abort', onAbort);
    stop.abort();
    await running;
  }
}

async function run(
  options: LiveSourceOptions,
  stream: StreamOptions,
  queue: EventQueue,
  signal: AbortSignal,
): Promise<void> {
  const { client, namespace, pageSize } = options;
  const deps = {
    client,
    decoder: createDecoder(stream.kinds),
    served: new Served(client, signal),
    ...(pageSize === undefined ? {} : { pageSize }),
    emit: (event: SourceEvent) => queue.push(event),
  };
  const reader = new Reader({ stream, namespace }, deps, signal);
  const evidence = stream.evidence.map(async (kind) => {
    queue.push({ type: 'evidence', evidence: await readEvidence(kind, options, signal) });
  });
  await Promise.all([reader.readAll(), ...evidence]);
  queue.push({ type: 'synced' });
  if (stream.watch) await reader.watched();
}
