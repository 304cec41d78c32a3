/** What a connection was made of, looked at again before something is written over it. */

import { errorText } from '../../../text/errors.ts';
import { LiveError } from '../http/errors.ts';
import { serverMessage } from '../http/server-message.ts';
import { type Connection, resolveConnection } from './connection.ts';
import type { ConnectionFlags } from './flags.ts';
import type { Environment } from './kubeconfig.ts';

const COMPARED = [
  ['server', ({ server }: Connection) => server.href.replace(/\/$/, '')],
  ['certificate authority', ({ ca = '' }: Connection) => ca],
  ['user', ({ userName }: Connection) => userName],
  ['proxy', ({ proxyUrl = '' }: Connection) => proxyUrl],
] as const;

/**
 * Throws LiveError when the files of now lead elsewhere than those that the connection was made of. Another current
 * context is no change: whoever chose this one did not mean that.
 */
export async function demandUnchanged(
  connection: Connection,
  flags: ConnectionFlags,
  env: Environment,
  serviceAccountMount?: string,
): Promise<void> {
  const { context } = connection;
  let now: Connection;
  try {
    now = await resolveConnection({ ...flags, ...(context === '' ? {} : { context }) }, env, serviceAccountMount);
  } catch (error) {
    throw changed(`it cannot be read as before: ${errorText(error)}`);
  }
  for (const [word, of] of COMPARED) {
    const [before, after] = [of(connection), of(now)];
    if (before === after) continue;
    const values = word === 'server' ? ` (${before}, now ${serverMessage(after)})` : '';
    throw changed(`the ${word} is another one${values}.`);
  }
}

function changed(how: string): LiveError {
  return new LiveError('config', `the kubeconfig has changed since it was read: ${how} Start again.`);
}
