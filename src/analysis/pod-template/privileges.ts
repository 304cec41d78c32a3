/** The privileges of one container, and taking its capabilities. */

import type { Container, Proposal, Workload } from '../../plugin-api/index.ts';
import { listed } from '../../text/words.ts';
import { DEFAULT_CAPABILITIES } from '../pod-security/index.ts';
import { contextOf, patchTemplate } from './patch.ts';
import { portDoubts } from './ports.ts';
import { userChangeDoubts } from './programs.ts';
import { userOf } from './user.ts';

const BIND: readonly string[] = ['NET_BIND_SERVICE', 'CAP_NET_BIND_SERVICE', 'ALL'];

export function isPrivileged({ spec }: Container): boolean {
  return spec.securityContext?.privileged === true;
}

export function dropCapabilities(workload: Workload, container: Container): Proposal | undefined {
  if (isPrivileged(container) || container.role === 'ephemeral') return undefined;
  const user = userOf(workload, container);
  const isRoot = user.known && user.uid === 0;
  const isOther = user.known && user.uid !== 0;
  const doubts = [
    ...userChangeDoubts(container),
    ...(isRoot || canBind(container) ? [] : portDoubts(workload, container)),
  ];
  return patchTemplate(workload, {
    readiness: isOther && doubts.length === 0 ? 'ready' : 'review',
    reason: [user.known ? user.evidence.text : user.reason, ...doubts].join(' '),
    edits: [{ op: 'include', path: contextOf(container, 'capabilities', 'drop'), value: 'ALL' }],
    caveats: [...(isOther ? [] : [rootCaveat(container)]), ...keptCaveats(container)],
    ...(user.known ? { evidence: [user.evidence] } : {}),
  });
}

/** By the capabilities of its file, as long as escalation is allowed. */
function canBind(container: Container): boolean {
  return addedBy(container).some((capability) => BIND.includes(capability));
}

function rootCaveat({ name, role }: Container): string {
  const when = role === 'init' ? ' It runs only at rollout: what it needs was not seen.' : '';
  return `If ${name} starts as root and changes owners or its user, it needs CHOWN, SETUID, SETGID or DAC_OVERRIDE.${when}`;
}

function keptCaveats(container: Container): readonly string[] {
  const added = addedBy(container);
  if (added.length === 0) return [];
  return [`${container.name} keeps what it adds by name: ${listed(added)}.`];
}

/**
 * What is added back beyond what the Pod Security level baseline lets every container have: without the `CAP_` that a
 * runtime takes off as well, each once.
 */
export function dangerouslyAdded(container: Container): readonly string[] {
  const names = addedBy(container).map((name) => name.toUpperCase().replace(/^CAP_/, ''));
  return [...new Set(names)].filter((name) => !DEFAULT_CAPABILITIES.has(name));
}

export function addedBy({ spec }: Container): readonly string[] {
  const added: unknown = spec.securityContext?.capabilities?.add;
  return Array.isArray(added) ? added.filter((capability) => typeof capability === 'string') : [];
}
