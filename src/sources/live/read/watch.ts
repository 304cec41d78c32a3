/**
 * A watch that never gives up: it follows bookmarks, lists again when history is gone, and says when it is not current.
 * What may be listed and not watched is listed again and again.
 */

import { isJsonObject } from '../../../kube/path.ts';
import { refOf } from '../../../kube/refs.ts';
import { backOff } from '../http/clock.ts';
import { ApiError, LiveError } from '../http/errors.ts';
import { lines } from '../http/lines.ts';
import { serverMessage } from '../http/server-message.ts';
import type { Batch } from './batch.ts';
import { isRefusal, poll } from './poll.ts';
import { Reported } from './reported.ts';
import { accepting, collectionPath, listing, named, type Resource, selected } from './resource.ts';
import { decoded, listAll, type SyncDeps } from './sync.ts';

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
      version ??= await relist(resource, deps, state, signal);
      version = await follow(resource, version, deps, state, signal);
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

async function relist(resource: Resource, deps: WatchDeps, state: Reported, signal: AbortSignal): Promise<string> {
  // What was gathered is older than the list to come.
  deps.batch.flush();
  const version = await listAll(resource, deps, { isRelist: true }, signal);
  state.listed();
  return version;
}

/** By one watch, or by lists until a watch is worth another try; gives the version to go on from. */
async function follow(
  resource: Resource,
  from: string,
  deps: WatchDeps,
  state: Reported,
  signal: AbortSignal,
): Promise<string> {
  let isOpen = false;
  const opened = () => {
    isOpen = true;
    state.followed();
  };
  try {
    return await watchOnce(resource, from, deps, opened, signal);
  } catch (error) {
    if (isOpen || !isRefusal(error)) throw error;
    const list = () => relist(resource, deps, state, signal);
    return poll({ list, from, clock: deps.client.clock, state }, signal);
  }
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
    for await (const line of lines(chunks)) version = carryOut(line, resource, deps) ?? version;
    return version;
  });
}

/** Carries out one event; gives the version it brings. */
function carryOut(line: string, resource: Resource, deps: WatchDeps): string | undefined {
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
