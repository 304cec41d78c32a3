/** A fact about the whole cluster, for who judges nothing. */
import type { Inventory } from '../../inventory/index.ts';
import type { Fact } from '../../plugin-api/index.ts';
import { FactStore } from './facts.ts';
import { type ViewContext, viewFor } from './view.ts';

type Shown = Partial<Pick<ViewContext, 'isCluster' | 'tables'>>;

export function deriveFrom<T>(fact: Fact<T>, inventory: Inventory, shown: Shown = {}): T {
  const viewer = { name: fact.name, reads: fact.reads, tables: fact.tables, namespace: undefined };
  const view = viewFor(viewer, { inventory, facts: new FactStore(inventory), isCluster: true, ...shown });
  return fact.derive(view, undefined);
}
