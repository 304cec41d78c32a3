/** How the server of the connection does TLS: handshakes without a client certificate, to that server alone. */
import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import type { EvidenceResult, ServerTls, TlsVersion } from '../../../plugin-api/index.ts';
import { errorText } from '../../../text/errors.ts';
import { printable } from '../../../text/printable.ts';
import { hostOf } from '../http/proxy.ts';
import type { EvidenceContext } from './context.ts';
import { behind } from './endpoint.ts';
import { full } from './result.ts';

const VERSIONS = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const satisfies readonly TlsVersion[];
/** OpenSSL refuses old versions itself unless it is told not to: that would pass for a refusal of the server. */
const ANY_CIPHER = 'ALL:@SECLEVEL=0';
/** What Go calls insecure, in the names of OpenSSL. */
const WEAK_CIPHERS = [
  'AES128-SHA:AES256-SHA:AES128-SHA256:AES128-GCM-SHA256:AES256-GCM-SHA384:DES-CBC3-SHA:RC4-SHA',
  'ECDHE-RSA-AES128-SHA256:ECDHE-ECDSA-AES128-SHA256:ECDHE-RSA-DES-CBC3-SHA:ECDHE-RSA-RC4-SHA:ECDHE-ECDSA-RC4-SHA',
  '@SECLEVEL=0',
].join(':');
const WAIT_MS = 10_000;
const DAY_MS = 86_400_000;
const WHAT = 'a TLS handshake';

interface Offer {
  readonly versions: readonly [TlsVersion, TlsVersion];
  readonly ciphers: string;
}
interface Agreed {
  readonly cipher: string;
  readonly certificate: ServerTls['certificate'] | undefined;
}

export async function readServerTls(context: EvidenceContext, signal: AbortSignal): Promise<EvidenceResult<ServerTls>> {
  const other = context.client.proxy === undefined ? behind(context) : 'the connection goes through a proxy';
  if (other !== undefined) return { coverage: { state: 'absent', reason: `${WHAT} was not tried: ${other}` } };
  if (context.connection.server.protocol === 'http:')
    return { coverage: { state: 'absent', reason: 'the server is reached without TLS' } };
  try {
    const [agreed, weak] = await Promise.all([
      Promise.all(VERSIONS.map((each) => tried(context, { versions: [each, each], ciphers: ANY_CIPHER }, signal))),
      tried(context, { versions: ['TLSv1.2', 'TLSv1.2'], ciphers: WEAK_CIPHERS }, signal),
    ]);
    const certificate = agreed.findLast((each) => each?.certificate !== undefined)?.certificate;
    if (certificate === undefined)
      return { coverage: { state: 'error', reason: 'the server agreed to no version of TLS' } };
    return full({
      versions: VERSIONS.filter((_, index) => agreed[index] !== undefined),
      ...(weak === undefined ? {} : { weakCipher: weak.cipher }),
      certificate,
    });
  } catch (error) {
    signal.throwIfAborted();
    return { coverage: { state: 'error', reason: `${WHAT} failed: ${printable(errorText(error))}` } };
  }
}

/** `undefined`: the server does not agree. Rejects where it cannot be reached. */
function tried(context: EvidenceContext, offer: Offer, signal: AbortSignal): Promise<Agreed | undefined> {
  const { client, connection } = context;
  const host = hostOf(connection.server);
  const name = connection.tlsServerName ?? host;
  client.note({ path: 'TLS handshake', what: WHAT, isAnonymous: true });
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port: Number(connection.server.port || '443'),
      ...(isIP(name) === 0 ? { servername: name } : {}),
      minVersion: offer.versions[0],
      maxVersion: offer.versions[1],
      ciphers: offer.ciphers,
      // What it is like is the question; nothing but the handshake is sent.
      rejectUnauthorized: false,
    });
    let isConnected = false;
    const end = (settle: () => void): void => {
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
      settle();
    };
    const onAbort = (): void => end(() => reject(signal.reason));
    signal.addEventListener('abort', onAbort, { once: true });
    socket.setTimeout(WAIT_MS, () => end(() => reject(new Error(`nothing came within ${WAIT_MS / 1000} s`))));
    socket.on('connect', () => {
      isConnected = true;
    });
    socket.on('secureConnect', () => {
      const agreed = { cipher: socket.getCipher().name, certificate: certificateOf(socket, name, client.clock.wall()) };
      end(() => resolve(agreed));
    });
    socket.on('error', (error) => end(() => (isConnected ? resolve(undefined) : reject(error))));
    socket.on('close', () => end(() => (isConnected ? resolve(undefined) : reject(new Error('it was closed')))));
  });
}

function certificateOf(socket: TLSSocket, name: string, now: number): ServerTls['certificate'] | undefined {
  const found = socket.getPeerX509Certificate();
  if (found === undefined) return undefined;
  const { asymmetricKeyType = 'unknown', asymmetricKeyDetails } = found.publicKey;
  const bits = asymmetricKeyType === 'rsa' ? asymmetricKeyDetails?.modulusLength : undefined;
  const end = found.validToDate;
  return {
    validTo: end.toISOString().slice(0, 10),
    daysLeft: Math.floor((end.getTime() - now) / DAY_MS),
    isForHost: (isIP(name) === 0 ? found.checkHost(name) : found.checkIP(name)) !== undefined,
    key: asymmetricKeyType,
    ...(bits === undefined ? {} : { bits }),
  };
}
