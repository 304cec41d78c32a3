/** Why admission refuses what a controller would make, in the server's words. */

const POD_SECURITY = /\bviolates PodSecurity "[\s\S]*/;
/** Who else refuses; the reason that follows may echo any value of the object. */
const OTHERS =
  /\badmission webhook "[^"\n]{1,253}" denied the request|\bValidatingAdmissionPolicy '[^'\n]{1,253}' with binding '[^'\n]{1,253}' denied request|\bunable to validate against any security context constraint/;
const LONGEST = 600;
/** A message that is longer says why well before. */
const MOST_READ = 8192;

/**
 * The words of Pod Security, which names fields, containers and volumes and holds no value of an environment; of others
 * only who they are. The name of the pod is left out: it is another at each attempt. `undefined`: something else failed,
 * such as a quota.
 */
export function refusalIn(message: unknown): string | undefined {
  if (typeof message !== 'string') return undefined;
  const read = message.slice(0, MOST_READ);
  const other = OTHERS.exec(read);
  const own = POD_SECURITY.exec(read);
  // A webhook may quote any words.
  if (other !== null && (own === null || other.index < own.index)) return other[0];
  const found = own?.[0];
  return found === undefined || found.length <= LONGEST ? found : `${found.slice(0, LONGEST)}...`;
}
