/** Stores and clocks as React sees them. */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { StoreApi } from 'zustand/vanilla';

const FRAME_MS = 40;

/** Tells how long a state may wait to be shown, from the one before. */
export type Pace<T> = (state: T, before: T) => number;

/** The newest state, rendered at most once a frame however often the session publishes. */
export function useFrames<T>(store: StoreApi<T>, pace: Pace<T>): T {
  const subscribe = useRef((notify: () => void) => followPaced(store, pace, notify)).current;
  return useSyncExternalStore(subscribe, store.getState);
}

/** What may wait waits from the last frame on; what may not takes what waits with it. */
export function followPaced<T>(store: StoreApi<T>, pace: Pace<T>, notify: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let due = Number.POSITIVE_INFINITY;
  let shownAt = Number.NEGATIVE_INFINITY;
  const show = (): void => {
    timer = undefined;
    due = Number.POSITIVE_INFINITY;
    shownAt = performance.now();
    notify();
  };
  const stop = store.subscribe((state, before) => {
    const now = performance.now();
    const at = Math.max(now + FRAME_MS, shownAt + pace(state, before));
    if (at >= due) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(show, at - now);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}

/** Renders again every second while something is waited for; sleeps otherwise. */
export function useSeconds(isActive: boolean): void {
  const [, tick] = useState(0);
  useEffect(() => {
    if (!isActive) return undefined;
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, [isActive]);
}

/** Calls back once after a while, unless what it is for changes before. */
export function useTimeout(callback: () => void, ms: number, subject: unknown): void {
  const latest = useRef(callback);
  latest.current = callback;
  useEffect(() => {
    if (subject === undefined) return undefined;
    const timer = setTimeout(() => latest.current(), ms);
    return () => clearTimeout(timer);
  }, [ms, subject]);
}
