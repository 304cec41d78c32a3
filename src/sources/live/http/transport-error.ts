/** Why no answer came, as a sentence: what, where, what next. */

import { errorText } from '../../../text/errors.ts';
import { shellWord } from '../../../text/shell.ts';
import { isAtProxy } from './dispatcher.ts';
import { LiveError, systemCode } from './errors.ts';
import { proxyName } from './proxy.ts';
import { serverMessage } from './server-message.ts';

/** What kubectl is asked with: it does not put the path of the server in front of a raw one. */
export function rawVersion({ pathname }: URL): string {
  return `kubectl get --raw ${shellWord(`${pathname.replace(/\/$/, '')}/version`)}`;
}

const PROXY = 'Is it running? It is set by --proxy-url, proxy-url in the kubeconfig, HTTPS_PROXY or HTTP_PROXY.';
const PROXY_NETWORK: Readonly<Record<string, string>> = {
  ECONNREFUSED: `connection refused. ${PROXY}`,
  EHOSTUNREACH: `no route to the host. ${PROXY}`,
  ENETUNREACH: `the network is not reachable. ${PROXY}`,
  EHOSTDOWN: `the host is down. ${PROXY}`,
  ENOTFOUND: `its name does not resolve. ${PROXY}`,
  EAI_AGAIN: `its name does not resolve right now. ${PROXY}`,
};
const NETWORK: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused. Is the API server running, and is this its port?',
  EHOSTUNREACH: 'no route to the host. Is the VPN up?',
  ENETUNREACH: 'the network is not reachable. Is the VPN up?',
  EHOSTDOWN: 'the host is down.',
  ENOTFOUND: 'its name does not resolve. Is the name right, and is the VPN up?',
  EAI_AGAIN: 'its name does not resolve right now. Is the VPN up?',
};

const TLS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired. Renew it, or correct the clock of this machine.',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet. Is the clock of this machine right?',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed. Set its authority with --certificate-authority.',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an unknown authority. Set it with --certificate-authority.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its certificate is signed by an unknown authority. Set it with --certificate-authority.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'its certificate is signed by an unknown authority. Set it with --certificate-authority.',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate is signed by an unknown authority. Set it with --certificate-authority.',
  CERT_SIGNATURE_FAILURE: 'the signature of its certificate is wrong. Is this the authority of this cluster?',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'its certificate is for another name. Use the name in the certificate, or set it with --tls-server-name.',
  CERT_REVOKED: 'its certificate is revoked.',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS. Is its address http:// and not https://?',
};

/** Codes that mean that no connection was made, so nothing was sent. */
const NOT_SENT: ReadonlySet<string> = new Set([
  ...Object.keys(NETWORK),
  ...Object.keys(TLS),
  'UND_ERR_CONNECT_TIMEOUT',
]);

export interface Waits {
  readonly connect: number;
  readonly headers: number;
  readonly idle: number;
  readonly request: number;
}

/** Where a request was to go. */
export interface Way {
  readonly server: URL;
  readonly proxy?: URL | undefined;
}

export function transportError(error: unknown, { server, proxy }: Way, what: string, waits: Waits): LiveError {
  const code = systemCode(error) ?? '';
  const isOfProxy = proxy !== undefined && isProxyProblem(error, code);
  const where = isOfProxy ? `the proxy ${proxyName(proxy)}` : hrefOf(server);
  const through = proxy === undefined || isOfProxy ? '' : ` through the proxy ${proxyName(proxy)}`;
  const same = `${rawVersion(server)} tests the same path.`;
  const isSent = !(NOT_SENT.has(code) || isOfProxy);
  const make = (text: string, kind: 'unreachable' | 'tls' = 'unreachable') =>
    new LiveError(kind, text, { isSent, cause: error });
  if (isOfProxy && tunnelStatus(error) !== undefined) return make(refusedTunnel(where, server, tunnelStatus(error)));
  const network = isOfProxy ? PROXY_NETWORK[code] : NETWORK[code];
  if (network !== undefined)
    return make(`cannot reach ${where}${isOfProxy ? ` to ${hrefOf(server)}` : ''}: ${network} ${same}`);
  const tls = TLS[code];
  if (tls !== undefined) return make(`cannot trust ${where}${through}: ${tls}`, 'tls');
  switch (code) {
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return make(
        `cannot reach ${where}: connection timed out after ${seconds(waits.connect)}. Is the VPN up? ${same}`,
      );
    case 'UND_ERR_HEADERS_TIMEOUT':
      return make(`${where} does not respond: nothing came within ${seconds(waits.headers)} (${what}). ${same}`);
    case 'UND_ERR_BODY_TIMEOUT':
      return make(`${where} stopped responding: no data for ${seconds(waits.idle)} (${what}). ${same}`);
    case 'HARDEN_REQUEST_TIMEOUT':
      return make(`${where} took longer than --request-timeout (${seconds(waits.request)}) allows (${what}).`);
    case 'UND_ERR_SOCKET':
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ERR_STREAM_PREMATURE_CLOSE':
      return make(`${where} closed the connection before it responded${through} (${what}). ${same}`);
    default:
      return make(
        `cannot talk to ${where}${through}: ${serverMessage(String((error as Error)?.message ?? error))} (${what}).`,
      );
  }
}

function hrefOf(server: URL): string {
  return server.href.replace(/\/$/, '');
}

/** Only the proxy is connected to: whatever failed before there was a connection failed there. */
function isProxyProblem(error: unknown, code: string): boolean {
  const isConnecting = code in PROXY_NETWORK || code === 'UND_ERR_CONNECT_TIMEOUT' || code.startsWith('UND_ERR_PRX');
  return isConnecting || isAtProxy(error) || tunnelStatus(error) !== undefined;
}

/** The answer of a proxy to the wish for a tunnel, where it was no success. */
function tunnelStatus(error: unknown): string | undefined {
  return /^Proxy response \((\d+)\)/.exec(errorText(error))?.[1];
}

function refusedTunnel(proxy: string, server: URL, status: string | undefined): string {
  const why = status === '407' ? 'it asks for a user name and a password (407)' : `it answered ${status}`;
  return `${proxy} does not connect to ${hrefOf(server)}: ${why}.`;
}

function seconds(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`;
}
