/** Whether the picture is kept current: a phase for the header, and a message when that changes. */
import type { Inventory } from '../inventory/index.ts';
import type { HardenStore } from '../store/state.ts';

/** Stale while any kind waits to be connected again. */
export function showStaleness(inventory: Inventory, store: HardenStore, at: number): void {
  const stale = inventory.coverageEntries().find(({ coverage }) => coverage.state === 'stale');
  const phase = stale === undefined ? 'live' : 'stale';
  if (store.getState().phase === phase) return;
  const told =
    stale === undefined
      ? { level: 'info' as const, text: 'The connection is back: what is shown is current again.' }
      : {
          level: 'warning' as const,
          text: `What is shown is ${stale.coverage.reason ?? 'not current'}. Retrying automatically.`,
        };
  store.setState(
    ({ messages, retryAt: _, ...state }) => ({ ...state, phase, since: at, messages: [...messages, { ...told, at }] }),
    true,
  );
}

/** The next of all that wait to be connected again. */
export function showRetry(store: HardenStore, retryAt: number, now: number): void {
  const known = store.getState().retryAt;
  if (known === undefined || known <= now || retryAt < known) store.setState({ retryAt });
}
