/** Nobody can tell who relies on anonymous access, unless nobody can have it. */
import type { BindingSubject, Proposal, View, Violation } from '../../../src/plugin-api/index.ts';
import { type RoleRead, roleOf, withoutSubject } from '../shared.ts';
import { WIDENED } from './judge.ts';
import { refusalOfAnonymous } from './refusal.ts';

export function proposeRemoval(
  violation: Violation,
  subject: BindingSubject,
  view: View<RoleRead | 'ServerVersion' | 'ServerFlags' | 'Pod'>,
): Proposal {
  if (violation.facts?.[WIDENED] === true)
    return {
      readiness: 'plan',
      reason: 'The binding itself is needed for health checks: take the rules that were added out of the role.',
      changes: [],
    };
  const changes = [withoutSubject(subject, violation.key ?? '')];
  if (roleOf(subject.object, view).state === 'missing')
    return { readiness: 'ready', reason: 'There is no such role, so the binding gives nothing today.', changes };
  const refusal = refusalOfAnonymous(view);
  if (refusal.state === 'proven') {
    const reason = 'The API server refuses anonymous requests (--anonymous-auth=false), so nobody uses this grant.';
    return { readiness: 'ready', reason, changes, evidence: refusal.evidence };
  }
  const unknown = 'Who relies on it without logging in is not known: no audit log was read.';
  return {
    readiness: 'look',
    reason: refusal.state === 'partial' ? `${refusal.reason} ${unknown}` : unknown,
    changes,
    caveats: ['Programs that read this without credentials, such as probes and status pages, get 401 or 403.'],
  };
}
