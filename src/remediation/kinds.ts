/** Kinds whose meaning lies in the whole object, and what follows for changes of them. Pure. */
import type { ObjectRef } from '../plugin-api/index.ts';

/** In the order of writing: what is bound is there before it is bound. */
export const RBAC_KINDS: readonly string[] = ['ClusterRole', 'Role', 'ClusterRoleBinding', 'RoleBinding'];

const WHOLE: ReadonlySet<string> = new Set(['NetworkPolicy', ...RBAC_KINDS]);

export function isRbacKind({ kind }: Pick<ObjectRef, 'kind'>): boolean {
  return RBAC_KINDS.includes(kind);
}

/** Rights and policies are compared as a whole: whatever else changed in them could change what ours means. */
export function isPinned({ kind }: ObjectRef): boolean {
  return WHOLE.has(kind);
}

/** Their deletion can be taken back by creating the object again: nothing else hangs on its uid. */
export function isRecreatable({ kind }: ObjectRef): boolean {
  return WHOLE.has(kind);
}
