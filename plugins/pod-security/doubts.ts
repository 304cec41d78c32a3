/** What speaks against raising an enforced level unasked, although no workload that is seen would be refused. */
import {
  may,
  type NamespaceSubject,
  type Proposal,
  podSecurity,
  unreadPodMakers,
  type View,
} from 'kubectl-harden/plugin-api';
import { type ADMISSION_READS, admissionFile } from './admission-file.ts';
import { pinnedVersion, type Reach } from './reach.ts';

export const DOUBT_READS = [may('ServerVersion'), may('Discovery')] as const;

/** Somebody wrote that any pod is meant to be admitted. */
export function isPrivilegedByChoice({ object }: NamespaceSubject): boolean {
  return object?.metadata.labels?.[podSecurity.levelLabel('enforce')] === 'privileged';
}

export function doubtsOf(namespace: NamespaceSubject, view: View<(typeof DOUBT_READS)[number]>): readonly string[] {
  const { name } = namespace;
  const makers = unreadPodMakers(view.evidence('Discovery'), name);
  return [
    ...(isPrivilegedByChoice(namespace)
      ? [`privileged was chosen for ${name}: pods that are made there on demand may need it.`]
      : []),
    ...(makers === undefined ? [] : [makers]),
    ...(view.isCluster && pinnedVersion(view) === undefined
      ? ["The API server's version is unknown: the level cannot be pinned to it."]
      : []),
    ...(view.isCluster ? [] : [`Whether anything else runs in ${name} only an API server knows.`]),
  ];
}

export const DEFAULTS_UNSEEN = 'Whether the API server sets a level where there is no label is not visible.';
export const POLICIES_UNSEEN = 'Nor is whether it holds policies that no API lists, as it may from 1.37 on.';

/** A label takes the place of whatever the cluster enforces where there is none. */
export function defaultDoubts(
  namespace: NamespaceSubject,
  view: View<(typeof ADMISSION_READS)[number]>,
  { workloads }: Reach,
): readonly string[] {
  if (isPrivilegedByChoice(namespace)) return [];
  const found = admissionFile(view);
  if (found.state === 'set')
    return [`A label takes the place of the level that ${found.file} may set, stricter or not.`];
  // Where something runs, it tells which level could be in force; where nothing does, a label could only be a guess.
  return found.state === 'unknown' && workloads.length === 0 ? [`${DEFAULTS_UNSEEN} A label could loosen it.`] : [];
}

/** `reason`: why it could be done unasked. */
export function raised(
  doubts: readonly string[],
  reason: string,
): Pick<Proposal, 'readiness' | 'reason'> & { readonly caveats: readonly string[] } {
  const [first, ...more] = doubts;
  return first === undefined
    ? { readiness: 'ready', reason, caveats: [] }
    : { readiness: 'review', reason: first, caveats: more };
}
