import type { rbac, View } from 'kubectl-harden/plugin-api';
import type { CapabilityWeight } from '../capability-weight.ts';
import { asksForCreate, type CONNECT_READS } from '../connect.ts';

export function weightOf({ id }: rbac.GivenCapability, view: View<(typeof CONNECT_READS)[number]>): CapabilityWeight {
  if (id === 'pod-connect-get' && asksForCreate(view))
    return {
      everywhere: 'low',
      somewhere: 'low',
      named: 'low',
      why: 'since 1.35 exec, attach and portforward need the verb create',
    };
  if (id === 'pod-forward' || id === 'pod-proxy')
    return { everywhere: 'medium', somewhere: 'medium', named: 'low', why: 'it reaches ports, and runs nothing' };
  return { everywhere: 'high', somewhere: 'medium', named: 'low' };
}
