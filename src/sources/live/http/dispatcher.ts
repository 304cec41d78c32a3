/** The one keep-alive dispatcher of a connection: TLS, client certificate, proxy. */
import { Agent, type Dispatcher, ProxyAgent, Socks5ProxyAgent } from 'undici';
import type { Connection } from '../config/connection.ts';
import type { Environment } from '../config/kubeconfig.ts';
import { LiveError } from './errors.ts';
import { proxyFor } from './proxy.ts';

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
  env: Environment,
): Dispatcher {
  if (connection.ca?.includes('-----BEGIN CERTIFICATE-----') === false)
    throw new LiveError('config', `the certificate authority of the cluster "${connection.clusterName}" is not PEM.`);
  const tls = {
    rejectUnauthorized: !connection.insecureSkipTlsVerify,
    timeout: timeouts.connect,
    ...(connection.ca === undefined ? {} : { ca: connection.ca }),
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
  const proxy = proxyFor(connection.server, connection.proxyUrl, env);
  if (proxy === undefined) return new Agent({ ...pool, connect: tls });
  if (proxy.protocol === 'socks5:') return new Socks5ProxyAgent(proxy, { ...pool, requestTls: tls });
  return new ProxyAgent({ ...pool, uri: proxy.href, requestTls: tls, connect: { timeout: timeouts.connect } });
}
