/** Do all API servers refuse anonymous requests? Each replica has flags of its own. */

import { clause, controlPlane, type Evidence, may, type View } from 'kubectl-harden/plugin-api';

export const REFUSAL_READS = [may.fact(controlPlane.controlPlane)] as const;

const FLAG = 'anonymous-auth';

export type Refusal =
  | { readonly state: 'proven'; readonly evidence: readonly Evidence[] }
  /** One server says so; others say something else, or nobody knows how many there are. */
  | { readonly state: 'partial'; readonly reason: string }
  | { readonly state: 'none' };

export function refusalOfAnonymous(view: View<(typeof REFUSAL_READS)[number]>): Refusal {
  const apiServer = view.derive(controlPlane.controlPlane).value.component('kube-apiserver');
  const { answered, replicas, unseen } = apiServer;
  if (answered?.flags.get(FLAG) !== 'false') return { state: 'none' };
  const others = replicas.filter(({ flags }) => flags.get(FLAG) !== 'false').map(({ pod }) => pod);
  const says = `The API server that answered refuses anonymous requests (--${FLAG}=false)`;
  if (others.length > 0) return { state: 'partial', reason: `${says}, but ${others.join(', ')} may take them.` };
  if (unseen.length > 0) return partial(says, unseen.map(({ reason }) => clause(reason)).join('; '));
  const evidence = replicas.map((replica) => controlPlane.settingsEvidence(replica, [FLAG]));
  return { state: 'proven', evidence: [{ text: `${says}.`, source: 'GET /flagz' }, ...evidence] };
}

function partial(says: string, reason: string): Refusal {
  return { state: 'partial', reason: `${says}; whether others have other flags is unknown: ${reason}.` };
}
