/** What the writing path needs from its surroundings, and what its callers hand in. */
import type { Protected, RbacObjects } from '../analysis/rbac/index.ts';
import type { Decision } from '../model/decision.ts';
import type { RunProgress } from '../model/plan.ts';
import type { ObjectFacts, Target } from '../model/ports.ts';
import type { AuditLog, FieldPath, KubeObject, ObjectRef } from '../plugin-api/index.ts';
import { type JournalFiles, nodeFiles } from './journal/files.ts';

export type WriteMode = 'read-only' | 'plan-only' | 'apply';

/** What the lockout guard judges by. */
export interface AccessFacts {
  readonly objects: RbacObjects;
  readonly guarded: Protected;
  /** What an audit log says that was done; absent: none was given. */
  readonly log?: AuditLog;
  /** Why some of it could not be read: changes of rights are then refused with this sentence. */
  readonly unreadable?: string;
}

/** Where a pod template is read anew. */
export interface PodSource {
  readonly ref: ObjectRef;
  /** Of the template in the object; empty where the object is a pod itself. */
  readonly path: FieldPath;
}

/** What may start pods in a namespace, now or later. */
export interface PodSources {
  readonly sources: readonly PodSource[];
  /** Why there may be more: a sentence. */
  readonly unread?: string;
}

export interface ChangeContext {
  readonly target: Target;
  readonly mode: WriteMode;
  /** Folder of the tool's state (`stateFolder` of src/records); runs are kept in its `runs`. */
  readonly stateFolder: string;
  /** Name and version, for the journal: `kubectl-harden/0.1.0`. */
  readonly tool: string;
  /** What sources kept of metadata that they pruned: owners. */
  readonly facts?: (ref: ObjectRef) => ObjectFacts | undefined;
  /** Whether a context's name asks for typed consent; by default names that contain `prod`. */
  readonly isProduction?: (context: string) => boolean;
  /** Ids of the findings that would be open with these objects put in and these taken out. */
  readonly openFindings?: (put: readonly KubeObject[], removed: readonly ObjectRef[]) => readonly string[];
  /** What findings say that would be open then, in the order of their ids. */
  readonly findingTexts?: (
    ids: readonly string[],
    put: readonly KubeObject[],
    removed: readonly ObjectRef[],
  ) => readonly string[];
  /** Who holds which rights now. Without it no change of RBAC objects of a cluster is allowed. */
  readonly access?: () => AccessFacts;
  /** The same, read anew: asked before each write that may lower rights. Without it what `access` tells counts. */
  readonly accessNow?: (signal: AbortSignal) => Promise<AccessFacts>;
  /** Without it the pods of a namespace are not rehearsed, which is then said. */
  readonly podSources?: (namespace: string) => PodSources;
  /** Why admission may hold policies that no API lists; undefined: it holds none. */
  readonly unlistedAdmission?: () => string | undefined;
  /** Asked last before the first write: why what was previewed does not stand any more, as a sentence. */
  readonly outdated?: () => string | undefined;
  readonly files?: JournalFiles;
  readonly now?: () => Date;
  /** Waits before a lost connection is tried again. */
  readonly pause?: (milliseconds: number) => Promise<void>;
}

/** Which decisions, in which variant, and which acknowledgements the operator gave. */
export interface PlanRequest {
  readonly decisions: readonly Decision[];
  /** By decision id; the first variant without it. */
  readonly variants?: Readonly<Record<string, number>>;
  readonly includeSystem?: boolean;
  readonly allowManaged?: boolean;
  /** Nobody weighs its caveats: what a person would have to decide is refused with the code `review`. */
  readonly unattended?: boolean;
}

export interface Consent {
  /** What the operator typed, where the plan's consent asks for it. */
  readonly typed?: string;
}

export type OnProgress = (progress: RunProgress) => void;

/** The consent to a run, who watches it, and what stops it after the change that is under way. */
export interface RunOptions extends Consent {
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
}

/** A question to the target, and what ends it. */
export interface Inquiry {
  readonly context: ChangeContext;
  readonly signal: AbortSignal;
}

/** What the preview of a plan goes by. */
export interface PlanInquiry extends Inquiry {
  readonly request: PlanRequest;
}

/** Which run is taken back, the last of this cluster without one, and which of its steps, all without any. */
export interface UndoRequest {
  readonly run?: string | undefined;
  readonly steps?: readonly number[] | undefined;
  /** What cannot be taken back stays, and the rest is taken back all the same. */
  readonly isPartial?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What ends nothing. */
export function never(): AbortSignal {
  return new AbortController().signal;
}

export function filesOf({ files = nodeFiles }: Pick<ChangeContext, 'files'>): JournalFiles {
  return files;
}

export function pauseFor({ pause }: ChangeContext, milliseconds: number): Promise<void> {
  return pause?.(milliseconds) ?? new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export function nowOf({ now }: ChangeContext): Date {
  return now?.() ?? new Date();
}

/** A request that cannot be looked at at all: no such run, a damaged journal. The message is a sentence. */
export class ChangeError extends Error {
  override readonly name = 'ChangeError';
}
