/** A source whose images are scanned once it was read whole, as evidence beside its own. */
import type { Source, SourceEvent, StreamOptions } from '../model/ports.ts';
import type { Coverage, ImageScans } from '../plugin-api/index.ts';
import { printable } from '../text/printable.ts';
import { nameSome } from '../text/words.ts';
import { type Seen, see, type Wanted, wantedOf } from './images.ts';
import type { Scanned } from './scan.ts';

export interface Scanning {
  /** `trivy 0.70.1` */
  readonly scanner: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Rejects with the reason of the signal alone. */
  scan(wanted: readonly Wanted[], signal: AbortSignal): Promise<Scanned>;
}

const PENDING: Coverage = { state: 'syncing', reason: 'images are being scanned' };

type Stream = (options: StreamOptions, signal: AbortSignal) => AsyncIterable<SourceEvent>;

/** What is followed is shown before: a scan takes minutes. */
export function streamWithScans({ stream }: Pick<Source, 'stream'>, scanning: Scanning): Stream {
  return async function* scanned(options, signal) {
    if (!options.evidence.includes('ImageScans')) return yield* stream(options, signal);
    const seen: Seen = new Map();
    const events = stream(options, signal)[Symbol.asyncIterator]();
    let found: Promise<readonly SourceEvent[]> | undefined;
    try {
      for (let next = quiet(events.next()); ; ) {
        const first = await Promise.race([next, ...(found === undefined ? [] : [found])]);
        if (Array.isArray(first)) {
          yield* first;
          found = undefined;
          continue;
        }
        const { done, value } = first as IteratorResult<SourceEvent>;
        if (done === true) {
          if (found !== undefined) yield* await found;
          return;
        }
        next = quiet(events.next());
        if (value.type === 'upsert') see(seen, value.kind, value.items);
        if (value.type === 'synced' && !options.watch) yield* await scansOf(seen, scanning, signal);
        else if (value.type === 'synced') found = quiet(scansOf(seen, scanning, signal));
        yield withPending(value);
      }
    } finally {
      await events.return?.();
    }
  };
}

/** Whoever waits for another one at that moment does not hear of its failure: it is asked for again. */
function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

function withPending(event: SourceEvent): SourceEvent {
  if (event.type !== 'evidence' || event.evidence.ImageScans === undefined) return event;
  return { ...event, evidence: { ...event.evidence, ImageScans: { coverage: PENDING } } };
}

async function scansOf(seen: Seen, scanning: Scanning, signal: AbortSignal): Promise<readonly SourceEvent[]> {
  const { scans, unscanned } = await scanning.scan(wantedOf(seen), signal);
  const at = new Date(scanning.now()).toISOString();
  const value: ImageScans = { scanner: scanning.scanner, at, scans, unscanned };
  const evidence = { type: 'evidence', evidence: { ImageScans: { coverage: { state: 'full' }, value } } } as const;
  if (unscanned.length === 0) return [evidence];
  const names = nameSome([...new Set(unscanned.map(({ image }) => printable(image)))]);
  const [{ reason }] = unscanned as readonly [(typeof unscanned)[number]];
  return [
    { type: 'message', level: 'warning', text: `Not scanned: ${names}. The first of them: ${reason}.` },
    evidence,
  ];
}
