import type { rbac, Severity } from 'kubectl-harden/plugin-api';
import type { CapabilityWeight } from '../capability-weight.ts';

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

export function weightOf({ id, names }: rbac.GivenCapability): CapabilityWeight {
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
