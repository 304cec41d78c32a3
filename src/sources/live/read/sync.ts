/** Reading one resource: a complete list as events, and what a failed list means for coverage. */
import { DecodeError, type Decoder } from '../../../decode/decode.ts';
import { apiVersionOf, groupOf, isMetadataOnly, isResourceName } from '../../../kube/kinds.ts';
import { isJsonObject } from '../../../kube/path.ts';
import { refOf } from '../../../kube/refs.ts';
import type { Observed, SourceEvent } from '../../../model/ports.ts';
import type { Coverage, KubeObject, ObjectRef } from '../../../plugin-api/index.ts';
import { errorText } from '../../../text/errors.ts';
import type { ApiClient } from '../http/client.ts';
import { ApiError } from '../http/errors.ts';
import { listPages } from './list.ts';
import { collectionPath, type ListedKind, listing, type Resource, selected } from './resource.ts';
import type { Served } from './served.ts';

export interface SyncDeps {
  readonly client: ApiClient;
  readonly decoder: Decoder;
  readonly served: Served;
  readonly pageSize?: number;
  emit(event: SourceEvent): void;
}

const MOST_RESTARTS = 4;

/** Emits all objects page by page; a list that has to start again ends with what to retain. Gives the version to watch from. */
export async function listAll(
  resource: Resource,
  deps: SyncDeps,
  options: { readonly isRelist: boolean },
  signal: AbortSignal,
): Promise<string> {
  for (let restarts = 0; ; restarts++) {
    try {
      const { resourceVersion, refs } = await listOnce(resource, deps, signal);
      if (options.isRelist || restarts > 0) deps.emit({ type: 'retain', ...scopeOf(resource), refs });
      return resourceVersion;
    } catch (error) {
      const isExpired = error instanceof ApiError && error.status === 410;
      if (!isExpired || restarts >= MOST_RESTARTS) throw error;
    }
  }
}

async function listOnce(
  resource: Resource,
  deps: SyncDeps,
  signal: AbortSignal,
): Promise<{ readonly resourceVersion: string; readonly refs: readonly ObjectRef[] }> {
  const request = {
    path: collectionPath(resource.info, resource.namespace),
    what: listing(resource),
    query: selected(resource),
    // Where all namespaces may not be listed at once there are as many lists as namespaces.
    isPaced: resource.namespace === undefined,
    info: resource.info,
    ...(deps.pageSize === undefined ? {} : { limit: deps.pageSize }),
  };
  const refs: ObjectRef[] = [];
  let resourceVersion = '';
  for await (const page of listPages(deps.client, request, signal)) {
    const items = page.items.flatMap((value) => decoded(value, resource, deps) ?? []);
    for (const { object } of items) refs.push(refOf(object));
    if (items.length > 0) deps.emit({ type: 'upsert', kind: resource.kind, items });
    resourceVersion = page.resourceVersion;
  }
  return { resourceVersion, refs };
}

/** An object that cannot be decoded is said aloud: it was not checked. */
export function decoded(value: unknown, resource: Resource, deps: SyncDeps): Observed | undefined {
  const { kind, info } = resource;
  const type = { apiVersion: apiVersionOf(info), kind: info.kind };
  try {
    const object = isMetadataOnly(info.kind) && isJsonObject(value) ? { ...value, ...type } : value;
    const observed = deps.decoder.decode(object, isResourceName(kind) ? { ...type, resource: kind } : type);
    demandPlace(observed.object, resource);
    return observed;
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    deps.emit({
      type: 'message',
      level: 'error',
      text: `an object of ${listing(resource)} is unreadable: ${error.message}`,
    });
    return undefined;
  }
}

/** Stored under its kind and namespace it would be judged as what it is not. */
function demandPlace({ apiVersion, kind, metadata }: KubeObject, { info, namespace }: Resource): void {
  if (kind !== info.kind || groupOf(apiVersion) !== info.group)
    throw new DecodeError(`it is a ${kind} of ${apiVersion}`);
  if (namespace !== undefined && metadata.namespace !== namespace)
    throw new DecodeError(`it is in namespace ${metadata.namespace ?? ''}`);
}

/** What the failure says about what can be seen; transport failures and server errors are messages too. */
export async function coverageOf(error: unknown, resource: Resource, { served }: SyncDeps): Promise<Coverage> {
  if (error instanceof ApiError && error.status === 403)
    return { state: 'denied', reason: `${listing(resource)} is denied to you` };
  if (error instanceof ApiError && error.status === 404) {
    // A definition may have gone since discovery was asked.
    if (isResourceName(resource.kind)) served.forget();
    return served.afterNotFound({ info: resource.info, what: listing(resource) });
  }
  return { state: 'error', reason: `${listing(resource)} failed: ${errorText(error)}` };
}

export function scopeOf({ kind, namespace }: Resource): { readonly kind: ListedKind; readonly namespace?: string } {
  return namespace === undefined ? { kind } : { kind, namespace };
}
