/** Findings that a change makes vanish without resolving them. */
import type { Inventory } from '../inventory/index.ts';
import type { Finding } from '../model/finding.ts';
import type { ObjectRef } from '../plugin-api/index.ts';

/** On namespaces that nothing names any more, and that were not deleted: nobody looks at them. `inventory`: as changed. */
export function unnamedIn(
  findings: readonly Finding[],
  inventory: Inventory,
  removed: readonly ObjectRef[],
): readonly Finding[] {
  const isRemoved = (name: string) => removed.some((ref) => ref.kind === 'Namespace' && ref.name === name);
  return findings.filter(
    ({ subject: { kind, name } }) => kind === 'Namespace' && !inventory.hasNamespace(name) && !isRemoved(name),
  );
}
