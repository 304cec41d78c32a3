import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createHardenStore } from '../../src/store/state.ts';
import { followPaced } from '../../src/ui/hooks.ts';
import { paceOf } from '../../src/ui/select/stream.ts';
import { SNAPSHOT } from '../support/snapshot.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function followed(phase: 'reading' | 'live') {
  const store = createHardenStore('apply', () => 0);
  store.setState({ phase, snapshot: SNAPSHOT });
  let frames = 0;
  const stop = followPaced(store, paceOf, () => frames++);
  const change = () => store.setState({ snapshot: { ...SNAPSHOT } });
  return { store, change, stop, frames: () => frames };
}

test('N11 a cluster that changes all the time moves the screen at most once a second, and the last change is shown', () => {
  const { change, frames, stop } = followed('live');
  change();
  vi.advanceTimersByTime(50);
  expect(frames()).toBe(1);
  for (let tenth = 0; tenth < 100; tenth++) {
    change();
    vi.advanceTimersByTime(100);
  }
  expect(frames()).toBeLessThanOrEqual(12);
  expect(frames()).toBeGreaterThanOrEqual(9);
  vi.advanceTimersByTime(1000);
  const last = frames();
  vi.advanceTimersByTime(5000);
  expect(frames()).toBe(last);
  stop();
});

test('while it is read, and where more than the picture changes, nothing waits', () => {
  const reading = followed('reading');
  for (let count = 1; count <= 5; count++) {
    reading.change();
    vi.advanceTimersByTime(50);
    expect(reading.frames()).toBe(count);
  }
  const live = followed('live');
  live.change();
  vi.advanceTimersByTime(50);
  live.change();
  live.store.setState({ mode: 'plan-only' });
  vi.advanceTimersByTime(50);
  expect(live.frames()).toBe(2);
});
