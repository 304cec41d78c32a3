/** Nobody who must keep their rights loses any: the caller, GitOps controllers, the last two administrators. Pure. */
import { lockout, type ObjectChange, withChanges } from '../../analysis/rbac/index.ts';
import type { ObjectRef } from '../../plugin-api/index.ts';
import type { AccessFacts, ChangeContext } from '../context.ts';
import { sentence } from '../words.ts';

const RBAC_GROUP = 'rbac.authorization.k8s.io/';

export interface AccessChange extends ObjectChange {
  readonly ref: ObjectRef;
}

export function isAccess(ref: ObjectRef): boolean {
  return ref.apiVersion.startsWith(RBAC_GROUP);
}

/** Why the changes, made together, must not be made; `undefined`: nothing stands against them. */
export function accessRefusal(changes: readonly AccessChange[], context: ChangeContext): string | undefined {
  const relevant = changes.filter(({ ref }) => isAccess(ref));
  // Files are never a whole cluster: who would lose what there nobody can tell, and nothing is taken from anybody yet.
  if (relevant.length === 0 || context.target.type === 'files') return undefined;
  const facts = context.access?.();
  if (facts === undefined) return 'Who holds which rights is not known, so nobody can tell who would lose theirs.';
  if (facts.unreadable !== undefined) return facts.unreadable;
  if (facts.guarded.caller === undefined && context.target.type === 'live')
    return 'Who you are to this cluster is not known, so nobody can tell whether this takes rights from you.';
  return judge(relevant, facts);
}

function judge(changes: readonly ObjectChange[], { objects, guarded }: AccessFacts): string | undefined {
  // The objects to change were just read, the others are as the scan saw them.
  const fresh = changes.flatMap(({ before }) => (before === undefined ? [] : [{ after: before }]));
  const now = withChanges(objects, fresh);
  const reasons = lockout(now, withChanges(now, changes), guarded);
  return reasons.length === 0 ? undefined : reasons.map(sentence).join(' ');
}
