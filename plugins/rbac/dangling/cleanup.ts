/** What does not exist uses nothing: taking it out loses nothing in use. */
import type { BindingSubject, Proposal, Violation } from '../../../src/plugin-api/index.ts';
import { withoutSubject } from '../shared.ts';
import { GAP, ROLE_KEY } from './missing.ts';

export function proposeCleanup({ key = '', facts }: Violation, subject: BindingSubject): Proposal {
  if (key === ROLE_KEY)
    return {
      readiness: 'ready',
      reason: 'Without its role the binding gives nothing, so nothing in use is lost.',
      changes: [{ op: 'delete', target: subject.ref }],
      caveats: ['If an installer creates the role later, it has to create the binding again.'],
    };
  return {
    readiness: 'ready',
    reason: `${facts?.[GAP]}, so nothing uses this grant.`,
    changes: [withoutSubject(subject, key)],
    caveats: ['If an installer creates the account later, it has to create the binding again.'],
  };
}
