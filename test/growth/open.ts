/** A scan of a world that goes on: one event after the other, each judged before the next. */
import { PLUGINS } from '../../plugins/index.ts';
import { BUILT_IN_RESOURCES } from '../../src/analysis/rbac/index.ts';
import { ITEMS } from '../../src/catalog/items.ts';
import { createEngine, createRegistry } from '../../src/engine/index.ts';
import { createInventory } from '../../src/inventory/index.ts';
import { refOf } from '../../src/kube/refs.ts';
import type { Observed, SourceEvent } from '../../src/model/ports.ts';
import type { StoredKind } from '../../src/plugin-api/index.ts';
import { eventsOf } from '../support/fixture-runner/run.ts';
import { countingVerdicts } from './verdicts.ts';
import { worldOf } from './world.ts';

type Happening = readonly [name: string, happen: () => void];

export async function openWorld(copies: number) {
  const { objects, isInAll } = await worldOf(copies);
  const { checks } = createRegistry(
    PLUGINS,
    ITEMS.map(({ id }) => id),
  );
  const counted = countingVerdicts(checks);
  const events = eventsOf({ objects, coverage: [], evidence: EVIDENCE, sourceType: 'live' }, counted.checks);
  const inventory = createInventory();
  const engine = createEngine({ checks: counted.checks, inventory, sourceType: 'live', context: 'growth' });
  for (const event of events) engine.update(inventory.apply(event));
  engine.evaluateAll();
  const send = (event: SourceEvent) => {
    engine.update(inventory.apply(event));
    engine.evaluateAll();
  };
  const happenings = events.flatMap((event): readonly Happening[] => {
    if (event.type !== 'upsert') return [];
    const items = event.items.filter(({ object }) => isInAll(object));
    return spread(items).flatMap((item) => happeningsOf(event.kind, item, send));
  });
  return { happenings, takeVerdicts: counted.take };
}

/** Of each kind, and of checks that are far from one another. */
const OF_A_KIND = 3;

function spread(items: readonly Observed[]): readonly Observed[] {
  const step = Math.ceil(items.length / OF_A_KIND);
  return step === 0 ? [] : items.filter((_, index) => index % step === 0);
}

const EVIDENCE = { Discovery: { coverage: { state: 'full' as const }, value: BUILT_IN_RESOURCES } };

/** It gets a label, goes, and comes back as it was. */
function happeningsOf(kind: StoredKind, item: Observed, send: (event: SourceEvent) => void): readonly Happening[] {
  const { metadata } = item.object;
  const name = `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;
  const changed = { ...item.object, metadata: { ...metadata, labels: { ...metadata.labels, growth: 'changed' } } };
  const put = (object: Observed['object']) => send({ type: 'upsert', kind, items: [{ ...item, object }] });
  const remove = () => send({ type: 'remove', kind, refs: [refOf(item.object)] });
  // What is only then set up for the first time is no cost of an event.
  put(changed);
  remove();
  put(item.object);
  return [
    [`${name} changes`, () => put(changed)],
    [`${name} goes`, remove],
    [`${name} comes`, () => put(item.object)],
  ];
}
