/** What speaks against raising an enforced level unasked, although no workload that is seen would be refused. */
import type { NamespaceSubject, Proposal } from 'kubectl-harden/plugin-api';
import { levelLabel } from '../../src/analysis/pod-security/index.ts';

/** Somebody wrote that any pod is meant to be admitted. */
export function isPrivilegedByChoice({ object }: NamespaceSubject): boolean {
  return object?.metadata.labels?.[levelLabel('enforce')] === 'privileged';
}

export function doubtsOf(namespace: NamespaceSubject): readonly string[] {
  return isPrivilegedByChoice(namespace)
    ? [`privileged was chosen for ${namespace.name}: pods that are made there on demand may need it.`]
    : [];
}

/** `reason`: why it could be done unasked. */
export function raised(
  doubts: readonly string[],
  reason: string,
): Pick<Proposal, 'readiness' | 'reason'> & { readonly caveats: readonly string[] } {
  const [first, ...more] = doubts;
  return first === undefined
    ? { readiness: 'ready', reason, caveats: [] }
    : { readiness: 'look', reason: first, caveats: more };
}
