/** A small API server in memory, with a fault at one of its requests; each request that it gets has a number. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PatchOperation } from '../../src/kube/json-patch.ts';
import { patched } from '../support/json-patch.ts';
import { listAt } from '../support/stub-lists.ts';
import { die, isOver } from './disk.ts';
import { admitted, DENIED, isWebhookFault, type Loose, type WebhookFault } from './webhook.ts';

export const REQUEST_FAULTS = [
  'reset',
  'lost',
  'late',
  '500',
  'late500',
  '409',
  '429',
  '403',
  'kill',
  'killed',
] as const;
/**
 * reset: the connection ends before anything is done, lost: after it was done; late: it is done, and nobody answers. 500,
 * 409, 429, 403: so answered, and nothing done; late500: done, and so answered. kill: the process that asks is dead before
 * it, killed: before the answer.
 */
export type RequestFault = (typeof REQUEST_FAULTS)[number] | WebhookFault;

export interface PlannedRequest {
  readonly at: number;
  readonly fault: RequestFault;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export class Server {
  readonly objects = new Map<string, Loose>();
  readonly #http = http.createServer((request, response) => void this.#serve(request, response));
  #plan: PlannedRequest | undefined;
  #version = 100;
  count = 0;
  /** What each request was, by its number from 1. */
  readonly asked: string[] = [];
  /** Ends the process that asks; by default it is this one, which then does nothing any more. */
  kill: () => void = die;
  /** Only from the first request on that would write, dry or not, requests are numbered. */
  isFromWrites = false;

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#http.closeAllConnections();
    this.#http.close();
  }

  begin(plan: PlannedRequest | undefined): void {
    this.count = 0;
    this.asked.length = 0;
    this.#plan = plan;
  }

  /** As another writer does it. */
  put(path: string, object: Loose): void {
    this.#version++;
    const metadata = { ...object.metadata, uid: `uid-${this.#version}`, resourceVersion: String(this.#version) };
    this.objects.set(path, { ...object, metadata });
  }

  /** Without what every write changes. */
  contents(): Readonly<Record<string, string>> {
    const entries = [...this.objects].toSorted(([left], [right]) => (left < right ? -1 : 1));
    return Object.fromEntries(
      entries.map(
        ([
          path,
          {
            metadata: { uid: _uid, resourceVersion: _version, ...metadata },
            ...rest
          },
        ]) => [path, JSON.stringify({ ...rest, metadata })],
      ),
    );
  }

  async #serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    if (isOver()) return void request.socket.destroy();
    const { method = 'GET' } = request;
    const { pathname } = new URL(request.url ?? '/', 'http://server');
    const fault = this.#faultFor(method, pathname);
    if (fault === 'kill') this.kill();
    if (fault === 'kill' || fault === 'reset') return void request.socket.destroy();
    if (fault !== undefined && /^\d+$/.test(fault)) return send(response, refusal(Number(fault)));
    if (fault === 'deny') return send(response, { status: 403, body: DENIED });
    const answer = this.#answer(request, text === '' ? undefined : JSON.parse(text), fault);
    if (fault === 'killed') this.kill();
    if (fault === 'killed' || fault === 'lost') return void request.socket.destroy();
    if (fault !== 'late') send(response, fault === 'late500' ? refusal(500) : answer);
  }

  #faultFor(method: string, path: string): RequestFault | undefined {
    if (this.isFromWrites && this.count === 0 && !isWrite(method, path)) return undefined;
    this.count++;
    this.asked.push(`${method} ${path}`);
    return this.#plan?.at === this.count ? this.#plan.fault : undefined;
  }

  #answer(request: http.IncomingMessage, body: unknown, fault: RequestFault | undefined): Answer {
    const { method = 'GET', headers } = request;
    const url = new URL(request.url ?? '/', 'http://server');
    const path = url.pathname;
    if (path === '/version') return { status: 200, body: { major: '1', minor: '37', gitVersion: 'v1.37.2' } };
    if (path.endsWith('/selfsubjectreviews'))
      return { status: 201, body: { status: { userInfo: { username: 'kim', groups: ['system:authenticated'] } } } };
    if (path.endsWith('/selfsubjectaccessreviews')) return { status: 201, body: { status: { allowed: true } } };
    const how = { isDry: url.searchParams.get('dryRun') === 'All', webhook: isWebhookFault(fault) ? fault : undefined };
    if (method === 'POST') return this.#create(path, body as Loose, how);
    const found = this.objects.get(path);
    const list = found === undefined && method === 'GET' ? listAt(path, this.objects, headers.accept) : undefined;
    if (list !== undefined) return { status: 200, body: list };
    if (found === undefined) return refusal(404, path);
    if (method === 'PATCH') return this.#patch(path, found, body as readonly PatchOperation[], how);
    if (method === 'DELETE') return this.#delete(path, found, body as Deletion);
    return { status: 200, body: found };
  }

  #create(collection: string, body: Loose, how: How): Answer {
    const path = `${collection}/${String(body.metadata.name)}`;
    if (this.objects.has(path)) return refusal(409);
    return this.#store(path, { ...body, metadata: { ...body.metadata, uid: `uid-${this.#version + 1}` } }, [], how);
  }

  #patch(path: string, found: Loose, operations: readonly PatchOperation[], how: How): Answer {
    try {
      return this.#store(path, patched(found, operations) as Loose, operations, how);
    } catch {
      return refusal(422);
    }
  }

  #store(path: string, object: Loose, operations: readonly PatchOperation[], { isDry, webhook }: How): Answer {
    const made = webhook === undefined ? object : admitted(object, operations, webhook);
    const stored = { ...made, metadata: { ...made.metadata, resourceVersion: String(this.#version + 1) } };
    if (!isDry) {
      this.#version++;
      this.objects.set(path, stored);
    }
    return { status: 200, body: stored };
  }

  #delete(path: string, { metadata }: Loose, { preconditions = {}, dryRun }: Deletion): Answer {
    for (const [key, value] of Object.entries(preconditions)) if (metadata[key] !== value) return refusal(409);
    if (dryRun === undefined) this.objects.delete(path);
    return { status: 200, body: { kind: 'Status', apiVersion: 'v1', status: 'Success' } };
  }
}

interface How {
  readonly isDry: boolean;
  readonly webhook: WebhookFault | undefined;
}

/** Whether admission takes part in it. */
export function isWrite(method: string, path: string): boolean {
  return method !== 'GET' && !/\/selfsubject[a-z]*$/.test(path);
}

interface Deletion {
  readonly preconditions?: Readonly<Record<string, string>>;
  readonly dryRun?: readonly string[];
}

const REASONS: Readonly<Record<number, string>> = {
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  422: 'Invalid',
  429: 'TooManyRequests',
  500: 'InternalError',
};

/** `path`: of the object that is not there, which the answer then names. */
function refusal(code: number, path = ''): Answer {
  const reason = REASONS[code] ?? '';
  const [name = '', kind = ''] = path.split('/').toReversed();
  const [, group = ''] = /^\/apis\/([^/]+)\//.exec(path) ?? [];
  const details = path === '' ? {} : { details: { group, kind, name } };
  const message = `refused: ${reason}`;
  return {
    status: code,
    body: { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message, ...details },
  };
}

function send(response: http.ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
