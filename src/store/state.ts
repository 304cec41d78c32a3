/** The state that a session publishes and screens select from. Changed only through `publish`. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RunProgress } from '../model/plan.ts';
import type { Message, Polled } from '../model/ports.ts';
import type { ScanSnapshot } from '../model/snapshot.ts';

export type Phase = 'connecting' | 'reading' | 'live' | 'paused' | 'stale' | 'done' | 'failed';

export interface ConnectStep {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly tookMs?: number;
}

export interface HardenState {
  readonly phase: Phase;
  /** `Date.now()` of the last phase change, for "STALE 42s". */
  readonly since: number;
  /** While stale: when the connection is tried again. */
  readonly retryAt?: number;
  /** Kinds that cannot be followed; of what was read longest ago and of what is read next by `Date.now()`. */
  readonly polled?: Polled & { readonly kinds: readonly string[] };
  readonly error?: string;
  readonly connect: readonly ConnectStep[];
  readonly progress: {
    readonly kindsDone: number;
    readonly kindsTotal: number;
    readonly objects: number;
    /** By kind, in the order in which they came. */
    readonly byKind: readonly { readonly kind: string; readonly objects: number; readonly done: boolean }[];
  };
  readonly snapshot?: ScanSnapshot;
  readonly mode: 'read-only' | 'plan-only' | 'apply';
  /** Decisions with a change to offer, and those of which the caller may not write it. Absent: none is known to be denied. */
  readonly rights?: { readonly asked: number; readonly denied: number };
  readonly run?: RunProgress;
  readonly messages: readonly (Message & { readonly at: number })[];
}

export type HardenStore = StoreApi<HardenState>;

export function createHardenStore(mode: HardenState['mode'], now: () => number = Date.now): HardenStore {
  return createStore<HardenState>(() => ({
    phase: 'connecting',
    since: now(),
    connect: [],
    progress: { kindsDone: 0, kindsTotal: 0, objects: 0, byKind: [] },
    mode,
    messages: [],
  }));
}
