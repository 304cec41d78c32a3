/** What the walk and the scripts can ask a session to do. The walk has no other way to change anything. */

import type { Decision } from '../model/decision.ts';
import type { Detail } from '../model/detail.ts';
import type { Reading } from '../model/kept/since.ts';
import type { OutlineStep, PlanPreview, RunResult, RunSummary, StepPreview } from '../model/plan.ts';
import type { Attestation, Waiver } from '../model/records.ts';
import type { KubeObject, ObjectRef } from '../plugin-api/index.ts';
import type { WriteMode } from '../remediation/index.ts';

export type { WriteMode };

export interface PreviewOptions {
  /** By decision id: which variant; the first without it. */
  readonly variants?: Readonly<Record<string, number>>;
  readonly includeSystem?: boolean;
  readonly allowManaged?: boolean;
  /** What a person would have to weigh is left out, with the code `review`. */
  readonly unattended?: boolean;
}

export interface UndoOptions {
  /** Only these changes of the run. */
  readonly steps?: readonly number[] | undefined;
  /** What cannot be taken back stays, and keeps nothing else from being taken back. */
  readonly isPartial?: boolean;
}

export interface Commands {
  /** The object as it was read, credentials masked: for showing. Undefined when it was not read, or is gone. */
  object(ref: ObjectRef): KubeObject | undefined;
  /** What stands behind a decision, where its object does not say all. Takes its time where the cluster is large. */
  detail(decision: string): Promise<Detail | undefined>;
  /** The changes of the decisions in the order in which they would be written; asks nobody. */
  outline(decisions: readonly string[]): readonly OutlineStep[];
  /** Asks the target what the decisions would do; writes nothing. */
  preview(decisions: readonly string[], options?: PreviewOptions, signal?: AbortSignal): Promise<PlanPreview>;
  /** Carries out exactly what was previewed. `typed` is what the operator typed where the plan's consent asks for it. */
  apply(preview: PlanPreview, consent: { readonly typed?: string }, signal?: AbortSignal): Promise<RunResult>;
  /** The decisions that are open once these steps of a preview are written: what the next scan lists. */
  openAfter(steps: readonly StepPreview[]): readonly Decision[];
  history(): Promise<readonly RunSummary[]>;
  /** Runs whose journal is too damaged to list them: sentences. */
  lostRuns(): readonly string[];
  /** What taking back a run (the last one of this cluster without `run`) would do. */
  previewUndo(run?: string, options?: UndoOptions, signal?: AbortSignal): Promise<PlanPreview>;
  undo(preview: PlanPreview, consent: { readonly typed?: string }, signal?: AbortSignal): Promise<RunResult>;
  attest(answer: Omit<Attestation, 'at' | 'cluster' | 'expires'> & { readonly expires?: string }): Promise<void>;
  waive(answer: Omit<Waiver, 'at' | 'cluster' | 'title' | 'findings'>): Promise<void>;
  /** Takes a waiver back: the decision is open again. Rejects with a sentence where another file holds it. */
  endWaiver(decision: string): Promise<void>;
  /** Keeps on this machine why these decisions are wrong, names masked; resolves to the file that it is in. */
  reportWrong(decisions: readonly string[], because: string): Promise<string>;
  /** What only a person can tell a remediation; for this session. Rejects with a sentence when it cannot be so. */
  tell(check: string, name: string, value: string): Promise<void>;
  /** Remembered per cluster: the item and decision at which the walk opens next time. */
  remember(place: {
    readonly item: string;
    readonly decision?: string;
    readonly skipped: readonly string[];
    /** Ids of the decisions in the plan. */
    readonly plan: readonly string[];
    /** Namespaces that the checklist is narrowed to, by the title of their row. */
    readonly within?: { readonly title: string; readonly names: readonly string[] };
  }): Promise<void>;
  recall(): Promise<{
    readonly item?: string;
    readonly decision?: string;
    readonly skipped: readonly string[];
    readonly plan: readonly string[];
    readonly within?: { readonly title: string; readonly names: readonly string[] };
  }>;
  /** The last complete reading of the same cluster and scope that was kept; asked once everything is read. */
  earlier(): Promise<Reading | undefined>;
  /** Keeps what is read now for the next start; nothing while it is not complete. */
  keepReading(): Promise<void>;
  /** Unlocks writing for this session; `typed` must be the context name where the mode demands it. Returns a refusal. */
  setMode(mode: WriteMode, typed?: string): ModeRefusal | undefined;
}

/** fixed: the session stays in that mode. untyped: the name of the context was not typed, or another one. */
export type ModeRefusal =
  | { readonly code: 'fixed'; readonly mode: WriteMode }
  | { readonly code: 'untyped'; readonly context: string };
