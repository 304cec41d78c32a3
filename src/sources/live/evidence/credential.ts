/** How the context in use authenticates: facts derived on this machine, never a part of a credential. */
import { X509Certificate } from 'node:crypto';
import { accountOfUser } from '../../../kube/accounts.ts';
import { isJsonObject } from '../../../kube/path.ts';
import type { CredentialFacts, EvidenceResult } from '../../../plugin-api/index.ts';
import { printable } from '../../../text/printable.ts';
import type { Authentication } from '../auth/credential.ts';
import type { Connection } from '../config/connection.ts';
import type { EvidenceContext } from './context.ts';
import { full, missing } from './result.ts';

const DAY_MS = 86_400_000;
const DAY_S = 86_400;
/** A name that somebody chose: enough to know it by. */
const LONGEST = 120;

export async function readCredentialFacts(
  { connection, credential }: EvidenceContext,
  signal: AbortSignal,
): Promise<EvidenceResult<CredentialFacts>> {
  try {
    return full(factsOf(connection, await credential.get()));
  } catch (error) {
    signal.throwIfAborted();
    return missing(error, 'the credential');
  }
}

export function factsOf(connection: Connection, { headers, certificate }: Authentication): CredentialFacts {
  const token = /^Bearer (.+)$/.exec(headers.authorization ?? headers.Authorization ?? '')?.[1];
  const pem = certificate === undefined ? undefined : certificateFacts(certificate.cert);
  return {
    form: formOf(connection),
    ...(pem === undefined ? {} : { certificate: pem }),
    ...(token === undefined ? {} : { token: tokenFacts(token) }),
    skipsTlsVerify: connection.insecureSkipTlsVerify,
    scheme: connection.server.protocol === 'http:' ? 'http' : 'https',
  };
}

/** In the order in which a credential is chosen. */
function formOf({ server, user, origin }: Connection): CredentialFacts['form'] {
  if (server.protocol === 'http:') return 'none';
  if (user.tokenFile !== undefined) return origin === 'in-cluster service account' ? 'service-account' : 'token-file';
  if (user.token !== undefined) return 'token';
  if (user.exec !== undefined) return 'exec-plugin';
  if (user.username !== undefined || user.password !== undefined) return 'password';
  if (user.clientCertificate !== undefined || user.clientCertificateData !== undefined) return 'client-certificate';
  return user.authProvider === undefined ? 'none' : 'auth-provider';
}

function certificateFacts(pem: string): CredentialFacts['certificate'] {
  let found: X509Certificate;
  try {
    found = new X509Certificate(pem);
  } catch {
    return undefined;
  }
  const parts = (key: string) =>
    found.subject
      .split('\n')
      .filter((line) => line.startsWith(`${key}=`))
      .map((line) => shortened(line.slice(key.length + 1)));
  return {
    commonName: parts('CN')[0] ?? '',
    organizations: parts('O'),
    lifetimeDays: Math.round((found.validToDate.getTime() - found.validFromDate.getTime()) / DAY_MS),
    validTo: found.validToDate.toISOString().slice(0, 10),
  };
}

/** A token is opened only to see until when it holds and whether a service account holds it. */
function tokenFacts(token: string): NonNullable<CredentialFacts['token']> {
  const claims = claimsOf(token);
  if (claims === undefined) return { kind: 'opaque' };
  const { exp, iat, nbf, sub } = claims;
  const from = [iat, nbf].find((time) => typeof time === 'number');
  const isAccount = typeof sub === 'string' && accountOfUser(sub) !== undefined;
  return {
    kind: 'jwt',
    ...(typeof exp === 'number' && typeof from === 'number' ? { lifetimeDays: Math.ceil((exp - from) / DAY_S) } : {}),
    ...(isAccount ? { serviceAccount: shortened(sub) } : {}),
  };
}

function claimsOf(token: string): Readonly<Record<string, unknown>> | undefined {
  const [, body, signature] = token.split('.');
  if (body === undefined || signature === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function shortened(name: string): string {
  const shown = printable(name);
  return shown.length <= LONGEST ? shown : `${shown.slice(0, LONGEST)}...`;
}
