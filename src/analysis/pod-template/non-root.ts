/** Refusing to start a container as root. */
import type { Container, Edit, Proposal, Workload } from '../../plugin-api/index.ts';
import { isUserAssigned } from './assigned-user.ts';
import { takeUserNamespace, whyNone } from './host-users.ts';
import { combine, contextOf, patchTemplate, podContextOf } from './patch.ts';
import { type UserEvidence, userOf } from './user.ts';
import type { UserNamespaces } from './user-namespaces.ts';

/** `nodes`: where they are known, a container that needs root may be given a user namespace instead. */
export function forbidRoot(workload: Workload, container: Container, nodes?: UserNamespaces): Proposal | undefined {
  if (container.role === 'ephemeral') return undefined;
  const user = userOf(workload, container);
  if (!user.known) return withoutEvidence(workload, container, user.reason);
  if (user.uid === 0) return asRoot(workload, user, nodes);
  const doubt = isWritten(workload, user) ? user.groups?.doubt : undefined;
  return patchTemplate(workload, {
    readiness: doubt === undefined ? 'ready' : 'review',
    reason: doubt === undefined ? user.evidence.text : `${user.evidence.text} ${doubt}`,
    edits: edits(workload, container, user),
  });
}

/** For a pod that refuses the protection for all its containers. */
export function forbidRootInAll(workload: Workload): Proposal | undefined {
  const open = workload.containers.filter(({ spec }) => spec.securityContext?.runAsNonRoot !== true);
  if (open.length > 0) return combine(open.map((container) => forbidRoot(workload, container)));
  return patchTemplate(workload, {
    readiness: 'ready',
    reason: 'Every container forbids root itself.',
    edits: [{ op: 'unset', path: podContextOf(workload, 'runAsNonRoot') }],
  });
}

/** Users of images may be names, which the kubelet cannot tell from root: the number that was seen is written down. */
function isWritten(workload: Workload, user: UserEvidence): user is UserEvidence & { readonly known: true } {
  return user.known && user.from === 'pods' && !isUserAssigned(workload);
}

/** With the user of the template, the group of the image would no longer count. */
function userEdits(container: Container, { uid, groups }: UserEvidence & { readonly known: true }): readonly Edit[] {
  const edit = (field: string, value: number) => ({ op: 'set' as const, path: contextOf(container, field), value });
  return [edit('runAsUser', uid), ...(groups?.gid === undefined ? [] : [edit('runAsGroup', groups.gid)])];
}

function edits(workload: Workload, container: Container, user?: UserEvidence): readonly Edit[] {
  const isRefusedByPod = workload.pod.securityContext?.runAsNonRoot === false;
  return [
    { op: 'set', path: contextOf(container, 'runAsNonRoot'), value: true },
    ...(user !== undefined && isWritten(workload, user) ? userEdits(container, user) : []),
    ...(isRefusedByPod ? [{ op: 'unset' as const, path: podContextOf(workload, 'runAsNonRoot') }] : []),
  ];
}

function withoutEvidence(workload: Workload, container: Container, reason: string): Proposal | undefined {
  const { name, role } = container;
  return patchTemplate(workload, {
    readiness: 'review',
    reason,
    edits: edits(workload, container),
    caveats: [
      `If the image of ${name} runs as root or names its user without a number, the kubelet does not start it.`,
      ...(role === 'init' ? [`${name} runs only at rollout: what it needs was not seen.`] : []),
    ],
  });
}

function asRoot(
  workload: Workload,
  user: UserEvidence & { readonly known: true },
  nodes: UserNamespaces | undefined,
): Proposal | undefined {
  const inNamespace = nodes && takeUserNamespace(workload, user, nodes);
  if (inNamespace !== undefined) return inNamespace;
  const obstacle = nodes && whyNone(workload, nodes);
  return patchTemplate(workload, {
    readiness: 'needs-input',
    reason: `${user.evidence.text} It needs an image that works as another user, and the number of that user.`,
    edits: [],
    ...(obstacle === undefined ? {} : { caveats: [`A user namespace is no way round that: ${obstacle}.`] }),
  });
}
