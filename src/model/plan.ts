/** Planned changes, their previews, and how a run goes: the same for the walk and for scripts. */
import type { Change, Disruption, Evidence, Json, KubeObject, ObjectRef } from '../plugin-api/index.ts';
import type { Refusal } from './decision.ts';
import type { ClusterIdentity, WriteRequest } from './ports.ts';

/** What the operator must do to consent. `type`: the exact text has to be typed. */
export type ConsentKind = { readonly kind: 'yes' } | { readonly kind: 'type'; readonly text: string };

/** What came of trying, by dry run, the pods that a step concerns. */
export interface StepRehearsal {
  /** One entry a request. `none`: the server took no such pod, for whatever reason. */
  readonly tried: readonly { readonly of: ObjectRef; readonly answer: 'admitted' | 'refused' | 'none' }[];
  /** Sentences, each on pods that would be refused. */
  readonly refused: readonly string[];
  /** Sentences: why pods may be refused that were not seen to be. */
  readonly doubts: readonly string[];
}

/** One object-level change with what the target says it would do. */
export interface StepPreview {
  readonly step: number;
  readonly decision: string;
  /** All decisions that it carries out, where several meet in one object. */
  readonly decisions?: readonly string[];
  readonly title: string;
  readonly checks: readonly string[];
  readonly ref: ObjectRef;
  readonly change: Change;
  /** Steps that must stay for as long as this one does: a default deny and the allowance before it. */
  readonly needs?: readonly number[];
  readonly disruption: Disruption;
  /** `unchanged`: already so, nothing will be written. */
  readonly effect: 'create' | 'patch' | 'delete' | 'unchanged';
  /** Absent when unchanged. */
  readonly request?: WriteRequest;
  /** Undo of a file change: what `Target.restore` gets instead of the request. */
  readonly restore?: Json;
  readonly before?: KubeObject;
  readonly after?: KubeObject;
  /** Unified diff of before and after as YAML, volatile fields left out, credentials masked, terminal-safe. */
  readonly diff: string;
  /** Fields in `after` that we did not ask for: admission and defaulting added them. */
  readonly byOthers: readonly string[];
  /** Fields that we asked for and that `after` does not have so: admission took them out or set them otherwise. */
  readonly dropped?: readonly string[];
  /** Webhooks and policies, as `Kind name`, that the request matches; absent where that was not asked or is not known. */
  readonly changers?: readonly string[];
  readonly warnings: readonly string[];
  readonly verified: 'server' | 'local';
  /** Absent where nothing changes pods on their way in. */
  readonly rehearsal?: StepRehearsal;
  /** Of files: the path of the one that it edits. */
  readonly file?: string;
  /** What its trial says against it, as sentences: no run without a person makes it. */
  readonly doubts?: readonly string[];
}

/** A change of a plan before anything was asked: which object, in which order, what it costs. */
export interface OutlineStep {
  /** From 1, in the order of writing. */
  readonly step: number;
  readonly ref: ObjectRef;
  readonly decisions: readonly string[];
  readonly disruption: Disruption;
  /** Steps that must stay for as long as this one does: a default deny and the allowance before it. */
  readonly needs: readonly number[];
}

/** Why a decision is not part of the plan. `code` tells guards from failures of the preview; `review`: a person decides. */
export interface StepRefusal extends Refusal {
  readonly decision: string;
  readonly title: string;
  readonly code: 'guard' | 'review' | 'drift' | 'invalid' | 'denied' | 'unreachable' | 'failed';
  /** What is different from what was expected, as in `StepPreview.diff`. */
  readonly diff?: string;
}

export interface PlanPreview {
  readonly id: string;
  /** The run that it takes back: set by the preview of an undo. */
  readonly undoes?: string;
  /** Of an undo: what is refused stays, and keeps nothing else from being taken back. */
  readonly isPartial?: true;
  readonly cluster: ClusterIdentity;
  readonly steps: readonly StepPreview[];
  readonly refused: readonly StepRefusal[];
  /** Ids of findings gone when the checks ran on the objects that the dry run returned. */
  readonly resolves: readonly string[];
  /** Ids of findings that would be new: shown before consent. A stricter level may open a milder finding. */
  readonly introduces: readonly string[];
  /** What those would say, each with the name of its object. */
  readonly introducedTexts?: readonly string[];
  readonly disruption: Disruption;
  readonly consent: ConsentKind;
  /** How many pods were tried by dry run for it, of what was refused, too. */
  readonly rehearsed?: number;
  readonly caveats: readonly string[];
  readonly evidence: readonly Evidence[];
}

export type StepPhase = 'waiting' | 'checked' | 'saved' | 'written' | 'verified' | 'failed' | 'skipped';

export interface StepProgress {
  readonly step: number;
  readonly title: string;
  readonly ref: ObjectRef;
  readonly phase: StepPhase;
  /** Milliseconds since the step began; set when it ended. */
  readonly tookMs?: number;
  /** Also of the step that a run was refused for, which is skipped like all others. */
  readonly error?: string;
  /** Failed after it was sent: it was written, or nobody knows. Undo looks at the object. */
  readonly mayStand?: true;
  /** Of an undo that was written: why its object is not all as it was before the run. Empty: it is, as compared. */
  readonly remains?: readonly string[];
}

export interface RunProgress {
  readonly run: string;
  readonly kind: 'apply' | 'undo';
  readonly steps: readonly StepProgress[];
  readonly done: boolean;
}

/**
 * applied: every step. nothing: there was nothing to do. refused: before any write (guard, drift). failed: after a write,
 * or none could be written although consented; the journal tells which.
 */
export interface RunResult {
  readonly run: string;
  readonly kind: 'apply' | 'undo';
  readonly outcome: 'applied' | 'nothing' | 'refused' | 'failed' | 'journal-unwritable';
  readonly steps: readonly StepProgress[];
  readonly error?: string;
  /** Folder of the run in the journal. */
  readonly folder?: string;
  /** Findings before and after, by id. */
  readonly resolved: readonly string[];
  readonly introduced: readonly string[];
}

/**
 * interrupted: stopped or killed between changes, or nobody knows how its last write ended. under way: its process lives.
 * failed, undo failed: nothing was written.
 */
export type RunState =
  | 'under way'
  | 'applied'
  | 'partly applied'
  | 'interrupted'
  | 'failed'
  | 'undone'
  | 'partly undone'
  | 'undo done'
  | 'undo partly done'
  | 'undo failed';

/** A run of the journal as `history` lists it. */
export interface RunSummary {
  readonly run: string;
  readonly kind: 'apply' | 'undo';
  readonly at: string;
  readonly cluster: ClusterIdentity;
  readonly undoes?: string;
  readonly state: RunState;
  /** How many changes it was to make; `steps` are those that began. */
  readonly planned: number;
  readonly steps: readonly {
    readonly step: number;
    readonly title: string;
    readonly ref: ObjectRef;
    readonly state: 'intended' | 'applied' | 'failed' | 'undone';
  }[];
  readonly folder: string;
  /** Why its journal cannot be trusted: what is listed of it may not be all. */
  readonly damage?: string;
}
