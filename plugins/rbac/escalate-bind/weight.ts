import { rbac } from 'kubectl-harden/plugin-api';
import type { CapabilityWeight } from '../capability-weight.ts';
import type { GrantView, RoleGrant } from '../grants.ts';
import { unreadRights } from '../holders.ts';

const ADMINISTRATORS: ReadonlySet<string> = new Set(['cluster-admin', 'admin']);

export function weightOf(
  { id, names }: rbac.GivenCapability,
  grants: readonly RoleGrant[],
  view: GrantView,
): CapabilityWeight {
  const needed = id === 'bind' ? 'binding-write' : 'role-write';
  if (canNobody(needed, grants, view))
    return {
      everywhere: 'medium',
      somewhere: 'low',
      named: 'low',
      why: `no holder may write ${id === 'bind' ? 'bindings' : 'roles'}, without which it allows nothing`,
    };
  // To edit a role of one's own without a limit is as good as to edit any.
  const isLimited = id === 'bind' && names?.some((name) => ADMINISTRATORS.has(name)) !== true;
  return { everywhere: 'critical', somewhere: 'high', named: isLimited ? 'medium' : 'critical' };
}

/** As far as everything was read that could give it. */
function canNobody(needed: rbac.CapabilityId, grants: readonly RoleGrant[], view: GrantView): boolean {
  if (grants.length === 0 || unreadRights(view).length > 0 || !view.own('ClusterRoleBinding').isWhole) return false;
  const { access } = view.derive(rbac.rights).value;
  return !grants.some(({ subject, namespace }) =>
    access
      .effectiveRules(rbac.identityOf(subject, namespace), namespace)
      .some((rule) => rbac.capabilitiesOf(rule).some(({ id }) => id === needed)),
  );
}
