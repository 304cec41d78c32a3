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
  /** The namespace of a Helm release. */
  readonly home?: string;
}

/** One way to carry out a decision. Variants are cumulative: a later one contains the changes of the earlier ones. */
export interface Variant {
  readonly readiness: Readiness;
  /** Ids of the findings that it resolves, those that follow from others among them. */
  readonly findings: readonly string[];
  /** Merged: at most one change an object. */
  readonly changes: readonly Change[];
  readonly disruption: Disruption;
  /** Why this readiness and not a better one. */
  readonly reasons: readonly string[];
  readonly caveats: readonly string[];
  /** Set when it may not be made at all, or not without a flag. */
  readonly refusal?: Refusal;
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
  /**
   * Of the change that resolves all findings of that severity, if it may be made: a first variant may be better, and leave
   * them.
   */
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

/** A row of these alone of its members; undefined: of none. It keeps its id. */
export function rowOfThese(row: DecisionRow, members: readonly Decision[]): DecisionRow | undefined {
  const [first] = members;
  if (first === undefined) return undefined;
  if (members.length === 1) return { id: row.id, title: first.title, members };
  return { id: row.id, title: row.title.replace(/\(\d+\)$/, `(${members.length})`), members };
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

/** Of these findings, those that a variant resolves. */
export function resolvedBy(findings: readonly Finding[], variant: Variant | undefined): readonly Finding[] {
  const resolved = new Set(variant?.findings ?? []);
  return findings.filter(({ id }) => resolved.has(id));
}

export function worstReadiness(each: readonly Readiness[]): Readiness {
  return READINESS_ORDER[Math.max(0, ...each.map((readiness) => READINESS_ORDER.indexOf(readiness)))] ?? 'elsewhere';
}

/**
 * Of the first variant that resolves the finding: `elsewhere` where something stands against it, whatever its evidence.
 * Of a finding that none resolves: `elsewhere` where it is changed in another source, else `needs-input`.
 */
export function findingReadiness({ id, proposal }: Finding, variants: Decision['variants']): Readiness {
  const variant = variants.find(({ findings }) => findings.includes(id));
  if ((variant ?? variants[0])?.refusal !== undefined) return 'elsewhere';
  return variant?.readiness ?? (proposal?.readiness === 'elsewhere' ? 'elsewhere' : 'needs-input');
}

/** By the id of the finding. */
export function readinessOfFindings(decisions: readonly Decision[]): ReadonlyMap<string, Readiness> {
  return new Map(
    decisions.flatMap(({ findings, variants }) =>
      findings.map((finding) => [finding.id, findingReadiness(finding, variants)] as const),
    ),
  );
}

/** How many of its findings a change resolves that is ready and may be made; 0 where there is none. */
export function readyFindings({ findings, variants }: Pick<Decision, 'findings' | 'variants'>): number {
  return findings.filter((finding) => findingReadiness(finding, variants) === 'ready').length;
}

type Resolved = Pick<Decision, 'findings' | 'variants'>;

/** "4 of 10 ready": a ready part of a decision that is not ready as a whole. */
export function readyPart(...decisions: readonly Resolved[]): string | undefined {
  const sum = (of: (decision: Resolved) => number): number => decisions.reduce((total, each) => total + of(each), 0);
  const [ready, all] = [sum(readyFindings), sum(({ findings }) => findings.length)];
  return ready === 0 || ready === all ? undefined : `${ready} of ${all} ready`;
}
