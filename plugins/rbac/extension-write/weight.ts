import type { rbac } from 'kubectl-harden/plugin-api';
import type { CapabilityWeight } from '../capability-weight.ts';

export function weightOf({ id, atoms }: rbac.GivenCapability): CapabilityWeight {
  if (id === 'api-write')
    return { everywhere: 'high', somewhere: 'low', named: 'medium', why: 'it takes over single APIs' };
  const changesObjects =
    id === 'webhook-write' ||
    atoms.some((atom) => 'resource' in atom && atom.resource.startsWith('mutating') && atom.verb !== 'delete');
  if (!changesObjects)
    return { everywhere: 'high', somewhere: 'low', named: 'medium', why: 'it switches policies on and off' };
  return { everywhere: 'critical', somewhere: 'low', named: 'high' };
}
