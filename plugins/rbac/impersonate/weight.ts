import type { rbac } from 'kubectl-harden/plugin-api';
import type { CapabilityWeight } from '../capability-weight.ts';
import type { GrantView, RoleGrant } from '../grants.ts';
import { canNobody } from '../needed.ts';

const MASTERS = 'system:masters';

export function weightOf(
  { id, atoms, names }: rbac.GivenCapability,
  grants: readonly RoleGrant[],
  view: GrantView,
): CapabilityWeight {
  if (id === 'impersonate-limited')
    return {
      everywhere: 'medium',
      somewhere: 'low',
      named: 'low',
      why: 'within limits: what is done in the name of others needs a rule of its own',
    };
  if (id === 'impersonate-account') return { everywhere: 'high', somewhere: 'medium', named: 'low', why: ACCOUNTS };
  const isOf = (resource: string) => resourcesOf(atoms).includes(resource);
  if (!isOf('users') && !isOf('groups'))
    return { everywhere: 'low', somewhere: 'low', named: 'low', why: 'it adds to who somebody is' };
  if (!isOf('users') && canNobody(isSomebody, grants, view))
    return { everywhere: 'medium', somewhere: 'low', named: 'low', missing: NOBODY };
  const named = names?.includes(MASTERS) === true ? 'critical' : 'medium';
  return { everywhere: 'critical', somewhere: 'low', named };
}

const ACCOUNTS = 'it acts as ServiceAccounts only';
const NOBODY = 'no holder may act as a user or an account, without whom nobody gets a group';

/** A request that names groups has to name somebody who is in them. */
function isSomebody({ id, atoms }: rbac.GivenCapability): boolean {
  return id === 'impersonate-account' || (id === 'impersonate' && resourcesOf(atoms).includes('users'));
}

function resourcesOf(atoms: readonly rbac.Atom[]): readonly string[] {
  return atoms.flatMap((atom) => ('resource' in atom ? atom.resource : []));
}
