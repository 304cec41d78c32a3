/** What may be listed and not watched: told with its age, and once in words. */
import { expect, test } from 'vitest';
import type { SourceEvent } from '../../src/model/ports.ts';
import { Polling } from '../../src/session/polling.ts';
import { createHardenStore } from '../../src/store/state.ts';

type Follow = Omit<Extract<SourceEvent, { readonly type: 'follow' }>, 'type'>;

function polling() {
  const store = createHardenStore('apply', () => 0);
  const all = new Polling();
  return { store, say: (event: Follow) => all.show({ type: 'follow', ...event }, store, 5) };
}

test('the oldest reading and the next one are shown, whatever number of kinds and namespaces is concerned', () => {
  const { store, say } = polling();
  say({ kind: 'Role', namespace: 'a', polled: { readAt: 1000, nextAt: 31_000 } });
  say({ kind: 'Role', namespace: 'b', polled: { readAt: 2000, nextAt: 32_000 } });
  say({ kind: 'Pod', polled: { readAt: 3000, nextAt: 30_000 } });
  expect(store.getState().polled).toEqual({ kinds: ['Pod', 'Role'], readAt: 1000, nextAt: 30_000 });
  say({ kind: 'Role', namespace: 'a', polled: { readAt: 31_000, nextAt: 61_000 } });
  expect(store.getState().polled?.readAt).toBe(2000);
  expect(store.getState().messages.map(({ level }) => level)).toEqual(['warning']);
});

test('nothing is told any more once all of it is followed', () => {
  const { store, say } = polling();
  say({ kind: 'Pod', polled: { readAt: 1000, nextAt: 31_000 } });
  say({ kind: 'Pod' });
  expect(store.getState()).not.toHaveProperty('polled');
});
