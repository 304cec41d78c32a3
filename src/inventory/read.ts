import type { Inventory } from './inventory.ts';
import { WORKLOAD_KINDS } from './templates.ts';

/** Whether every kind that workloads are joined from is known there as it is now: what is not served there is none of. */
export function isWorkloadsRead(inventory: Inventory, namespace: string): boolean {
  return [...WORKLOAD_KINDS].every((kind) => {
    if (kind === 'CustomWorkload') return true;
    const { state } = inventory.coverage(kind, namespace);
    return state === 'full' || state === 'absent';
  });
}
