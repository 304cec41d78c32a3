/** Nobody can tell who relies on anonymous access, unless nobody can have it. */
import { type BindingSubject, type Proposal, plan, type View } from 'kubectl-harden/plugin-api';
import { type FoundRole, withoutSubject } from '../shared.ts';
import { type REFUSAL_READS, refusalOfAnonymous } from './refusal.ts';

export const WIDENED: Proposal = plan(
  'The binding itself is needed for health checks: take the rules that were added out of the role.',
);

/** `key`: of the subject that stands for anonymous requests. */
export function removal(
  key: string,
  subject: BindingSubject,
  role: FoundRole,
  view: View<(typeof REFUSAL_READS)[number]>,
): Proposal {
  const changes = [withoutSubject(subject, key)];
  if (role.state === 'missing')
    return { readiness: 'ready', reason: 'There is no such role, so the binding gives nothing today.', changes };
  const refusal = refusalOfAnonymous(view);
  if (refusal.state === 'proven') {
    const reason = 'The API server refuses anonymous requests (--anonymous-auth=false), so nobody uses this grant.';
    return { readiness: 'ready', reason, changes, evidence: refusal.evidence };
  }
  const unknown = 'Who relies on it without logging in is unknown: no audit log was read.';
  return {
    readiness: 'review',
    reason: refusal.state === 'partial' ? `${refusal.reason} ${unknown}` : unknown,
    changes,
    caveats: ['Programs that read this without credentials, such as probes and status pages, get 401 or 403.'],
  };
}
