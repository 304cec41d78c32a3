/** Whether two identities mean one cluster: who may not read kube-system knows it by a weaker id. Pure. */
import { shortHash } from '../kube/canonical.ts';
import type { ClusterIdentity } from './ports.ts';

type Place = Pick<ClusterIdentity, 'server' | 'ca'>;

/** No uid, no path and no name of the sample begins so. */
const WEAKER = 'address-';

/** Address and authority name a cluster too, only not through a change of either. */
export function weakerId({ server, ca }: Place): string {
  return `${WEAKER}${shortHash([server, ca], 32)}`;
}

/** What a consent names beside the context: `https://10.0.0.1:6443 as jane`, whoever is impersonated included. */
export function whereAndWho({ server, user }: Pick<ClusterIdentity, 'server' | 'user'>): string {
  return user === '' ? server : `${server} as ${user}`;
}

/** For records: two full ids that differ are two clusters, even behind one address. Before a write this is too little. */
export function isSameCluster(left: ClusterIdentity, right: ClusterIdentity): boolean {
  if (left.id === right.id) return true;
  const isTold = !left.id.startsWith(WEAKER) && !right.id.startsWith(WEAKER);
  return !isTold && left.server === right.server && left.ca === right.ca;
}
