/** Small HTTP and HTTPS servers that answer as a test says, and remember what they were asked. */
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import path from 'node:path';
import { onTestFinished } from 'vitest';

export const CERTS = path.join(import.meta.dirname, 'certs');

export function pem(name: string): string {
  return readFileSync(path.join(CERTS, name), 'utf8');
}

export interface Seen {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: http.IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly body: unknown;
  /** Name in the client certificate. */
  readonly peer?: string;
}

export type Handler = (seen: Seen, response: http.ServerResponse) => void | Promise<void>;

export interface FakeServer {
  readonly url: string;
  readonly port: number;
  readonly seen: Seen[];
  readonly sockets: Set<Socket>;
  /** Connections that were ever made. */
  connections(): number;
  close(): Promise<void>;
}

export interface ServerOptions {
  /** Name of the certificate; plain HTTP without it. */
  readonly tls?: 'server' | 'expired' | 'other-name' | 'chained';
  readonly port?: number;
}

export async function fakeServer(handler: Handler, options: ServerOptions = {}): Promise<FakeServer> {
  const seen: Seen[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const listener = async (request: http.IncomingMessage, response: http.ServerResponse) => {
    const entry = await record(request);
    seen.push(entry);
    await handler(entry, response);
  };
  const server =
    options.tls === undefined
      ? http.createServer(listener)
      : https.createServer(
          {
            cert: pem(`${options.tls}.pem`),
            key: pem(`${options.tls}.key`),
            ca: pem('ca.pem'),
            requestCert: true,
            rejectUnauthorized: false,
          },
          listener,
        );
  server.on('connection', (socket: Socket) => {
    connections++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  onTestFinished(close);
  const url = `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`;
  return { url, port, seen, sockets, connections: () => connections, close };
}

async function record(request: http.IncomingMessage): Promise<Seen> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const url = new URL(request.url ?? '/', 'http://server');
  const socket = request.socket as Socket & { getPeerCertificate?: () => { subject?: { CN?: string } } };
  const peer = socket.getPeerCertificate?.()?.subject?.CN;
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: request.headers,
    rawHeaders: request.rawHeaders,
    body: text === '' ? undefined : JSON.parse(text),
    ...(peer === undefined ? {} : { peer }),
  };
}

export function json(response: http.ServerResponse, value: unknown, status = 200, headers: object = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
}

/** As API servers refuse. */
export function refusal(response: http.ServerResponse, code: number, reason: string, message: string): void {
  json(response, { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message }, code);
}

/** As API servers say that one object is not there. `kind`: its resource, as `deployments`. */
export function notFound(response: http.ServerResponse, details: { group?: string; kind: string; name: string }): void {
  const { group = '', kind, name } = details;
  const message = `${kind}${group === '' ? '' : `.${group}`} "${name}" not found`;
  json(
    response,
    { kind: 'Status', apiVersion: 'v1', status: 'Failure', code: 404, reason: 'NotFound', message, details },
    404,
  );
}

/** By the path of an object. */
export function notFoundAt(response: http.ServerResponse, path: string): void {
  const [name = '', kind = ''] = path.split('/').toReversed();
  const [, group = ''] = /^\/apis\/([^/]+)\//.exec(path) ?? [];
  notFound(response, { ...(group === '' ? {} : { group }), kind, name });
}

/** Answers what every connection asks first; anything else goes to `next`. `uid` tells one cluster from another. */
export function greeting(next?: Handler, uid = 'uid-of-kube-system'): Handler {
  return async (seen, response) => {
    if (seen.path.endsWith('/version')) return json(response, { major: '1', minor: '36', gitVersion: 'v1.36.3' });
    if (seen.path.endsWith('/selfsubjectreviews'))
      return json(response, { status: { userInfo: { username: 'jane', groups: ['developers'] } } });
    if (seen.method === 'GET' && seen.path.endsWith('/api/v1/namespaces/kube-system'))
      return json(response, { metadata: { name: 'kube-system', uid } });
    if (next !== undefined) return next(seen, response);
    refusal(response, 404, 'NotFound', `no ${seen.path} here`);
  };
}
