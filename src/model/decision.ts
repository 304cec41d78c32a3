/** Decisions: what the walk counts, groups and applies. */
import type { Change, Disruption, ObjectRef, Readiness, Severity } from '../plugin-api/index.ts';
import type { Finding } from './finding.ts';
import type { Waiver } from './records.ts';

/** Least certain last: the order in which decisions are offered. */
export const READINESS_ORDER: readonly Readiness[] = ['ready', 'review', 'needs-input', 'elsewhere'];
export const DISRUPTION_ORDER: readonly Disruption[] = ['none', 'rollout', 'traffic', 'access'];

/** Who else writes an object, from labels, annotations and field managers. */
export interface Owner {
  /**
   * `other`: one of the less common tools that put back what they made. `applier`: whoever applies the field on the
   * server, by name only.
   */
  readonly manager:
    | 'argocd'
    | 'flux'
    | 'helm'
    | 'operator'
    | 'addon-manager'
    | 'applier'
    | 'controller'
    | 'kubectl'
    | 'other';
  /** The release, application or managing object: "Helm release shop". */
  readonly label: string;
  /** Where the change belongs instead, when known. */
  readonly source?: string;
}

/** One way to carry out a decision. Variants are cumulative: a later one contains the changes of the earlier ones. */
export interface Variant {
  readonly readiness: Readiness;
  /** Ids of the findings that it resolves. */
  readonly findings: readonly string[];
  /** Merged: at most one change an object. */
  readonly changes: readonly Change[];
  readonly disruption: Disruption;
  /** Why this readiness and not a better one. */
  readonly reasons: readonly string[];
  readonly caveats: readonly string[];
}

/** The smallest set of changes in one place that resolves a set of findings and needs one yes. */
export interface Decision {
  /** Hash of the place: the same over restarts, whatever its findings. */
  readonly id: string;
  /** Key of the place that its findings share. */
  readonly place: string;
  readonly item: string;
  readonly title: string;
  /** What it is about: the workload, namespace, role or binding. */
  readonly subject: ObjectRef;
  /** Of its worst finding. */
  readonly severity: Severity;
  /** Of the change that resolves all findings of that severity: a first variant may be better, and leave them. */
  readonly readiness: Readiness;
  /** Of its first variant, which is what would be taken. */
  readonly disruption: Disruption;
  /** All findings of the place, worst first; those that follow from another are last. */
  readonly findings: readonly Finding[];
  /** Best evidence first. Empty: nothing can be offered here but guidance. */
  readonly variants: readonly Variant[];
  readonly owner: Owner | null;
  /** Of a platform namespace or a protected object: folded, counted apart. */
  readonly platform: boolean;
  /** What only a person can tell, and what would then be offered as well. */
  readonly inputs?: readonly DecisionInput[];
  /** Set when the place may not be changed at all, or not without a flag: the reason, and the flag that would allow it. */
  readonly refusal?: Refusal;
}

/** Accepted as it is, until the waiver ends. */
export interface WaivedDecision extends Decision {
  readonly waiver: Waiver;
}

/** `name` has the scope where each subject has its own value: `secretName@shop/Ingress/web`. */
export interface DecisionInput {
  readonly check: string;
  readonly name: string;
  readonly describe: string;
}

/** Decisions whose changes are equal after names are taken out: one row, consent lists every member. */
export interface DecisionRow {
  readonly id: string;
  readonly title: string;
  readonly members: readonly Decision[];
}

export interface Refusal {
  readonly reason: string;
  /** What has to be acknowledged for it to be allowed; absent: nothing allows it. */
  readonly allow?: Acknowledgement;
  /** The caller has no right to make the change. */
  readonly isDenied?: true;
}

/** That the object is of the platform, or that its manager may put it back. */
export type Acknowledgement = 'system' | 'managed';

/** Of these findings, those that a variant resolves: by its changes, or with the finding that they follow from. */
export function resolvedBy(findings: readonly Finding[], variant: Variant | undefined): readonly Finding[] {
  const resolved = new Set(variant?.findings ?? []);
  for (let size = -1; size !== resolved.size; ) {
    size = resolved.size;
    for (const { id, cause } of findings) if (cause !== undefined && resolved.has(cause)) resolved.add(id);
  }
  return findings.filter(({ id }) => resolved.has(id));
}

/** How many of its findings a change resolves that is ready and may be made; 0 where there is none. */
export function readyFindings({ findings, variants, refusal }: Decision): number {
  const [first] = variants;
  return refusal === undefined && first?.readiness === 'ready' ? resolvedBy(findings, first).length : 0;
}

/** "4 of 10 ready": a ready part of a decision that is not ready as a whole. */
export function readyPart(decision: Decision): string | undefined {
  const ready = decision.readiness === 'ready' ? 0 : readyFindings(decision);
  return ready === 0 ? undefined : `${ready} of ${decision.findings.length} ready`;
}
