/** A small API server in memory, with a fault at one of its requests; each request that it gets has a number. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PatchOperation } from '../../src/kube/json-patch.ts';
import { patched } from '../support/json-patch.ts';
import { die, isOver } from './disk.ts';

export const REQUEST_FAULTS = ['reset', 'lost', '500', 'late500', '409', '429', '403', 'kill', 'killed'] as const;
/**
 * reset: the connection ends before anything is done, lost: after it was done. 500, 409, 429, 403: so answered, and nothing
 * done; late500: done, and so answered. kill: the process that asks is dead before it, killed: before the answer.
 */
export type RequestFault = (typeof REQUEST_FAULTS)[number];

export interface PlannedRequest {
  readonly at: number;
  readonly fault: RequestFault;
}

type Loose = Record<string, unknown> & { metadata: Record<string, unknown> };

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export class Server {
  readonly objects = new Map<string, Loose>();
  readonly #http = http.createServer((request, response) => void this.#serve(request, response));
  /** What admission makes of an object before it is stored. */
  readonly #admit: (object: Loose) => Loose;
  #plan: PlannedRequest | undefined;
  #version = 100;
  count = 0;

  constructor(admit: (object: Loose) => Loose) {
    this.#admit = admit;
  }

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
    this.count++;
    const fault = this.#plan?.at === this.count ? this.#plan.fault : undefined;
    if (fault === 'kill') die();
    if (fault === 'kill' || fault === 'reset') return void request.socket.destroy();
    if (fault !== undefined && /^\d+$/.test(fault)) return send(response, refusal(Number(fault)));
    const url = new URL(request.url ?? '/', 'http://server');
    const answer = this.#answer(request.method ?? 'GET', url, text === '' ? undefined : JSON.parse(text));
    if (fault === 'killed') die();
    if (fault === 'killed' || fault === 'lost') return void request.socket.destroy();
    send(response, fault === 'late500' ? refusal(500) : answer);
  }

  #answer(method: string, url: URL, body: unknown): Answer {
    const path = url.pathname;
    if (path === '/version') return { status: 200, body: { major: '1', minor: '37', gitVersion: 'v1.37.2' } };
    if (path.endsWith('/selfsubjectreviews'))
      return { status: 201, body: { status: { userInfo: { username: 'kim', groups: ['system:authenticated'] } } } };
    const isDry = url.searchParams.get('dryRun') === 'All';
    if (method === 'POST') return this.#create(path, body as Loose, isDry);
    const found = this.objects.get(path);
    if (found === undefined) return refusal(404);
    if (method === 'PATCH') return this.#patch(path, found, body as readonly PatchOperation[], isDry);
    if (method === 'DELETE') return this.#delete(path, found, body as Deletion);
    return { status: 200, body: found };
  }

  #create(collection: string, body: Loose, isDry: boolean): Answer {
    const path = `${collection}/${String(body.metadata.name)}`;
    if (this.objects.has(path)) return refusal(409);
    return this.#store(path, { ...body, metadata: { ...body.metadata, uid: `uid-${this.#version + 1}` } }, isDry);
  }

  #patch(path: string, found: Loose, operations: readonly PatchOperation[], isDry: boolean): Answer {
    try {
      return this.#store(path, patched(found, operations) as Loose, isDry);
    } catch {
      return refusal(422);
    }
  }

  #store(path: string, object: Loose, isDry: boolean): Answer {
    const admitted = this.#admit(object);
    const metadata = { ...admitted.metadata, resourceVersion: String(this.#version + 1) };
    const stored = { ...admitted, metadata };
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

function refusal(code: number): Answer {
  const reason = REASONS[code] ?? '';
  const body = { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message: `refused: ${reason}` };
  return { status: code, body };
}

function send(response: http.ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
