/** The record of a run: what was written, what was there before, and whether it was taken back. */
import type { Disruption, Json, KubeObject, ObjectRef } from '../plugin-api/index.ts';
import type { StepRehearsal } from './plan.ts';
import type { ClusterIdentity, WriteRequest } from './ports.ts';

export interface RunHeader {
  readonly type: 'run';
  /** UTC time and 4 hex digits: `20261122T140211Z-7f3k`. */
  readonly run: string;
  readonly at: string;
  readonly tool: string;
  readonly cluster: ClusterIdentity;
  /** Undo runs name the run they take back. */
  readonly undoes?: string;
  /** How many changes it is to make. */
  readonly planned?: number;
}

/** Written and synced before the write goes out. */
export interface StepIntent {
  readonly type: 'intent';
  readonly step: number;
  readonly decision: string;
  readonly decisions?: readonly string[];
  readonly title: string;
  readonly checks: readonly string[];
  readonly ref: ObjectRef;
  readonly disruption: Disruption;
  /** Values classed as credentials are replaced by `{"$sha256": ...}`. */
  readonly request: WriteRequest;
  readonly needs?: readonly number[];
  /** Pods that were tried by dry run before. */
  readonly rehearsed?: StepRehearsal['tried'];
  /** The whole object, for deletions. */
  readonly before?: KubeObject;
}

export interface StepOutcome {
  readonly type: 'outcome';
  readonly step: number;
  readonly at: string;
  readonly result: 'applied' | 'failed' | 'undone' | 'undo-failed';
  /** The inverse of the request, ready to be written by undo. */
  readonly inverse?: WriteRequest;
  readonly restore?: Json;
  readonly uid?: string;
  /** A created object as the server stored it. */
  readonly stored?: KubeObject;
  readonly error?: string;
  /** No answer came and the object could not be read back: undo looks at the object to tell. */
  readonly maybeWritten?: true;
}

export type JournalEntry = RunHeader | StepIntent | StepOutcome;
