/** Checks of rights on many roles and bindings: processor time of each, and its growth with their number. */

import rbac from '../../plugins/rbac/index.ts';
import { ITEMS } from '../../src/catalog/items.ts';
import { createEngine, createRegistry } from '../../src/engine/index.ts';
import { createInventory } from '../../src/inventory/index.ts';
import type { Check } from '../../src/plugin-api/index.ts';
import { needsOf } from '../../src/session/needs.ts';
import type { Size } from './fill.ts';
import { type Figure, round, seconds } from './report.ts';
import { events, IDENTITY } from './scripted.ts';

const SMALL = 1000;
const LARGE = 4000;
const GROWTH = 5;
const TOGETHER_MS = 2000;
const RUNS = 3;

export async function benchRbac(print: (figure: Figure) => void): Promise<void> {
  const { checks } = createRegistry(
    [rbac],
    ITEMS.map(({ id }) => id),
  );
  for (const check of checks) {
    const [small, large] = [cpuOf([check], SMALL), cpuOf([check], LARGE)];
    const growth = large / small;
    print({
      name: `rbac: ${check.meta.id}, ${LARGE} roles and bindings`,
      value: `processor ${seconds(large)}, ${round(growth)}x for ${LARGE / SMALL}x`,
      goal: { is: growth, atMost: GROWTH, unit: 'x' },
    });
  }
  const together = cpuOf(checks, LARGE);
  print({
    name: `rbac: all of them, ${LARGE} roles and bindings`,
    value: `processor ${seconds(together)}`,
    goal: { is: together, atMost: TOGETHER_MS, unit: ' ms' },
  });
}

/** Milliseconds for a first evaluation, the best of several: what else the machine does only adds. */
function cpuOf(checks: readonly Check[], roles: number): number {
  return Math.min(...Array.from({ length: RUNS }, () => evaluate(checks, roles)));
}

function evaluate(checks: readonly Check[], roles: number): number {
  const size: Size = { namespaces: 50, deployments: roles, pods: 0 };
  const inventory = createInventory();
  const engine = createEngine({ checks, inventory, sourceType: 'live', context: IDENTITY.context });
  const kinds = needsOf(checks, { mayWrite: false }).kinds.map(({ kind }) => kind);
  for (const event of events(size, kinds)) engine.update(inventory.apply(event));
  const began = process.cpuUsage();
  engine.evaluateAll();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}
