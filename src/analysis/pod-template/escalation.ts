/** Taking from one container that its programs gain rights: by setuid bits and by capabilities of their files. */

import type { Container, Proposal, Workload } from '../../plugin-api/index.ts';
import { listed } from '../../text/words.ts';
import { contextOf, patchTemplate } from './patch.ts';
import { portDoubts } from './ports.ts';
import { addedBy, isPrivileged } from './privileges.ts';
import { userChangeDoubts } from './programs.ts';
import { userOf } from './user.ts';

const ADMIN_CAPABILITIES: readonly string[] = ['ALL', 'SYS_ADMIN', 'CAP_SYS_ADMIN'];

/** The API server refuses it beside `privileged`; with SYS_ADMIN it would forbid what is granted. */
export function forbidEscalation(workload: Workload, container: Container): Proposal | undefined {
  const isAdmin = addedBy(container).some((capability) => ADMIN_CAPABILITIES.includes(capability));
  if (isPrivileged(container) || isAdmin || container.role === 'ephemeral') return undefined;
  const doubts = [
    ...userChangeDoubts(container),
    ...choiceDoubts(container),
    ...fileCapabilityDoubts(workload, container),
  ];
  return patchTemplate(workload, {
    readiness: doubts.length === 0 ? 'ready' : 'review',
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

function choiceDoubts({ name, spec }: Container): readonly string[] {
  if (spec.securityContext?.allowPrivilegeEscalation !== true) return [];
  return [`${name} asks for allowPrivilegeEscalation: the reason is not visible here.`];
}

/** Root starts with the capabilities of the container; anybody else gets them when a file that has them is started. */
function fileCapabilityDoubts(workload: Workload, container: Container): readonly string[] {
  const user = userOf(workload, container);
  if (user.known && user.uid === 0) return [];
  const added = addedBy(container);
  const who = user.known ? `uid ${user.uid}` : 'a user other than root';
  return [
    ...(added.length === 0
      ? []
      : [`${container.name} adds ${listed(added)}: ${who} has that by capabilities of a file, which this takes away.`]),
    ...portDoubts(workload, container),
  ];
}
