/** Taking privileges from one container: escalation and capabilities. */
import type { Container, Proposal, Workload } from '../../plugin-api/index.ts';
import { contextOf, patchTemplate } from './patch.ts';
import { portDoubts, userChangeDoubts } from './programs.ts';
import { userOf } from './user.ts';

const ADMIN_CAPABILITIES: readonly string[] = ['ALL', 'SYS_ADMIN', 'CAP_SYS_ADMIN'];

export function isPrivileged({ spec }: Container): boolean {
  return spec.securityContext?.privileged === true;
}

/** The API server refuses it beside `privileged`; with SYS_ADMIN it would forbid what is granted. */
export function forbidEscalation(workload: Workload, container: Container): Proposal | undefined {
  const isAdmin = addedBy(container).some((capability) => ADMIN_CAPABILITIES.includes(capability));
  if (isPrivileged(container) || isAdmin || container.role === 'ephemeral') return undefined;
  const doubts = userChangeDoubts(container);
  return patchTemplate(workload, {
    readiness: doubts.length === 0 ? 'ready' : 'look',
    reason:
      doubts.length === 0
        ? `Container ${container.name} is neither privileged nor granted SYS_ADMIN.`
        : doubts.join(' '),
    edits: [{ op: 'set', path: contextOf(container, 'allowPrivilegeEscalation'), value: false }],
    caveats: [
      'Programs that gain rights by a setuid bit or by capabilities of their file, such as sudo, run without them.',
    ],
  });
}

export function dropCapabilities(workload: Workload, container: Container): Proposal | undefined {
  if (isPrivileged(container) || container.role === 'ephemeral') return undefined;
  const user = userOf(workload, container);
  const isRoot = user.known && user.uid === 0;
  const isOther = user.known && user.uid !== 0;
  const doubts = [...userChangeDoubts(container), ...(isRoot ? [] : portDoubts(workload, container))];
  return patchTemplate(workload, {
    readiness: isOther && doubts.length === 0 ? 'ready' : 'look',
    reason: [user.known ? user.evidence.text : user.reason, ...doubts].join(' '),
    edits: [{ op: 'include', path: contextOf(container, 'capabilities', 'drop'), value: 'ALL' }],
    caveats: [...(isOther ? [] : [rootCaveat(container)]), ...keptCaveats(container)],
    ...(user.known ? { evidence: [user.evidence] } : {}),
  });
}

function rootCaveat({ name, role }: Container): string {
  const when = role === 'init' ? ' It runs only at rollout: what it needs was not seen.' : '';
  return `If ${name} starts as root and changes owners or its user, it needs CHOWN, SETUID, SETGID or DAC_OVERRIDE.${when}`;
}

function keptCaveats(container: Container): readonly string[] {
  const added = addedBy(container);
  if (added.length === 0) return [];
  return [`${container.name} keeps what it adds by name: ${added.join(', ')}.`];
}

function addedBy({ spec }: Container): readonly string[] {
  const added: unknown = spec.securityContext?.capabilities?.add;
  return Array.isArray(added) ? added.filter((capability) => typeof capability === 'string') : [];
}
