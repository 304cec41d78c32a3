/** One consistent picture of a scan: what the reports print and the screens select from. */
import type { Check, Confidence, Coverage, ObjectRef, Question, SettingValue, Severity } from '../plugin-api/index.ts';
import type { Decision, DecisionRow, WaivedDecision } from './decision.ts';
import type { Finding, ItemStatus, ResultStatus } from './finding.ts';
import type { Isolation } from './namespaces/row.ts';
import type { ClusterIdentity, Message, SourceType } from './ports.ts';
import type { Attestation, LapsedRules } from './records.ts';
import type { PodSecurityLabel, PodSecurityLevel, PodSecurityViolation } from './report.ts';

/** What a person has said of a check, or of some of its subjects, and what that settles today. */
export interface GivenAnswer {
  readonly attestation: Attestation;
  /** What was only inferred and is not so, by that person's word. */
  readonly findings: readonly Finding[];
}

/** Keys of references (`refKey`) by namespace, `''` where they are in none. */
export type Undecided = ReadonlyMap<string, ReadonlySet<string>>;

export interface CheckSummary {
  readonly check: Check;
  readonly status: ItemStatus;
  readonly confidence: Confidence | 'attested';
  /** Kinds and evidence that it looks at, its subjects among them. */
  readonly reads: readonly string[];
  /** Subjects by status; all zero for manual checks. */
  readonly counts: Readonly<Record<ResultStatus, number>>;
  /** Its subjects without a verdict; absent: none. */
  readonly undecided?: Undecided;
  /** Why it is unknown, in error or not applicable. */
  readonly reason?: string;
  /** The answer that the status rests on. */
  readonly attestation?: Attestation;
  /** Every answer that settles something: for all subjects, then by scope. Absent: none does. */
  readonly answers?: readonly GivenAnswer[];
  /** What a person is asked, where an answer counts: no evidence decides, or it only leads to infer a fail. */
  readonly question?: Question;
  /** What operators have set that is not the default, by name. */
  readonly settings?: Readonly<Record<string, SettingValue>>;
  /** Rows that operators have added to the tables it uses, by table. */
  readonly tables?: Readonly<Record<string, readonly object[]>>;
}

export interface ItemSummary {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly essential: boolean;
  readonly guide: readonly string[];
  readonly why: string;
  readonly status: ItemStatus;
  readonly checks: readonly CheckSummary[];
  /** Rows to decide, in the order in which they are offered. */
  readonly rows: readonly DecisionRow[];
  /** Rows of the platform, which are folded; where there are some. */
  readonly platform?: readonly DecisionRow[];
  /** What was accepted of it, when something was. */
  readonly waived?: readonly WaivedDecision[];
  /** Findings of this item that are decided under others: how many, and the item that decides most of them. */
  readonly follows?: {
    readonly findings: number;
    /** Number of that item. */
    readonly item: number;
    /** How many of the findings the changes that it offers resolve. */
    readonly resolved: number;
  };
  readonly worst?: Severity;
  readonly findings: number;
  /** In a few words, for the row of the checklist: "inferred", "your answer", "not visible", "no check yet". */
  readonly note?: string;
  /** Its checks were not asked for: `--check`, `--skip-check` or `--area` left them out. */
  readonly isLeftOut?: true;
}

/** Of what others decide: the item that decides most of it, of equals the first by number. */
export function mostOf(counts: readonly NonNullable<ItemSummary['follows']>[]): ItemSummary['follows'] {
  const [most] = counts.toSorted((left, right) => right.findings - left.findings || left.item - right.item);
  if (most === undefined || most.findings === 0) return undefined;
  return { ...most, findings: counts.reduce((sum, { findings }) => sum + findings, 0) };
}

/** `with 12` only where the changes that item 12 offers leave nothing of this one: else `3/5 with 12`, or `see 12`. */
export function followText({ item, findings, resolved }: NonNullable<ItemSummary['follows']>): string {
  const number = String(item).padStart(2, '0');
  if (resolved === 0) return `see ${number}`;
  return resolved < findings ? `${resolved}/${findings} with ${number}` : `with ${number}`;
}

export interface NamespaceSummary extends Written {
  readonly name: string;
  readonly podSecurity: {
    readonly enforce: PodSecurityLabel | null;
    readonly audit: PodSecurityLabel | null;
    readonly warn: PodSecurityLabel | null;
    /** Null: not every workload could be read, so no level is proven. */
    readonly achievable: PodSecurityLevel | null;
  };
  /** The verdicts on its default deny, where such a check ran. */
  readonly defaultDeny?: { readonly ingress: Isolation; readonly egress: Isolation };
  /** Nothing but known components of the platform runs there, or Kubernetes keeps its name. */
  readonly isPlatform?: true;
}

/** Of manifests: which of several of one identity it is, as in the subjects of findings, and where it is written. */
interface Written extends Pick<ObjectRef, 'file'>, Pick<Finding, 'origin'> {}

export interface WorkloadSummary extends Written {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly podSecurity: { readonly level: PodSecurityLevel; readonly violations: readonly PodSecurityViolation[] };
  /** `Deployment web`, whose pods these are: something was added to them, or changed. */
  readonly deviatesFrom?: string;
}

export interface CoverageEntry {
  readonly kind: string;
  readonly namespace?: string;
  readonly coverage: Coverage;
}

export interface ScanSnapshot {
  readonly source: { readonly type: SourceType; readonly label: string };
  /** The namespaces that were asked for by name; absent: everything. */
  readonly scope?: readonly string[];
  readonly identity: ClusterIdentity;
  readonly coverage: readonly CoverageEntry[];
  readonly checks: readonly CheckSummary[];
  /** Ids of registered checks that were not asked for. */
  readonly leftOut: readonly string[];
  readonly items: readonly ItemSummary[];
  /** Sorted by severity, namespace, name, check, id. */
  readonly findings: readonly Finding[];
  /** In the order in which they are offered; without the waived. */
  readonly decisions: readonly Decision[];
  readonly waived: readonly WaivedDecision[];
  readonly namespaces: readonly NamespaceSummary[];
  readonly workloads: readonly WorkloadSummary[];
  /** Counts that every output prints: shown + not shown = all. */
  readonly totals: {
    readonly objects: number;
    readonly findings: number;
    readonly decisions: number;
    /** Findings of platform namespaces and protected objects, folded. */
    readonly platform: number;
  };
  /** Waivers by place that accept nothing. */
  readonly lapsed?: LapsedRules;
  readonly messages: readonly Message[];
  /** False when something could not be read at all (transport, 5xx, unreadable documents): exit code 3. */
  readonly complete: boolean;
}
