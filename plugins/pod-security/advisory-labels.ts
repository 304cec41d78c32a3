/** Advisory labels: warn and audit tell what a level would refuse, and refuse nobody themselves. */
import type { Edit, NamespaceSubject, Proposal } from 'kubectl-harden/plugin-api';
import { labelled } from './labels.ts';

const SYNCED = 'security.openshift.io/scc.podSecurityLabelSync';

/** `reason`: why it is nobody's decision. */
export function advisory(namespace: NamespaceSubject, edits: readonly Edit[], reason: string): Proposal {
  const changes = labelled(namespace, edits);
  if (namespace.object?.metadata.labels?.[SYNCED] !== 'true') return { readiness: 'ready', reason, changes };
  return {
    readiness: 'review',
    reason: `OpenShift writes warn and audit of ${namespace.name} itself: ${SYNCED} is "true".`,
    changes,
    caveats: ['OpenShift may overwrite these labels.'],
  };
}
