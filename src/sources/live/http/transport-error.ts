/** Why no answer came, as a sentence: what, where, what next. */
import { LiveError, systemCode } from './errors.ts';
import { serverMessage } from './server-message.ts';

const SAME_PATH = 'kubectl get --raw /version tests the same path.';

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

export function transportError(error: unknown, server: URL, what: string, waits: Waits): LiveError {
  const code = systemCode(error) ?? '';
  const where = server.href.replace(/\/$/, '');
  const isSent = !NOT_SENT.has(code);
  const make = (text: string, kind: 'unreachable' | 'tls' = 'unreachable') =>
    new LiveError(kind, text, { isSent, cause: error });
  const network = NETWORK[code];
  if (network !== undefined) return make(`cannot reach ${where}: ${network} ${SAME_PATH}`);
  const tls = TLS[code];
  if (tls !== undefined) return make(`cannot trust ${where}: ${tls}`, 'tls');
  switch (code) {
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return make(
        `cannot reach ${where}: connection timed out after ${seconds(waits.connect)}. Is the VPN up? ${SAME_PATH}`,
      );
    case 'UND_ERR_HEADERS_TIMEOUT':
      return make(`${where} does not respond: nothing came within ${seconds(waits.headers)} (${what}). ${SAME_PATH}`);
    case 'UND_ERR_BODY_TIMEOUT':
      return make(`${where} stopped responding: no data for ${seconds(waits.idle)} (${what}). ${SAME_PATH}`);
    case 'HARDEN_REQUEST_TIMEOUT':
      return make(`${where} took longer than --request-timeout (${seconds(waits.request)}) allows (${what}).`);
    case 'UND_ERR_SOCKET':
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ERR_STREAM_PREMATURE_CLOSE':
      return make(`${where} closed the connection before it responded (${what}). ${SAME_PATH}`);
    default:
      return make(`cannot talk to ${where}: ${serverMessage(String((error as Error)?.message ?? error))} (${what}).`);
  }
}

function seconds(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`;
}
