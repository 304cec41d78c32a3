import type { rbac } from 'kubectl-harden/plugin-api';
import type { CapabilityWeight } from '../capability-weight.ts';

const MASTERS = 'system:masters';

export function weightOf({ id, atoms, names }: rbac.GivenCapability): CapabilityWeight {
  if (id === 'impersonate-limited')
    return {
      everywhere: 'medium',
      somewhere: 'low',
      named: 'low',
      why: 'within limits: what is done in the name of others needs a rule of its own',
    };
  if (id === 'impersonate-account') return { everywhere: 'high', somewhere: 'medium', named: 'low', why: ACCOUNTS };
  const isSomebody = atoms.some((atom) => 'resource' in atom && ['users', 'groups'].includes(atom.resource));
  if (!isSomebody) return { everywhere: 'low', somewhere: 'low', named: 'low', why: 'it adds to who somebody is' };
  const named = names?.includes(MASTERS) === true ? 'critical' : 'medium';
  return { everywhere: 'critical', somewhere: 'low', named };
}

const ACCOUNTS = 'it acts as ServiceAccounts only';
