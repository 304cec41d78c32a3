/** What a request was authenticated with, taken out of answers that repeat it. */
import { MASK } from '../../../text/issued.ts';
import type { Authentication } from '../auth/credential.ts';

/** Shorter ones would take words out of sentences. */
const SHORTEST = 4;

/** For the texts of the answer to a request that was sent so, before they are cut. */
export function withoutOwnSecrets({ headers }: Pick<Authentication, 'headers'>): (text: string) => string {
  const secrets = secretsIn(headers.authorization ?? '').filter(({ length }) => length >= SHORTEST);
  return (text) => secrets.reduce((masked, secret) => masked.replaceAll(secret, MASK), text);
}

/** A token, or the password as well as what it is sent as. */
function secretsIn(authorization: string): readonly string[] {
  const [scheme = '', value = ''] = authorization.split(' ', 2);
  if (scheme !== 'Basic') return [value];
  const pair = Buffer.from(value, 'base64').toString('utf8');
  return [value, pair, pair.slice(pair.indexOf(':') + 1)];
}
