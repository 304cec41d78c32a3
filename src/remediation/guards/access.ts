/** Nobody who must keep their rights loses any: the caller, GitOps controllers, the last two administrators. Pure. */

import {
  administratorsLeft,
  lockout,
  type ObjectChange,
  type RbacObjects,
  withChanges,
} from '../../analysis/rbac/index.ts';
import { isRbac } from '../../kube/rbac.ts';
import type { ObjectRef } from '../../plugin-api/index.ts';
import type { AccessFacts, ChangeContext, Inquiry } from '../context.ts';
import { sentence } from '../words.ts';

export interface AccessChange extends ObjectChange {
  readonly ref: ObjectRef;
}

/** Why the changes, made together, must not be made; `undefined`: nothing stands against them. */
export function accessRefusal(changes: readonly AccessChange[], context: ChangeContext): string | undefined {
  const relevant = changes.filter(({ ref }) => isRbac(ref));
  // Files are never a whole cluster: who would lose what there nobody can tell, and nothing is taken from anybody yet.
  if (relevant.length === 0 || context.target.type === 'files') return undefined;
  const facts = context.access?.();
  if (facts === undefined) return 'Who holds which rights is not known, so nobody can tell who would lose theirs.';
  if (facts.unreadable !== undefined) return facts.unreadable;
  if (facts.guarded.caller === undefined && context.target.type === 'live')
    return 'Who you are to this cluster is not known, so nobody can tell whether this takes rights from you.';
  return judge(relevant, facts);
}

/** The same by what is read now: others may have changed who holds which rights since the scan. */
export async function accessRefusalNow(
  changes: readonly AccessChange[],
  { context, signal }: Inquiry,
): Promise<string | undefined> {
  const mayLower = changes.some(({ ref, before }) => isRbac(ref) && before !== undefined);
  if (!mayLower || context.accessNow === undefined || context.target.type === 'files')
    return accessRefusal(changes, context);
  const facts = await context.accessNow(signal);
  return accessRefusal(changes, { ...context, access: () => facts });
}

/** What the changes, which may be made, rely on to lock nobody out. */
export function accessCaveats(changes: readonly AccessChange[], context: ChangeContext): readonly string[] {
  const relevant = changes.filter(({ ref }) => isRbac(ref));
  const facts = context.target.type === 'files' || relevant.length === 0 ? undefined : context.access?.();
  if (facts === undefined || facts.unreadable !== undefined) return [];
  const { now, afterwards } = states(relevant, facts);
  const left = administratorsLeft(now, afterwards, facts.guarded);
  return left === undefined ? [] : [left];
}

function judge(changes: readonly ObjectChange[], facts: AccessFacts): string | undefined {
  const { now, afterwards } = states(changes, facts);
  const reasons = lockout(now, afterwards, facts.guarded);
  return reasons.length === 0 ? undefined : reasons.map(sentence).join(' ');
}

/** The objects to change were just read, the others are as the scan saw them. */
function states(
  changes: readonly ObjectChange[],
  { objects }: AccessFacts,
): { readonly now: RbacObjects; readonly afterwards: RbacObjects } {
  const fresh = changes.flatMap(({ before }) => (before === undefined ? [] : [{ after: before }]));
  const now = withChanges(objects, fresh);
  return { now, afterwards: withChanges(now, changes) };
}
