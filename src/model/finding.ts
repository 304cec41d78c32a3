/** Results of evaluation: findings, and the status of checks on subjects. */
import type {
  AnyAutomatedCheck,
  Confidence,
  Disruption,
  Evidence,
  FieldPath,
  ObjectRef,
  Place,
  Proposal,
  RemediationKind,
  Severity,
} from '../plugin-api/index.ts';

export type ResultStatus = 'pass' | 'fail' | 'unknown' | 'manual' | 'not-applicable' | 'error';
/** `not-asked`: it is about the whole cluster, and only namespaces were named. */
export type ItemStatus = ResultStatus | 'attested' | 'waived' | 'not-asked';

/** Worst first: the status of an item is that of its worst check. */
export const STATUS_ORDER: readonly ItemStatus[] = [
  'fail',
  'error',
  'unknown',
  'manual',
  'attested',
  'waived',
  'pass',
  'not-asked',
  'not-applicable',
];
export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** Position in `SEVERITIES`: 0 is the worst. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}
/** `undefined` of none. */
export function worstSeverity(of: Iterable<Severity>): Severity | undefined {
  const found = new Set(of);
  return SEVERITIES.find((severity) => found.has(severity));
}
export function worstStatus(statuses: Iterable<ItemStatus>): ItemStatus {
  let worst = STATUS_ORDER.length - 1;
  for (const status of statuses) worst = Math.min(worst, STATUS_ORDER.indexOf(status));
  return STATUS_ORDER[worst] ?? 'not-applicable';
}

/** In a file, from 1; columns count UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** In its file: that of the field where it was looked up, else that of the object. */
export function lineOfFinding({ origin, position }: Pick<Finding, 'origin' | 'position'>): number | undefined {
  return origin === undefined ? undefined : (position?.line ?? origin.line);
}

/** `deploy/web.yaml:12`; '' where the object was read from a server. */
export function placeOfFinding(finding: Pick<Finding, 'origin' | 'position'>): string {
  return finding.origin === undefined ? '' : `${finding.origin.file}:${lineOfFinding(finding)}`;
}

/** One check, one subject, one place. */
export interface Finding {
  /** Hash of check, subject, part, path and key: the same over restarts and rescans. */
  readonly id: string;
  readonly check: string;
  readonly severity: Severity;
  readonly severityReason?: string;
  readonly confidence: Confidence;
  readonly subject: ObjectRef;
  /** Where the object is written, if it was read from files. `line` counts from 1. */
  readonly origin?: { readonly file: string; readonly line: number };
  /** Where the path is written in that file, or the last part of it that is; only where a report was asked for that tells it. */
  readonly position?: Position;
  /** The object that path and part are of, where that is not the subject. */
  readonly at?: ObjectRef;
  readonly part?: string;
  readonly path?: FieldPath;
  readonly message: string;
  readonly evidence: readonly Evidence[];
  /** Id of the finding whose resolution resolves this one (ux N3). */
  readonly cause?: string;
  readonly remediation: {
    readonly kind: RemediationKind;
    readonly disruption: Disruption;
    /** True when the proposal is `ready`. */
    readonly automatic: boolean;
  } | null;
  readonly proposal?: Proposal;
  /** Tells findings apart that share part and path: canonical content of an RBAC rule or subject. */
  readonly key?: string;
  /** Hash of the value that was judged: a waiver holds for it alone. */
  readonly judged: string;
  /** Ids of checks whose findings at this place are consequences of this one. */
  readonly explains?: readonly string[];
  /** What shares it is resolved by one decision. */
  readonly place: Place;
}

/** The verdict of one check on one subject. */
export interface CheckResult {
  readonly check: AnyAutomatedCheck;
  readonly subject: ObjectRef;
  readonly status: ResultStatus;
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  readonly findings: readonly Finding[];
}
