/** Which groups everybody is in whom nobody has put there. */
import type { Place } from './steps.ts';

export const EVERYBODY: Place = 'Group:system:authenticated';
export const ALL_ACCOUNTS: Place = 'Group:system:serviceaccounts';
export const OF_NAMESPACE = `${ALL_ACCOUNTS}:`;
const NOBODY: Place = 'Group:system:unauthenticated';

/** The closest first. */
export function groupsOf(place: Place): readonly Place[] {
  const [, namespace] = /^ServiceAccount:([^/]*)\//.exec(place) ?? [];
  if (namespace !== undefined) return [`${OF_NAMESPACE}${namespace}`, ALL_ACCOUNTS, EVERYBODY];
  if (place.startsWith(OF_NAMESPACE)) return [ALL_ACCOUNTS, EVERYBODY];
  if (place === 'User:system:anonymous') return [NOBODY];
  const isSomebody = /^(User|Group):/.test(place) && place !== EVERYBODY && place !== NOBODY;
  return isSomebody ? [EVERYBODY] : [];
}
