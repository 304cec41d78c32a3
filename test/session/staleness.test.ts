/** A connection that breaks: told in the phase, kept among the messages, and nothing is proven by what is old. */
import { expect, test } from 'vitest';
import { createInventory } from '../../src/inventory/index.ts';
import type { SourceEvent } from '../../src/model/ports.ts';
import { showRetry, showStaleness } from '../../src/session/staleness.ts';
import { createHardenStore } from '../../src/store/state.ts';

const LOST = { state: 'stale', reason: 'not current since the connection was lost: connection refused' } as const;

function coverage(kind: 'Pod' | 'Role', state: 'stale' | 'full'): SourceEvent {
  return { type: 'coverage', kind, coverage: state === 'stale' ? LOST : { state } };
}

function following() {
  const inventory = createInventory();
  const store = createHardenStore('apply', () => 0);
  store.setState({ phase: 'live' });
  const say = (kind: 'Pod' | 'Role', state: 'stale' | 'full', at: number) => {
    inventory.apply(coverage(kind, state));
    showStaleness(inventory, store, at);
  };
  return { store, say };
}

test('the break and the return of a connection are told once each, whatever number of kinds is concerned', () => {
  const { store, say } = following();
  say('Pod', 'stale', 1000);
  say('Role', 'stale', 1100);
  expect(store.getState()).toMatchObject({ phase: 'stale', since: 1000 });
  say('Pod', 'full', 5000);
  expect(store.getState().phase).toBe('stale');
  say('Role', 'full', 6000);
  expect(store.getState()).toMatchObject({ phase: 'live', since: 6000 });
  expect(store.getState().messages).toEqual([
    {
      level: 'warning',
      text: 'What is shown is not current since the connection was lost: connection refused. Retrying automatically.',
      at: 1000,
    },
    { level: 'info', text: 'The connection is back: what is shown is current again.', at: 6000 },
  ]);
});

test('of many that wait to be tried again the next is told, and none once they are back', () => {
  const { store, say } = following();
  say('Pod', 'stale', 0);
  showRetry(store, 8000, 1000);
  showRetry(store, 9000, 1000);
  expect(store.getState().retryAt).toBe(8000);
  showRetry(store, 5000, 1000);
  expect(store.getState().retryAt).toBe(5000);
  showRetry(store, 20_000, 6000);
  expect(store.getState().retryAt).toBe(20_000);
  say('Pod', 'full', 7000);
  expect(store.getState()).not.toHaveProperty('retryAt');
});
