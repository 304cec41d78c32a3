/** Paged lists: the next page is asked for as soon as the head of this one is there, and arrives while this one is parsed. */
import { apiVersionOf, isDated, isMetadataOnly, type KindInfo, kindOf } from '../../../kube/kinds.ts';
import { isJsonObject } from '../../../kube/path.ts';
import type { JsonObject } from '../../../plugin-api/index.ts';
import type { ApiClient } from '../http/client.ts';
import { LiveError } from '../http/errors.ts';
import { accepting } from './resource.ts';
import { withoutManagedFields } from './slim.ts';
import { Pages } from './whole.ts';

export interface ListRequest {
  readonly path: string;
  readonly what: string;
  /** Of its objects. */
  readonly info: KindInfo;
  readonly query?: Readonly<Record<string, string>>;
  readonly isPaced?: boolean;
  /** Objects a page. */
  readonly limit?: number;
}

export interface Page {
  readonly items: readonly unknown[];
  readonly resourceVersion: string;
}

interface Head {
  readonly next: string;
}

interface PageRequest {
  /** Early, from the first chunks; `undefined` when only the whole answer tells. */
  readonly head: Promise<Head | undefined>;
  readonly text: Promise<string>;
}

const DEFAULT_LIMIT = 500;
const ITEMS = '"items":';
const MOST_HEAD = 64 * 1024;

/** Throws ApiError 410 when the list changed too much between two pages: it has to be started again. */
export async function* listPages(client: ApiClient, request: ListRequest, signal: AbortSignal): AsyncIterable<Page> {
  const stop = new AbortController();
  const scope = AbortSignal.any([signal, stop.signal]);
  const what = `${request.what} on ${client.server.href}`;
  const pages = new Pages(what);
  try {
    let current: PageRequest | undefined = requestPage(client, request, '', scope);
    while (current !== undefined) {
      const head: Head | undefined = await current.head;
      const early: PageRequest | undefined = head?.next ? requestPage(client, request, head.next, scope) : undefined;
      const { page, next, remaining } = parsePage(await current.text, request.info, what);
      pages.take({ items: page.items, next, remaining });
      yield page;
      // A page that had to be asked for twice may go on elsewhere than its first head said.
      if (head?.next === next) current = early;
      else current = next === '' ? undefined : requestPage(client, request, next, scope);
    }
  } finally {
    stop.abort();
  }
}

function requestPage(client: ApiClient, list: ListRequest, token: string, signal: AbortSignal): PageRequest {
  let tellHead: (head: Head | undefined) => void = () => undefined;
  const head = new Promise<Head | undefined>((resolve) => {
    tellHead = resolve;
  });
  const query = {
    ...list.query,
    limit: String(list.limit ?? DEFAULT_LIMIT),
    ...(token === '' ? {} : { continue: token }),
  };
  const { path, what, isPaced = true } = list;
  const sent = { path, what, isPaced, ...accepting(list.info, 'PartialObjectMetadataList') };
  const text = client.open({ ...sent, query }, signal, async ({ chunks }) => {
    const read: Buffer[] = [];
    let start = '';
    let isHeadKnown = false;
    for await (const chunk of chunks) {
      read.push(chunk);
      if (isHeadKnown) continue;
      start += chunk.toString('latin1');
      const found = headOf(start);
      if (found === undefined && start.length < MOST_HEAD) continue;
      isHeadKnown = true;
      tellHead(found);
    }
    return Buffer.concat(read).toString('utf8');
  });
  // A failure is met where the text is awaited; the head must not hang meanwhile, and a page left behind is no error.
  text.then(
    () => tellHead(undefined),
    () => tellHead(undefined),
  );
  return { head, text };
}

/** The list's own metadata stands before its items. */
function headOf(start: string): Head | undefined {
  const items = start.indexOf(ITEMS);
  if (items < 0) return undefined;
  const head = start.slice(0, items);
  if (!head.includes('"metadata":')) return undefined;
  return { next: /"continue":"([A-Za-z0-9+/=_-]*)"/.exec(head)?.[1] ?? '' };
}

function parsePage(text: string, info: KindInfo, what: string) {
  let list: unknown;
  try {
    list = JSON.parse(isDated(info.kind) || isMetadataOnly(info.kind) ? text : withoutManagedFields(text));
  } catch {
    throw notAList('is not JSON', what);
  }
  if (!isJsonObject(list) || !isJsonObject(list.metadata)) throw notAList('is not a list', what);
  if (!isListOf(list, info)) throw notAList(`is a ${nameOf(list)}, not a list of ${info.plural}`, what);
  // Go writes a list without objects as null in places.
  if (list.items !== null && !Array.isArray(list.items)) throw notAList('has no list of items', what);
  const { resourceVersion, continue: next, remainingItemCount: remaining } = list.metadata;
  return {
    page: { items: list.items ?? [], resourceVersion: typeof resourceVersion === 'string' ? resourceVersion : '' },
    next: typeof next === 'string' ? next : '',
    remaining: typeof remaining === 'number' ? remaining : 0,
  };
}

/** A definition may give its list any name. */
function isListOf({ kind, apiVersion }: JsonObject, info: KindInfo): boolean {
  if (isMetadataOnly(info.kind)) return kind === 'PartialObjectMetadataList';
  if (kind === 'List') return true;
  if (typeof kind !== 'string' || apiVersion !== apiVersionOf(info)) return false;
  return kindOf(apiVersion, info.kind) === undefined ? kind.endsWith('List') : kind === `${info.kind}List`;
}

function nameOf({ kind, apiVersion }: JsonObject): string {
  return [apiVersion, kind].filter((part) => typeof part === 'string').join(' ') || 'document without a kind';
}

function notAList(how: string, what: string): LiveError {
  const message = `the answer ${how} (${what}): the server is not an API server, or a proxy changed the response.`;
  return new LiveError('unreachable', message, { isSent: true });
}
