/** What is told of kinds while they are read: nothing, and everything at once when they are. */
import { expect, test } from 'vitest';
import { createInventory, type Delta } from '../../src/inventory/index.ts';
import type { SourceEvent } from '../../src/model/ports.ts';
import type { CoverageState, StoredKind } from '../../src/plugin-api/index.ts';
import { HeldChanges } from '../../src/session/held-changes.ts';
import { Progress } from '../../src/session/progress.ts';
import { Reading } from '../../src/session/reading.ts';
import { namespace, observed, pod } from '../support/objects.ts';
import { requests } from '../support/requests.ts';

function reading() {
  const inventory = createInventory();
  const parts = new Reading();
  const held = new HeldChanges(parts);
  const progress = new Progress(requests('Pod'), parts);
  const take = (event: SourceEvent): Delta | undefined => {
    parts.see(event);
    progress.count(event);
    return held.take(event, inventory.apply(event));
  };
  return { take, held, progress };
}

function coverage(kind: StoredKind, state: CoverageState, place?: string): SourceEvent {
  return { type: 'coverage', kind, ...(place === undefined ? {} : { namespace: place }), coverage: { state } };
}

function page(place: string, ...names: readonly string[]): SourceEvent {
  return { type: 'upsert', kind: 'Pod', items: observed(...names.map((name) => pod(place, name))) };
}

/** `a: p1 p2`: those objects in that namespace. */
const IN = (...places: readonly string[]) =>
  places.map((place) => {
    const [space = '', names = ''] = place.split(': ');
    return { kind: 'Pod', namespace: space, names: names.split(' ') };
  });

test('pages are told together, each namespace once, when their kind was read', () => {
  const { take } = reading();
  expect(take(coverage('Pod', 'syncing'))).toBeUndefined();
  for (const event of [page('a', 'p1', 'p2'), page('a', 'p3'), page('b', 'p4')]) expect(take(event)).toBeUndefined();
  expect(take(coverage('Pod', 'full'))).toEqual({
    objects: IN('a: p1 p2 p3', 'b: p4'),
    coverage: ['Pod'],
    evidence: [],
  });
  expect(take(page('c', 'p5'))).toEqual({ objects: IN('c: p5'), coverage: [], evidence: [] });
});

test('one kind does not wait for another', () => {
  const { take } = reading();
  for (const kind of ['Namespace', 'Pod'] as const) take(coverage(kind, 'syncing'));
  take(page('a', 'p1'));
  take({ type: 'upsert', kind: 'Namespace', items: observed(namespace('a')) });
  expect(take(coverage('Namespace', 'full'))).toEqual({
    objects: [{ kind: 'Namespace', namespace: 'a', names: ['a'] }],
    coverage: ['Namespace'],
    evidence: [],
  });
});

test('a kind that is read namespace by namespace is read when each of them is, whatever came of it', () => {
  const { take, progress } = reading();
  for (const place of ['a', 'b']) take(coverage('Pod', 'syncing', place));
  take(page('a', 'p1'));
  expect(take(coverage('Pod', 'full', 'a'))).toBeUndefined();
  expect(progress.now()).toMatchObject({ kindsDone: 0, objects: 1 });
  expect(take(coverage('Pod', 'denied', 'b'))?.objects).toEqual(IN('a: p1'));
  expect(progress.now()).toMatchObject({ kindsDone: 1, kindsTotal: 1, objects: 1 });
});

test('kinds of which nothing was said wait until the end of the first read, and no longer', () => {
  const { take, held } = reading();
  expect(take(page('a', 'p1'))).toBeUndefined();
  expect(held.end()).toEqual({ objects: IN('a: p1'), coverage: ['Pod'], evidence: [] });
  expect(held.end()).toBeUndefined();
  expect(take(page('b', 'p2'))?.objects).toEqual(IN('b: p2'));
});

test('evidence waits for nothing, and what changes nothing is nothing', () => {
  const { take } = reading();
  const evidence = { ServerVersion: { coverage: { state: 'absent' } } } as const;
  expect(take({ type: 'evidence', evidence })?.evidence).toEqual(['ServerVersion']);
  expect(take({ type: 'synced' })).toBeUndefined();
});
