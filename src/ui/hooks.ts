/** Stores and clocks as React sees them. */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { StoreApi } from 'zustand/vanilla';

const FRAME_MS = 40;

/** The newest state, rendered at most once a frame however often the session publishes. */
export function useFrames<T>(store: StoreApi<T>): T {
  const subscribe = useRef((notify: () => void) => {
    let timer: NodeJS.Timeout | undefined;
    const later = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        notify();
      }, FRAME_MS);
    };
    const stop = store.subscribe(later);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }).current;
  return useSyncExternalStore(subscribe, store.getState);
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
