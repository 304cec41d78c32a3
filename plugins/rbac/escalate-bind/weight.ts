import { rbac } from 'kubectl-harden/plugin-api';
import type { CapabilityWeight } from '../capability-weight.ts';
import type { GrantView, RoleGrant } from '../grants.ts';
import { canNobody } from '../needed.ts';

const ADMINISTRATORS: ReadonlySet<string> = new Set(['cluster-admin', 'admin']);

export function weightOf(
  { id, names }: rbac.GivenCapability,
  grants: readonly RoleGrant[],
  view: GrantView,
): CapabilityWeight {
  const needed = id === 'bind' ? 'binding-write' : 'role-write';
  if (canNobody((given) => given.id === needed, grants, view))
    return {
      everywhere: 'medium',
      somewhere: 'low',
      named: 'low',
      missing: `no holder may write ${id === 'bind' ? 'bindings' : 'roles'}, without which it allows nothing`,
    };
  // To edit a role of one's own without a limit is as good as to edit any.
  const isLimited = id === 'bind' && names?.some((name) => isOfAdministrators(name, view)) !== true;
  return { everywhere: 'critical', somewhere: 'high', named: isLimited ? 'medium' : 'critical' };
}

function isOfAdministrators(name: string, view: GrantView): boolean {
  if (ADMINISTRATORS.has(name)) return true;
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name };
  return rbac.givesEverything(view.derive(rbac.rights).value.access.rulesOf(roleRef) ?? []);
}
