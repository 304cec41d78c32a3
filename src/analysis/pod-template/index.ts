/** Changes of pod templates, each as ready as the evidence allows. */

export { forbidEscalation } from './escalation.ts';
export { userNamespaceFor } from './host-users.ts';
export { type Image, isImageOf, knowledgeOf, parseImage } from './images.ts';
export { forbidRoot } from './non-root.ts';
export { runsOnLinux } from './os.ts';
export { patchTemplate } from './patch.ts';
export { portsBelow, unprivilegedStart } from './ports.ts';
export { dangerouslyAdded, dropCapabilities, isPrivileged } from './privileges.ts';
export { makeRootReadOnly } from './read-only.ts';
export { parseReference, type Reference, type Running, runningIn } from './references.ts';
export { fixRule } from './rules.ts';
export { confineSyscalls, seccompOf } from './seccomp.ts';
export { type UserEvidence, userOf } from './user.ts';
export { userNamespaces } from './user-namespaces.ts';
