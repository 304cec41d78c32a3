/** How requests are authenticated: headers and certificate of one user, renewed where they can be. */

import { X509Certificate } from 'node:crypto';
import { problemText } from '../../../text/errors.ts';
import type { Connection } from '../config/connection.ts';
import type { Environment } from '../config/kubeconfig.ts';
import type { UserEntry } from '../config/kubeconfig-file.ts';
import { readText } from '../config/read-text.ts';
import type { Clock } from '../http/clock.ts';
import type { ClientCertificate } from '../http/dispatcher.ts';
import { LiveError } from '../http/errors.ts';
import { serverMessage } from '../http/server-message.ts';
import { authProviderToken } from './auth-provider.ts';
import { bearer } from './bearer.ts';
import { ExecCredential, type PluginTerminal } from './exec-credential.ts';

export interface Authentication {
  readonly headers: Readonly<Record<string, string>>;
  readonly certificate?: ClientCertificate;
}

export interface Credential {
  get(): Promise<Authentication>;
  /** After a 401 to a request that carried `refused`: false when trying again cannot help. */
  renew(refused: Authentication): Promise<boolean>;
  /** For people: "client certificate of admin, 212 days left". */
  describe(): string;
}

export interface CredentialTools {
  readonly env: Environment;
  readonly clock: Clock;
  readonly terminal: PluginTerminal;
  /** Ends a plugin that still runs. */
  readonly signal: AbortSignal;
}

export async function createCredential(connection: Connection, tools: CredentialTools): Promise<Credential> {
  const { user, userName } = connection;
  // As kubectl: nothing that authenticates is sent unencrypted.
  if (connection.server.protocol === 'http:') return fixed({ headers: {} }, 'none: the server is reached without TLS');
  const certificate = await certificateOf(user, userName, tools.clock);
  const tls = certificate === undefined ? {} : { certificate: certificate.pair };
  if (user.tokenFile !== undefined) return tokenFile(user.tokenFile, user.token, tls, tools.clock);
  if (user.token !== undefined) return fixed({ headers: bearer(user.token), ...tls }, 'bearer token');
  if (user.exec !== undefined) return ExecCredential.create(user.exec, connection, tls, tools);
  if (user.username !== undefined || user.password !== undefined) {
    const pair = `${user.username ?? ''}:${user.password ?? ''}`;
    const headers = { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
    return fixed({ headers, ...tls }, 'user name and password');
  }
  if (certificate !== undefined) return fixed({ headers: {}, ...tls }, certificate.text);
  if (user.authProvider !== undefined) return authProviderToken(user.authProvider, connection, tools.clock);
  throw anonymous(userName);
}

/** kubectl asks for a name then. What an anonymous user may see says nothing about a cluster. */
function anonymous(userName: string): LiveError {
  const who = userName === '' ? 'there is no user' : `the user "${userName}" has no credential`;
  return new LiveError(
    'credential',
    `${who}: requests would be anonymous. Name a user with --user or --context, or give a token with --token.`,
  );
}

function fixed(authentication: Authentication, text: string): Credential {
  return { get: async () => authentication, renew: async () => false, describe: () => text };
}

const REREAD_MS = 10_000;

/** The file is written anew by whoever renews the token, so what was read is soon read again. */
function tokenFile(file: string, fallback: string | undefined, tls: object, clock: Clock): Credential {
  let token: string | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  const read = async (): Promise<string> => {
    try {
      const found = (await readText(file)).trim();
      if (found === '') throw new Error('it is empty');
      token = found;
      readAt = clock.now();
    } catch (error) {
      token ??= fallback;
      if (token === undefined)
        throw new LiveError('credential', `cannot read the token file ${file}: ${problemText(error)}.`);
    }
    return token;
  };
  return {
    async get() {
      const isFresh = token !== undefined && clock.now() - readAt < REREAD_MS;
      return { headers: bearer(isFresh && token !== undefined ? token : await read()), ...tls };
    },
    async renew(refused) {
      return bearer(await read()).authorization !== refused.headers.authorization;
    },
    describe: () => `token file ${file}, reread regularly`,
  };
}

async function certificateOf(
  user: UserEntry,
  name: string,
  clock: Clock,
): Promise<{ readonly pair: ClientCertificate; readonly text: string } | undefined> {
  const cert = await dataOrFile(user.clientCertificateData, user.clientCertificate, 'client certificate');
  const key = await dataOrFile(user.clientKeyData, user.clientKey, 'client key');
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined)
    throw new LiveError(
      'config',
      `the user "${name}" has a client ${cert === undefined ? 'key' : 'certificate'} without its ${cert === undefined ? 'certificate' : 'key'}.`,
    );
  return { pair: { cert, key }, text: certificateText(cert, name, clock) };
}

async function dataOrFile(
  data: string | undefined,
  file: string | undefined,
  what: string,
): Promise<string | undefined> {
  if (data !== undefined) return Buffer.from(data, 'base64').toString('utf8');
  if (file === undefined) return undefined;
  try {
    return await readText(file);
  } catch (error) {
    throw new LiveError('config', `cannot read the ${what} ${file}: ${problemText(error)}.`, { cause: error });
  }
}

const DAY_MS = 86_400_000;

function certificateText(pem: string, name: string, clock: Clock): string {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pem);
  } catch {
    throw new LiveError('config', `the client certificate of the user "${name}" is not a PEM certificate.`);
  }
  const subject = /^CN=(.*)$/m.exec(certificate.subject)?.[1] ?? name;
  const left = certificate.validToDate.getTime() - clock.wall();
  if (left <= 0) {
    const day = certificate.validToDate.toISOString().slice(0, 10);
    throw new LiveError(
      'credential',
      `the client certificate of ${serverMessage(subject)} expired on ${day}. Get a new one, then start again.`,
    );
  }
  const days = Math.floor(left / DAY_MS);
  return `client certificate of ${serverMessage(subject)}, ${days} ${days === 1 ? 'day' : 'days'} left`;
}
