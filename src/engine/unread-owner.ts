/** Pods whose template is not visible: no check can offer a change of it. */
import type { Inventory } from '../inventory/index.ts';
import type { Proposal, Workload } from '../plugin-api/index.ts';

/** Says so instead of nothing, as what is lacking is a right to read. */
export function unreadOwner(inventory: Inventory, { access, deviatesFrom, ref }: Workload): Proposal | undefined {
  const owner = deviatesFrom ?? ref;
  if (access !== 'none' || owner.kind === 'Pod' || inventory.find(owner) !== undefined) return undefined;
  return {
    readiness: 'needs-input',
    reason: `Its owner cannot be read: ${owner.kind} ${owner.name} has the template.`,
    changes: [],
  };
}
