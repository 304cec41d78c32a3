import type { rbac } from 'kubectl-harden/plugin-api';
import type { CapabilityWeight } from '../capability-weight.ts';

export function weightOf({ id }: rbac.GivenCapability): CapabilityWeight {
  if (id === 'nodes-log')
    return {
      everywhere: 'medium',
      somewhere: 'low',
      named: 'low',
      why: 'it reads logs and checkpoints, and runs nothing',
    };
  return { everywhere: 'critical', somewhere: 'low', named: 'high' };
}
