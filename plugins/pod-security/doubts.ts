/** What speaks against raising an enforced level unasked, although no workload that is seen would be refused. */
import type { NamespaceSubject, Proposal, View } from 'kubectl-harden/plugin-api';
import { unreadPodMakers } from '../../src/analysis/pod-makers.ts';
import { levelLabel } from '../../src/analysis/pod-security/index.ts';
import { admissionFile } from './admission-file.ts';
import { isWholeCluster } from './reach.ts';

/** Somebody wrote that any pod is meant to be admitted. */
export function isPrivilegedByChoice({ object }: NamespaceSubject): boolean {
  return object?.metadata.labels?.[levelLabel('enforce')] === 'privileged';
}

export function doubtsOf(namespace: NamespaceSubject, view: View<'ServerVersion' | 'Discovery'>): readonly string[] {
  const { name } = namespace;
  const makers = unreadPodMakers(view.evidence('Discovery').value, name);
  return [
    ...(isPrivilegedByChoice(namespace)
      ? [`privileged was chosen for ${name}: pods that are made there on demand may need it.`]
      : []),
    ...(makers === undefined ? [] : [makers]),
    ...(isWholeCluster(view) ? [] : [`Whether anything else runs in ${name} only an API server knows.`]),
  ];
}

/** A label takes the place of whatever the cluster enforces where there is none. */
export function defaultDoubts(namespace: NamespaceSubject, view: View<'ServerFlags'>): readonly string[] {
  const file = isPrivilegedByChoice(namespace) ? undefined : admissionFile(view);
  return file === undefined ? [] : [`A label takes the place of the level that ${file} may set, stricter or not.`];
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
