/** Sign-ins that kubectl keeps in the kubeconfig: used while they last, renewed only by kubectl, which also stores them. */

import type { Connection } from '../config/connection.ts';
import type { UserEntry } from '../config/kubeconfig-file.ts';
import type { Clock } from '../http/clock.ts';
import { LiveError } from '../http/errors.ts';
import { serverMessage } from '../http/server-message.ts';
import { rawVersion } from '../http/transport-error.ts';
import { bearer } from './bearer.ts';
import type { Credential } from './credential.ts';

type AuthProvider = NonNullable<UserEntry['authProvider']>;

/**
 * The id token of `oidc`. Renewing it would use up its refresh token, which many providers give only once: kubectl
 * would then be signed out. Other providers are gone from kubectl too.
 */
export function authProviderToken(
  { name, idToken }: AuthProvider,
  { userName: user, server }: Connection,
  clock: Clock,
): Credential {
  if (name !== 'oidc')
    throw new LiveError(
      'credential',
      `the user "${user}" uses the auth-provider "${serverMessage(name)}", which is not supported. Use a credential ` +
        'plugin (users[].user.exec, such as the plugin of your cloud) or pass a token with --token.',
    );
  const expires = idToken === undefined ? undefined : expiryOf(idToken);
  return {
    async get() {
      if (idToken === undefined || expires === undefined || expires <= clock.wall()) throw signInAgain(user, server);
      return { headers: bearer(idToken) };
    },
    renew: async () => false,
    describe() {
      const minutes = Math.max(0, Math.round(((expires ?? 0) - clock.wall()) / 60_000));
      return `id token of the auth-provider oidc, ${minutes} min left`;
    },
  };
}

function signInAgain(user: string, server: URL): LiveError {
  return new LiveError(
    'credential',
    `the id token of the user "${user}" (auth-provider oidc) has expired. Run "${rawVersion(server)}" once to renew it, then start again.`,
  );
}

/** Milliseconds since 1970; `undefined` when the token does not tell. */
function expiryOf(token: string): number | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const exp = typeof claims === 'object' && claims !== null && 'exp' in claims ? claims.exp : undefined;
    return typeof exp === 'number' ? exp * 1000 : undefined;
  } catch {
    return undefined;
  }
}
