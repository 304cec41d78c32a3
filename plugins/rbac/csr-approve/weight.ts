import type { rbac, Severity } from 'kubectl-harden/plugin-api';
import type { CapabilityWeight } from '../capability-weight.ts';
import type { GrantView, RoleGrant } from '../grants.ts';
import { canNobody } from '../needed.ts';

const KUBERNETES = 'kubernetes.io';
/** What a certificate of each signer of Kubernetes is good for; `*`: of all of them. */
const SIGNERS: Readonly<Record<string, Severity>> = {
  [`${KUBERNETES}/*`]: 'critical',
  [`${KUBERNETES}/kube-apiserver-client`]: 'critical',
  [`${KUBERNETES}/kube-apiserver-client-kubelet`]: 'high',
  [`${KUBERNETES}/kubelet-serving`]: 'medium',
  [`${KUBERNETES}/legacy-unknown`]: 'medium',
};
const ORDER: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

/** What takes effect only together with the right to write it down. */
const WRITTEN: Partial<Readonly<Record<rbac.CapabilityId, readonly [needed: rbac.CapabilityId, why: string]>>> = {
  'csr-approve': ['csr-approval', 'no holder may write approvals, without which it approves nothing'],
  'csr-sign': ['csr-status', 'no holder may write the status of requests, without which it issues nothing'],
};

export function weightOf(
  { id, names }: rbac.GivenCapability,
  grants: readonly RoleGrant[],
  view: GrantView,
): CapabilityWeight {
  const [needed, why] = WRITTEN[id] ?? [];
  if (needed !== undefined && why !== undefined && canNobody((given) => given.id === needed, grants, view))
    return { everywhere: 'medium', somewhere: 'low', named: 'low', missing: why };
  if (id === 'csr-approval')
    return {
      everywhere: 'low',
      somewhere: 'low',
      named: 'low',
      why: 'approval asks for the verb approve on the signer as well',
    };
  if (id === 'trust-attest')
    return { everywhere: 'medium', somewhere: 'low', named: 'low', why: 'it decides whom pods trust, not who logs in' };
  return { everywhere: 'critical', somewhere: 'low', named: worstSigner(names ?? []) };
}

/** The API server trusts no certificate of a signer of somebody else. */
function worstSigner(names: readonly string[]): Severity {
  const severities = names.map((name) => (Object.hasOwn(SIGNERS, name) ? SIGNERS[name] : 'low'));
  return ORDER.find((each) => severities.includes(each)) ?? 'low';
}
