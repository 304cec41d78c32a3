/** Who may bind a role to anybody at any time: a role without a binding may then be in use tomorrow, as it is today. */
import { nameSome, type RoleSubject, rbac } from 'kubectl-harden/plugin-api';
import { type HolderView, unreadRights } from './holders.ts';

/** Why a role that no binding refers to may still be counted on; `undefined`: nobody is given the right to bind it. */
export function binderDoubt({ ref }: RoleSubject, view: HolderView): string | undefined {
  const binders = view.derive(rbac.rights).value.bindersOf(ref);
  if (binders.length > 0) return `No binding refers to it, but ${nameSome(binders)} may bind it at any time.`;
  const unread = unreadRights(view);
  return unread.length === 0
    ? undefined
    : `No binding refers to it, but who may bind it is not visible: ${unread.join(', ')} objects could not be read.`;
}
