/** The one keep-alive dispatcher of a connection: TLS, client certificate, proxy. */
import { isIP } from 'node:net';
import { type ConnectionOptions, getCACertificates } from 'node:tls';
import { Agent, buildConnector, type Dispatcher, Pool, ProxyAgent, Socks5ProxyAgent } from 'undici';
import type { Connection } from '../config/connection.ts';
import { LiveError } from './errors.ts';

export interface ClientCertificate {
  readonly cert: string;
  readonly key: string;
}

/** Milliseconds. */
export interface Timeouts {
  readonly connect: number;
  /** Until the first byte of an answer. */
  readonly headers: number;
  /** Without a byte within an answer. */
  readonly idle: number;
  /** Without a byte in a watch: a bookmark, sent every minute, is then missing. */
  readonly watchIdle: number;
  /** For one request altogether; 0: none. */
  readonly request: number;
}
export const DEFAULT_TIMEOUTS: Timeouts = {
  connect: 10_000,
  headers: 60_000,
  idle: 30_000,
  watchIdle: 90_000,
  request: 0,
};

export function createDispatcher(
  connection: Connection,
  certificate: ClientCertificate | undefined,
  timeouts: Timeouts,
  proxy: URL | undefined,
): Dispatcher {
  if (connection.ca?.includes('-----BEGIN CERTIFICATE-----') === false)
    throw new LiveError('config', `the certificate authority of the cluster "${connection.clusterName}" is not PEM.`);
  const tls: buildConnector.BuildOptions & ConnectionOptions = {
    rejectUnauthorized: !connection.insecureSkipTlsVerify,
    timeout: timeouts.connect,
    ca: connection.ca ?? trustedHere(),
    // As in Go: what is trusted is, also an intermediate authority or the certificate of the server itself.
    allowPartialTrustChain: true,
    ...(connection.tlsServerName === undefined ? {} : { servername: connection.tlsServerName }),
    ...(certificate === undefined ? {} : certificate),
  };
  // HTTP/1.1 throughout: one connection that breaks takes one list or watch with it, not all.
  const pool = {
    allowH2: false,
    keepAliveTimeout: 60_000,
    headersTimeout: timeouts.headers,
    bodyTimeout: timeouts.idle,
  };
  if (proxy === undefined) return new Agent({ ...pool, connect: tls });
  const { servername: _ofServer, ...trust } = tls;
  const toProxy = connectorTo(trust);
  if (proxy.protocol === 'socks5:') return new Socks5ProxyAgent(proxy, { ...pool, requestTls: tls, connect: toProxy });
  return new ProxyAgent({
    ...pool,
    uri: proxy.href,
    requestTls: tls,
    clientFactory: (origin, options) => new Pool(origin, { ...options, connect: toProxy }),
  });
}

/** The certificate of a proxy is checked as that of the server, by its own name. */
function connectorTo(tls: buildConnector.BuildOptions): buildConnector.connector {
  const connect = buildConnector({ ...tls, allowH2: false });
  return (options, callback) =>
    // An address is no name to ask for, and TLS refuses to.
    connect(isIP(options.servername ?? '') === 0 ? options : { ...options, servername: '' }, (error, socket) => {
      if (error === null) return callback(null, socket);
      atProxy.add(error);
      callback(error, null);
    });
}

const atProxy = new WeakSet<Error>();

/** Whether it was the proxy that could not be reached or trusted. */
export function isAtProxy(error: unknown): boolean {
  for (let each = error; each instanceof Error; each = each.cause) if (atProxy.has(each)) return true;
  return false;
}

/** As kubectl: the authorities of the system; those that come with Node where it has none. */
function trustedHere(): string[] {
  const ofSystem = getCACertificates('system');
  return ofSystem.length > 0 ? ofSystem : getCACertificates('default');
}
