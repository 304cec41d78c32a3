/** Several events of one request: it counts once, and what was received is waited for until it is answered. */
import type { Asked } from './requests.ts';

export interface Stages {
  begun(id: string, asked: Asked): void;
  /** True for the first event that tells the answer. */
  answered(id: string, stage: string): boolean;
  /** Nothing more comes. */
  end(): void;
}

/** Requests that are under way at once, and more. */
const MOST_OPEN = 100_000;

/** `undecided` gets what was received and never answered in this log. */
export function createStages(undecided: (asked: Asked) => void): Stages {
  const waiting = new Map<string, Asked>();
  const started = new Set<string>();
  return {
    begun(id, asked) {
      if (id === '') return undecided(asked);
      waiting.set(id, asked);
      if (waiting.size <= MOST_OPEN) return;
      const [oldest] = waiting;
      if (oldest === undefined) return;
      waiting.delete(oldest[0]);
      undecided(oldest[1]);
    },
    answered(id, stage) {
      if (waiting.size > 0) waiting.delete(id);
      if (id === '') return true;
      if (stage === 'ResponseStarted') {
        if (started.has(id)) return false;
        started.add(id);
        const [oldest] = started.size > MOST_OPEN ? started : [];
        if (oldest !== undefined) started.delete(oldest);
        return true;
      }
      return !started.delete(id);
    },
    end() {
      for (const asked of waiting.values()) undecided(asked);
      waiting.clear();
    },
  };
}
