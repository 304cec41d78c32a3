/** What does not exist uses nothing: taking it out loses nothing in use. */
import type { BindingSubject, Proposal } from 'kubectl-harden/plugin-api';
import { withoutSubject } from '../shared.ts';

export function withoutRole({ ref }: BindingSubject): Proposal {
  return {
    readiness: 'ready',
    reason: 'Without its role the binding gives nothing, so nothing in use is lost.',
    changes: [{ op: 'delete', target: ref }],
    caveats: ['If an installer creates the role later, it has to create the binding again.'],
  };
}

/** `gap`: the sentence that says what is not there. */
export function withoutMissing(gap: string, key: string, binding: BindingSubject): Proposal {
  return {
    readiness: 'ready',
    reason: `${gap}, so nothing uses this grant.`,
    changes: [withoutSubject(binding, key)],
    caveats: ['If an installer creates the account later, it has to create the binding again.'],
  };
}
