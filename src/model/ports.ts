/** The ports behind which clusters and files stand: where objects are read, and where changes go. */
import type { FieldChange } from '../kube/field-change.ts';
import type { KindInfo } from '../kube/kinds.ts';
import { objectName } from '../kube/refs.ts';
import type {
  Coverage,
  Edit,
  EvidenceKind,
  EvidenceMap,
  EvidenceResult,
  FieldPath,
  Json,
  JsonObject,
  KubeObject,
  ObjectRef,
  StoredKind,
} from '../plugin-api/index.ts';
import type { Owner } from './decision.ts';
import type { Position } from './finding.ts';
import type { Applier } from './writers/appliers.ts';

export type SourceType = 'live' | 'files' | 'sample';

/** What the decoder keeps of metadata that it prunes. */
export interface ObjectFacts {
  readonly owner?: Owner;
  /** Whose server-side apply holds which fields, unless the owner says enough. */
  readonly appliers?: readonly Applier[];
  /** Distinct field managers. */
  readonly managers?: readonly string[];
  /** Of a file: why its text does not take these edits, as they would be refused when they are made. */
  readonly refuses?: (edits: readonly Edit[]) => string | undefined;
  /** Where a file object was read. `line` counts from 1. */
  readonly origin?: {
    readonly file: string;
    readonly document: number;
    readonly line: number;
    /** The file, from the folder that holds all that is read. */
    readonly within?: string;
  };
  /** Of kinds that are dated (`isDated`): when the object itself was last changed. */
  readonly changedAt?: string;
  /** Of rights and policies: they have annotations that nobody keeps, so no undo of a deletion gives all back. */
  readonly hasUnkept?: boolean;
}
export interface Observed {
  readonly object: KubeObject;
  readonly facts?: ObjectFacts;
}

/** What a source says to people. */
export interface Message {
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
  /** Paths of the files that were not judged, or not all of them. */
  readonly unread?: readonly string[];
  /** They are read in another way, as templates once they are rendered: nothing failed. */
  readonly isSkipped?: true;
}

export type SourceEvent =
  /** A list page, or a batch of watch events. */
  | { readonly type: 'upsert'; readonly kind: StoredKind; readonly items: readonly Observed[] }
  | { readonly type: 'remove'; readonly kind: StoredKind; readonly refs: readonly ObjectRef[] }
  /** After a relist: everything of that kind (and namespace) that is not named here is gone. */
  | {
      readonly type: 'retain';
      readonly kind: StoredKind;
      readonly namespace?: string;
      readonly refs: readonly ObjectRef[];
    }
  | {
      readonly type: 'coverage';
      readonly kind: StoredKind;
      /** Absent: all namespaces. */
      readonly namespace?: string;
      readonly coverage: Coverage;
    }
  | { readonly type: 'evidence'; readonly evidence: EvidenceSet }
  /** Something that is not current is asked for again then, by `Date.now()`. */
  | { readonly type: 'retry'; readonly at: number }
  /** By `Date.now()`: what cannot be followed was read then, and will be read again; without it, it is followed. */
  | {
      readonly type: 'follow';
      readonly kind: StoredKind;
      readonly namespace?: string;
      readonly polled?: Polled;
    }
  /** For stderr and `:messages`; `error`: something could not be read at all, the scan is incomplete (exit 3). */
  | ({ readonly type: 'message' } & Message)
  /** The first complete read is done; without `watch` the stream ends here. */
  | { readonly type: 'synced' };

/** By `Date.now()`. */
export interface Polled {
  readonly readAt: number;
  readonly nextAt: number;
}

export type EvidenceSet = { readonly [K in EvidenceKind]?: EvidenceResult<EvidenceMap[K]> };

/** One kind to read. */
export interface KindRequest {
  readonly kind: StoredKind;
  /** In every namespace, whatever namespaces the scan is about. */
  readonly everywhere: boolean;
  /** Besides the namespaces that the scan is about. */
  readonly namespaces: readonly string[];
  /** Of custom resources: paths of the members to keep, as `spec.provider`. */
  readonly keep?: readonly string[];
}

export interface StreamOptions {
  /** In the order in which they are wanted: what is judged first is read first. */
  readonly kinds: readonly KindRequest[];
  readonly evidence: readonly EvidenceKind[];
  /** Only these namespaces; empty: all that can be read. Cluster-scoped kinds are then still read, for lookups. */
  readonly namespaces: readonly string[];
  readonly watch: boolean;
}

/** What pins a journal and a plan to one cluster. */
export interface ClusterIdentity {
  /** uid of the namespace kube-system; for files the absolute path, for the sample `sample`. */
  readonly id: string;
  /** Server URL, or the path of the files. */
  readonly server: string;
  /** SHA-256 of the CA bundle in use, or ''. */
  readonly ca: string;
  readonly context: string;
  readonly user: string;
  readonly version: string;
}

/** What the caller would do to one object. */
export interface AccessQuestion {
  readonly verb: 'create' | 'patch' | 'delete';
  readonly ref: ObjectRef;
}

export interface Source {
  readonly type: SourceType;
  /** For people: "context prod-eu-1", "3 files in ./manifests". */
  readonly label: string;
  identity(signal: AbortSignal): Promise<ClusterIdentity>;
  stream(options: StreamOptions, signal: AbortSignal): AsyncIterable<SourceEvent>;
  /** Whether the caller may; `undefined`: nobody tells. Absent where nobody needs a right. */
  may?(question: AccessQuestion, signal: AbortSignal): Promise<boolean | undefined>;
  /** Where a path of an object is written in its file, or the last part of it that is. Absent where there are no files. */
  positionOf?(ref: ObjectRef, path: FieldPath, signal: AbortSignal): Promise<Position | undefined>;
  /** The API groups that are served. Absent where there is no server. */
  groups?(signal: AbortSignal): Promise<readonly string[]>;
}

/** What goes to a target. Preconditions are part of it: where they do not hold nothing is written. */
export type WriteRequest =
  | { readonly op: 'create'; readonly object: KubeObject }
  | {
      readonly op: 'patch';
      readonly ref: ObjectRef;
      readonly uid?: string;
      /** Only for RBAC and policies. */
      readonly resourceVersion?: string;
      readonly fieldChanges: readonly FieldChange[];
    }
  | { readonly op: 'delete'; readonly ref: ObjectRef; readonly uid?: string; readonly resourceVersion?: string };

/** A file that a write makes, by the value of what is in it, or changes, or takes away. */
export type WrittenFile =
  | { readonly path: string; readonly isGone: true }
  | { readonly path: string; readonly content: Json }
  | { readonly path: string; readonly before: string; readonly after: string };

export interface WriteResult {
  /** Undefined for create. */
  readonly before?: KubeObject;
  /** As stored (or as it would be stored, in a dry run), metadata complete. Undefined for delete. */
  readonly after?: KubeObject;
  readonly warnings: readonly string[];
  /** `server`: the API server computed it; `local`: we did, marked so for the operator. */
  readonly verified: 'server' | 'local';
  /** Of files: the path of the one that is, or would be, written. */
  readonly file?: string;
  /** Other files that are, or would be, written for it. */
  readonly files?: readonly WrittenFile[];
  /** What `restore` needs to give back the earlier state byte by byte (files); of a dry run that of the write to come. */
  readonly restore?: Json;
}

/**
 * as-before: it is as it was before the write already. exact: the earlier state comes back whole. in-part: what was
 * written is given back; around it something else was changed since, or some of what stood there is not kept.
 */
export interface RestoreResult extends WriteResult {
  readonly state: 'as-before' | 'exact' | 'in-part';
  /** Of several files that one write changes some are as before, and some are not. */
  readonly isHalf?: true;
}

/**
 * drift: a precondition no longer holds. gone: the object is not there. conflict: an object that is not ours has the
 * name. invalid: the server refused the content. denied: 401 or 403. unreachable: no answer; `sent` tells if the request
 * may have been carried out. failed: anything else.
 */
export type TargetErrorCode = 'drift' | 'gone' | 'conflict' | 'invalid' | 'denied' | 'unreachable' | 'failed';

export class TargetError extends Error {
  readonly code: TargetErrorCode;
  /** What goes on the name of the subject ("changed since you saw it"), or a clause of its own without one. */
  readonly reason: string;
  readonly subject: ObjectRef | undefined;
  /** True when the request may have reached the server although no answer came. */
  readonly maybeWritten: boolean;
  constructor(
    code: TargetErrorCode,
    reason: string,
    options: { readonly subject?: ObjectRef; readonly maybeWritten?: boolean; readonly cause?: unknown } = {},
  ) {
    const { subject, maybeWritten = false, cause } = options;
    const message = subject === undefined ? reason : `${objectName(subject)} ${reason}`;
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'TargetError';
    this.code = code;
    this.reason = reason;
    this.subject = subject;
    this.maybeWritten = maybeWritten;
  }
}

/** What a request asks the authorizer: the attributes of a SubjectAccessReview. */
export type Question = ResourceQuestion | PathQuestion;
export interface ResourceQuestion {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly name?: string;
  /** Absent: cluster-wide. A request for one Namespace object carries its own name here. */
  readonly namespace?: string;
}
export interface PathQuestion {
  readonly verb: string;
  readonly path: string;
}

/** Where changes go. Handed only to `src/remediation`. */
export interface Target {
  readonly type: SourceType;
  identity(signal: AbortSignal): Promise<ClusterIdentity>;
  /** The whole object as stored now, Secret values never; undefined: not there. Throws TargetError. */
  read(ref: ObjectRef, signal: AbortSignal): Promise<KubeObject | undefined>;
  /** Throws TargetError. With `dryRun` nothing is stored. */
  write(request: WriteRequest, options: { readonly dryRun: boolean }, signal: AbortSignal): Promise<WriteResult>;
  /** Every object of a kind; undefined: the server knows no such kind. Throws TargetError. Absent where nothing admits pods. */
  list?(kind: KindInfo, signal: AbortSignal): Promise<readonly KubeObject[] | undefined>;
  /**
   * The pod as admission would let it in, asked by a dry run; nothing is stored. `pod` holds all that its template holds,
   * and so does what comes back: neither is shown, logged or kept. Throws TargetError. Absent where nothing admits pods.
   */
  rehearse?(namespace: string, pod: JsonObject, signal: AbortSignal): Promise<KubeObject>;
  /** Whether the server's authorizers allow a user, who is in no group, each of these. Throws TargetError. Absent: none. */
  authorize?(user: string, questions: readonly Question[], signal: AbortSignal): Promise<readonly boolean[]>;
  /** Gives back what a write with `restore` changed; refuses with drift where that cannot be told any more. */
  restore?(restore: Json, options: { readonly dryRun: boolean }, signal: AbortSignal): Promise<RestoreResult>;
  /** Of a target with `restore`: dry runs of it stand on one another; they begin anew. */
  startOver?(): void;
  /** Of files: real paths of what was given. Nothing outside is written. */
  roots?(): Promise<readonly string[]>;
  /** Removes what killed processes left where the restores would write. */
  sweep?(restores: readonly Json[]): Promise<void>;
}
