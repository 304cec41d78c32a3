import type { rbac } from 'kubectl-harden/plugin-api';
import type { CapabilityWeight } from '../capability-weight.ts';

export function weightOf({ id }: rbac.GivenCapability): CapabilityWeight {
  if (id === 'volume-create') return { everywhere: 'critical', somewhere: 'low', named: 'low' };
  if (id === 'node-write')
    return {
      everywhere: 'high',
      somewhere: 'low',
      named: 'medium',
      why: 'it decides where pods run, and reads nothing',
    };
  return { everywhere: 'medium', somewhere: 'low', named: 'low', why: 'it changes what nodes report' };
}
