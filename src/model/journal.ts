/** The record of a run: what was written, what was there before, and whether it was taken back. */
import type { Disruption, Json, KubeObject, ObjectRef } from '../plugin-api/index.ts';
import type { StepRehearsal } from './plan.ts';
import type { ClusterIdentity, SourceType, WriteRequest } from './ports.ts';

/** Journals of another format are not read. */
export const JOURNAL_FORMAT = 2;

export interface RunHeader {
  readonly type: 'run';
  readonly format: number;
  /** UTC time and 4 hex digits: `20261122T140211Z-7f3k`. */
  readonly run: string;
  readonly at: string;
  readonly tool: string;
  readonly cluster: ClusterIdentity;
  readonly source: SourceType;
  /** Of files: real paths of what was given. Nothing outside is written. */
  readonly roots?: readonly string[];
  /** Undo runs name the run they take back. */
  readonly undoes?: string;
  /** How many changes it is to make. */
  readonly planned?: number;
  /** Which ones: what a journal that was cut off does not tell of is looked at by this. Undo runs have none. */
  readonly plan?: readonly PlannedStep[];
}

export interface PlannedStep {
  readonly step: number;
  readonly title: string;
  readonly ref: ObjectRef;
  /** As in its intent; undefined: there was no such object. */
  readonly was?: string;
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
  /** The object as far as it is kept, for deletions. */
  readonly before?: KubeObject;
  /** What the dry run said would take it back; the outcome says it of what was stored. */
  readonly inverse?: WriteRequest;
  /** An object to create as the dry run returned it. */
  readonly stored?: KubeObject;
  /** Of files: what gives the bytes back. */
  readonly restore?: Json;
  /** Hash of what the object held before: whether an undo gave all of it back. */
  readonly was?: string;
  /** Keys of annotations that `before` is without: no journal keeps their values. */
  readonly unkept?: readonly string[];
  /** Paths that others were to change along with it, as the dry run said: no undo takes them back. */
  readonly byOthers?: readonly string[];
}

export interface StepOutcome {
  readonly type: 'outcome';
  readonly step: number;
  readonly at: string;
  readonly result: 'applied' | 'failed' | 'undone' | 'undo-failed';
  /** The inverse of the request, ready to be written by undo. */
  readonly inverse?: WriteRequest;
  readonly uid?: string;
  /** A created object as the server stored it. */
  readonly stored?: KubeObject;
  readonly error?: string;
  /** No answer came and the object could not be read back: undo looks at the object to tell. */
  readonly maybeWritten?: true;
}

/** The last line of a run that was not killed: nothing began after it. */
export interface RunEnd {
  readonly type: 'end';
  readonly at: string;
}

export type JournalEntry = RunHeader | StepIntent | StepOutcome | RunEnd;
