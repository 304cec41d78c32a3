/** Whether a pod that is created there may take its node: by what the namespaces enforce. */
import { may, nameSome, podSecurity, type View } from 'kubectl-harden/plugin-api';
import type { CapabilityWeight } from '../capability-weight.ts';
import type { RoleGrant } from '../grants.ts';

export const POLICY_READS = [may('Namespace')] as const;

export function weightOf(grants: readonly RoleGrant[], view: View<(typeof POLICY_READS)[number]>): CapabilityWeight {
  const namespaces = [...new Set(grants.flatMap(({ namespace }) => namespace ?? []))].sort();
  const areConfined = namespaces.every((name) => enforcesBaseline(name, view));
  if (!areConfined) return { everywhere: 'high', somewhere: 'high', named: 'medium' };
  const why = `only in ${nameSome(namespaces)}, where a Pod Security level keeps pods from the node`;
  return { everywhere: 'high', somewhere: 'medium', named: 'medium', why };
}

/** What is not seen enforces nothing that is known. */
function enforcesBaseline(name: string, view: View<(typeof POLICY_READS)[number]>): boolean {
  const { value } = view.get('Namespace', name);
  const level = podSecurity.namespacePolicy(value?.metadata.labels).enforce?.level;
  return level === 'baseline' || level === 'restricted';
}
