/** A kubeconfig user with the credential and impersonation flags laid over it. */
import path from 'node:path';
import { LiveError } from '../http/errors.ts';
import type { ConnectionFlags } from './flags.ts';
import type { UserEntry } from './kubeconfig-file.ts';

export function userWithFlags(entry: UserEntry, flags: ConnectionFlags): UserEntry {
  const user: Mutable<UserEntry> = { ...entry };
  if (flags.token !== undefined) {
    // A token given by flag is meant to be used, whatever else the file would do to get one.
    user.token = flags.token;
    delete user.tokenFile;
    delete user.exec;
    delete user.authProvider;
  }
  if (flags.username !== undefined) user.username = flags.username;
  if (flags.password !== undefined) user.password = flags.password;
  if (flags.clientCertificate !== undefined) {
    user.clientCertificate = path.resolve(flags.clientCertificate);
    delete user.clientCertificateData;
  }
  if (flags.clientKey !== undefined) {
    user.clientKey = path.resolve(flags.clientKey);
    delete user.clientKeyData;
  }
  // As in kubectl, an empty name is none.
  if (flags.as) user.as = flags.as;
  if (flags.asUid) user.asUid = flags.asUid;
  if (flags.asGroups !== undefined && flags.asGroups.length > 0) user.asGroups = flags.asGroups;
  if (flags.asUserExtra !== undefined && flags.asUserExtra.length > 0) user.asUserExtra = extraOf(flags.asUserExtra);
  checkUser(user, flags);
  return user;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function checkUser(user: UserEntry, flags: ConnectionFlags): void {
  if (user.token !== undefined && user.username !== undefined) {
    const isByFlags = flags.token !== undefined || flags.username !== undefined;
    const message = 'a token and a username are both given: they exclude each other. Leave one out.';
    throw new LiveError(isByFlags ? 'usage' : 'config', message);
  }
  for (const [name, isTwice] of [
    ['an exec plugin and an auth provider', user.exec !== undefined && user.authProvider !== undefined],
    [
      'client-certificate and client-certificate-data',
      isGivenTwice(user.clientCertificate, user.clientCertificateData),
    ],
    ['client-key and client-key-data', isGivenTwice(user.clientKey, user.clientKeyData)],
  ] as const)
    if (isTwice) throw new LiveError('config', `${name} are both given for the user: they exclude each other.`);
  const hasMore = user.asUid !== undefined || user.asGroups !== undefined || user.asUserExtra !== undefined;
  if (!hasMore || user.as !== undefined) return;
  const isByFlags = [flags.asUid, flags.asGroups?.[0], flags.asUserExtra?.[0]].some((given) => given !== undefined);
  const message = 'impersonated groups, uid or extra fields need an impersonated user: set --as.';
  throw new LiveError(isByFlags ? 'usage' : 'config', message);
}

function isGivenTwice(file: string | undefined, data: string | undefined): boolean {
  return file !== undefined && data !== undefined;
}

function extraOf(pairs: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const extra: Record<string, string[]> = {};
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at <= 0) throw new LiveError('usage', `--as-user-extra ${pair} is not usable: expected KEY=VALUE.`);
    const key = pair.slice(0, at);
    extra[key] = [...(extra[key] ?? []), pair.slice(at + 1)];
  }
  return extra;
}
