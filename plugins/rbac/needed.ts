/** Rights that allow nothing without another one: does a holder have that as well? */
import { rbac } from 'kubectl-harden/plugin-api';
import type { GrantView, RoleGrant } from './grants.ts';
import { unreadRights } from './holders.ts';

/** True only where everything was read that could give it. */
export function canNobody(
  isNeeded: (given: rbac.GivenCapability) => boolean,
  grants: readonly RoleGrant[],
  view: GrantView,
): boolean {
  if (grants.length === 0 || unreadRights(view).length > 0 || !view.own('ClusterRoleBinding').isWhole) return false;
  const { access } = view.derive(rbac.rights).value;
  return !grants.some(({ subject, namespace }) =>
    access
      .effectiveRules(rbac.identityOf(subject, namespace), namespace)
      .some((rule) => rbac.capabilitiesOf(rule).some(isNeeded)),
  );
}
