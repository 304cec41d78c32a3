/** A watch that never gives up: it follows bookmarks, lists again when history is gone, and says when it is not current. */

import { isJsonObject } from '../../../kube/path.ts';
import { refOf } from '../../../kube/refs.ts';
import type { Coverage } from '../../../plugin-api/index.ts';
import { backOff } from '../http/clock.ts';
import { ApiError, errorText, LiveError } from '../http/errors.ts';
import { lines } from '../http/lines.ts';
import { serverMessage } from '../http/server-message.ts';
import type { Batch } from './batch.ts';
import { accepting, collectionPath, listing, named, type Resource, selected } from './resource.ts';
import { coverageOf, decoded, listAll, type SyncDeps, scopeOf } from './sync.ts';

export interface WatchDeps extends SyncDeps {
  readonly batch: Batch;
}

const WATCH_SECONDS = 240;
/** A watch that ends sooner counts as a failure: a server in trouble must not be asked in a tight loop. */
const SHORT_MS = 2000;

/** Runs until aborted. Without a version it begins with a list. */
export async function watch(
  resource: Resource,
  from: string | undefined,
  deps: WatchDeps,
  signal: AbortSignal,
): Promise<void> {
  const { clock } = deps.client;
  const state = new Reported(resource, deps, from === undefined);
  let version = from;
  let attempt = 0;
  while (!signal.aborted) {
    const openedAt = clock.now();
    try {
      version ??= await relist(resource, deps, signal);
      version = await watchOnce(resource, version, deps, () => state.current(), signal);
      attempt = clock.now() - openedAt < SHORT_MS ? attempt + 1 : 0;
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ApiError && error.status === 410) {
        version = undefined;
        attempt = clock.now() - openedAt < SHORT_MS ? attempt + 1 : 0;
      } else {
        if (clock.now() - openedAt >= SHORT_MS) attempt = 0;
        attempt++;
        // Rights may have changed: only a new list tells.
        if (error instanceof ApiError) version = undefined;
        await state.lost(error);
      }
    }
    if (attempt === 0) continue;
    const wait = backOff(attempt - 1, clock);
    if (state.isLost) deps.emit({ type: 'retry', at: clock.wall() + wait });
    await clock.sleep(wait, signal).catch(() => undefined);
  }
}

async function relist(resource: Resource, deps: WatchDeps, signal: AbortSignal): Promise<string> {
  // What was gathered is older than the list to come.
  deps.batch.flush();
  return listAll(resource, deps, { isRelist: true }, signal);
}

/** Follows one watch to its end; gives the version to go on from. */
async function watchOnce(
  resource: Resource,
  from: string,
  deps: WatchDeps,
  opened: () => void,
  signal: AbortSignal,
): Promise<string> {
  const seconds = WATCH_SECONDS + Math.floor(deps.client.clock.random() * 60);
  const request = {
    path: collectionPath(resource.info, resource.namespace),
    query: {
      ...selected(resource),
      watch: '1',
      resourceVersion: from,
      allowWatchBookmarks: 'true',
      timeoutSeconds: String(seconds),
    },
    isWatch: true,
    ...accepting(resource.info, 'PartialObjectMetadata'),
    what: `watch ${named(resource)}`,
  };
  return deps.client.open(request, signal, async ({ chunks }) => {
    opened();
    let version = from;
    for await (const line of lines(chunks)) version = follow(line, resource, deps) ?? version;
    return version;
  });
}

/** Carries out one event; gives the version it brings. */
function follow(line: string, resource: Resource, deps: WatchDeps): string | undefined {
  const event = parsed(line, resource);
  if (!isJsonObject(event) || !isJsonObject(event.object)) return undefined;
  const { type, object } = event;
  if (type === 'ERROR') throw statusError(event.object);
  const meta = isJsonObject(event.object.metadata) ? event.object.metadata : {};
  const version = typeof meta.resourceVersion === 'string' ? meta.resourceVersion : undefined;
  if (type === 'BOOKMARK') return version;
  const observed = decoded(object, resource, deps);
  if (observed === undefined) return version;
  if (type === 'DELETED') deps.batch.remove(resource.kind, refOf(observed.object));
  else deps.batch.upsert(resource.kind, observed);
  return version;
}

function parsed(line: string, resource: Resource): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new LiveError('unreachable', `the watch ended in the middle of an event (${listing(resource)})`);
  }
}

function statusError(status: { readonly [key: string]: unknown }): ApiError {
  const code = typeof status.code === 'number' ? status.code : 500;
  const reason = typeof status.reason === 'string' ? status.reason : '';
  const message = typeof status.message === 'string' ? serverMessage(status.message) : 'the watch failed';
  return new ApiError(code, reason, message);
}

/** Says once that a resource is not current, and once that it is again. */
class Reported {
  readonly #resource: Resource;
  readonly #deps: WatchDeps;
  #isLost: boolean;
  #state: Coverage['state'] | undefined;

  constructor(resource: Resource, deps: WatchDeps, isLost: boolean) {
    this.#resource = resource;
    this.#deps = deps;
    this.#isLost = isLost;
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  current(): void {
    if (!this.#isLost) return;
    this.#isLost = false;
    this.#emit({ state: 'full' });
  }

  async lost(error: unknown): Promise<void> {
    const found = await coverageOf(error, this.#resource, this.#deps);
    // What was read before is still there, only no longer kept current; what is denied now may not be used.
    if (found.state !== 'error') this.#emit(found);
    else if (!this.#isLost)
      this.#emit({ state: 'stale', reason: `not current since the connection was lost: ${errorText(error)}` });
    this.#isLost = true;
  }

  #emit(coverage: Coverage): void {
    if (this.#state === coverage.state) return;
    this.#state = coverage.state;
    this.#deps.emit({ type: 'coverage', ...scopeOf(this.#resource), coverage });
  }
}
