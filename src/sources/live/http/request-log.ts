/** Which requests were made, in the words of RBAC: no names of objects, no bodies, no credentials. */
import { compareText, grouped } from '../../../text/words.ts';
import type { ApiRequest } from './client.ts';

/** `resource` as rules name it (`deployments.apps`, `pods/log`), or the path of what is no resource (`/version`). */
export interface RequestKind {
  readonly verb: string;
  readonly resource: string;
}

const RESOURCE_PATH =
  /^\/(?:api\/[^/]+|apis\/(?<group>[^/]+)\/[^/]+)\/(?:namespaces\/[^/]+\/(?=[^/]))?(?<resource>[^/]+)(?:\/(?<name>[^/]+))?(?:\/(?<sub>.+))?$/;
const VERBS = { GET: 'get', POST: 'create', PATCH: 'patch', DELETE: 'delete' } as const;
/** `namespaces/shop/status` is of the Namespace itself, `namespaces/shop/pods` of what is in it. */
const OF_NAMESPACES = /^\/api\/v1\/namespaces\/[^/]+\/(status|finalize)$/;

export function requestKind(request: Omit<ApiRequest, 'what'>): RequestKind {
  // What is no path is no HTTP request: a handshake.
  const kind = request.path.startsWith('/') ? kindOf(request) : { verb: 'connect', resource: request.path };
  return request.isAnonymous === true ? { ...kind, resource: `${kind.resource} (without credential)` } : kind;
}

function kindOf({ method = 'GET', path, query = {}, isWatch }: Omit<ApiRequest, 'what'>): RequestKind {
  if (OF_NAMESPACES.test(path)) return { verb: VERBS[method], resource: `namespaces/${path.split('/').at(-1)}` };
  const parts = RESOURCE_PATH.exec(path)?.groups;
  if (parts === undefined) return { verb: VERBS[method], resource: path };
  const { group, resource = '', name, sub } = parts;
  const full = `${resource}${group === undefined ? '' : `.${group}`}${sub === undefined ? '' : `/${sub}`}`;
  const isList = method === 'GET' && name === undefined;
  const verb = isWatch === true ? 'watch' : isList ? 'list' : VERBS[method];
  return { verb: query.dryRun === undefined ? verb : `${verb} (dry run)`, resource: full };
}

/** Counts requests by verb and resource; tries that were repeated count once more. */
export class RequestLog {
  readonly #counts = new Map<string, RequestKind & { count: number }>();

  note(request: Omit<ApiRequest, 'what'>): void {
    const kind = requestKind(request);
    const key = `${kind.resource} ${kind.verb}`;
    const noted = this.#counts.get(key) ?? { ...kind, count: 0 };
    noted.count += 1;
    this.#counts.set(key, noted);
  }

  /** By resource, then by verb: the same lines whatever the order in which they were made. */
  kinds(): readonly (RequestKind & { readonly count: number })[] {
    return [...this.#counts]
      .toSorted(([left], [right]) => compareText(left, right))
      .map(([, { verb, resource, count }]) => ({ verb, resource, count }));
  }
}

/** For people: a sum, and a line for each verb and resource. */
export function requestLines(kinds: ReturnType<RequestLog['kinds']>): readonly string[] {
  const total = kinds.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return ['No request was made.'];
  const width = Math.max(...kinds.map(({ verb }) => verb.length));
  return [
    `Requests made: ${grouped(total)}.`,
    ...kinds.map(({ verb, resource, count }) => `  ${verb.padEnd(width)}  ${resource}  ${grouped(count)}`),
  ];
}
