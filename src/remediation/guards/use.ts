/** Requests of an audit log that changes of rights would refuse. Pure. */
import { withChanges } from '../../analysis/rbac/index.ts';
import { type NewlyDenied, newlyDenied } from '../../analysis/use/index.ts';
import { isRbac } from '../../kube/rbac.ts';
import { refOfChange } from '../../kube/refs.ts';
import type { StepPreview } from '../../model/plan.ts';
import { count, nameSome } from '../../text/words.ts';
import type { ChangeContext } from '../context.ts';
import { variantOf } from '../plan/plan.ts';
import type { AccessChange } from './access.ts';
import type { Candidates } from './rehearsal.ts';

/** Why the changes, made together, refuse what was done; `undefined`: they do not, or no log was given. */
export function usedRefusal(changes: readonly AccessChange[], context: ChangeContext): string | undefined {
  const relevant = changes.filter(({ ref }) => isRbac(ref));
  const facts = relevant.length === 0 || context.target.type === 'files' ? undefined : context.access?.();
  if (facts?.log === undefined || facts.unreadable !== undefined) return undefined;
  const fresh = relevant.flatMap(({ before }) => (before === undefined ? [] : [{ after: before }]));
  const before = withChanges(facts.objects, fresh);
  const after = withChanges(before, relevant);
  const denied = newlyDenied({ before, after, changed: relevant.map(({ ref }) => ref) }, facts.log);
  return denied.length === 0 ? undefined : sentenceOf(denied);
}

/**
 * True when it refused some: the plan is then another one. What refuses a request that was made is not taken for ready by
 * anybody; where a person has weighed it before, it is a doubt.
 */
export function refuseUsed(
  steps: readonly StepPreview[],
  { taken, refusals, request, context }: Candidates & { readonly context: ChangeContext },
): boolean {
  const reason = usedRefusal(
    steps.filter(({ effect }) => effect !== 'unchanged'),
    context,
  );
  if (reason === undefined) return false;
  const about = taken.filter((decision) => {
    const variant = variantOf(decision, request.variants);
    const isOfRights = variant?.changes.some((change) => isRbac(refOfChange(change))) === true;
    return isOfRights && (request.unattended === true || variant?.readiness === 'ready');
  });
  const guilty = about.filter(({ id }) => refusesAlone(id, steps, context));
  // Each alone refuses nothing, and together they do: none of them is safe.
  for (const { id, title } of guilty.length > 0 ? guilty : about)
    refusals.set(id, { decision: id, title, code: request.unattended === true ? 'review' : 'guard', reason });
  return about.length > 0;
}

function refusesAlone(id: string, steps: readonly StepPreview[], context: ChangeContext): boolean {
  const own = steps.filter(({ decision, decisions }) => decision === id || decisions?.includes(id) === true);
  return usedRefusal(own, context) !== undefined;
}

function sentenceOf(denied: readonly NewlyDenied[]): string {
  const requests = denied.reduce((sum, { used }) => sum + used.requests, 0);
  const whose = [...new Set(denied.map(({ user }) => user.username))];
  const what = denied.map(({ used: { question } }) =>
    'path' in question ? `${question.verb} ${question.path}` : `${question.verb} ${question.resource}`,
  );
  return `${count(requests, 'request')} of the audit log would be refused: ${nameSome([...new Set(what)])} by ${nameSome(whose)}.`;
}

/** Of each step alone, for a person to weigh. */
export function withUsedDoubts(steps: readonly StepPreview[], context: ChangeContext): readonly StepPreview[] {
  return steps.map((step) => {
    const reason = step.effect === 'unchanged' ? undefined : usedRefusal([step], context);
    return reason === undefined ? step : { ...step, doubts: [...(step.doubts ?? []), reason] };
  });
}
