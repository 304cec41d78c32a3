/** The machine-readable result: `scan -o json`, `apiVersion: harden.kubectl.dev/v1alpha1`, `kind: Report`. */
import type {
  Confidence,
  CoverageState,
  Disruption,
  ObjectRef,
  Readiness,
  SettingValue,
  Severity,
} from '../plugin-api/index.ts';
import type { Owner } from './decision.ts';
import type { ItemStatus } from './finding.ts';
import type { SinceCounts } from './kept/since.ts';
import type { SourceType } from './ports.ts';
import type { Selector } from './records.ts';

export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';
/** From the weakest to the strictest. */
export const POD_SECURITY_LEVELS: readonly PodSecurityLevel[] = ['privileged', 'baseline', 'restricted'];

/** Greater than 0 when `left` is stricter. */
export function compareLevels(left: PodSecurityLevel, right: PodSecurityLevel): number {
  return POD_SECURITY_LEVELS.indexOf(left) - POD_SECURITY_LEVELS.indexOf(right);
}

export interface PodSecurityLabel {
  readonly level: PodSecurityLevel;
  readonly version: string;
  readonly valid: boolean;
}
export interface PodSecurityViolation {
  readonly rule: string;
  readonly level: PodSecurityLevel;
  readonly message: string;
}

export interface Report {
  readonly apiVersion: 'harden.kubectl.dev/v1alpha1';
  readonly kind: 'Report';
  readonly source: {
    readonly type: SourceType;
    readonly label: string;
    readonly server: string;
    /** uid of the namespace kube-system; null for files. */
    readonly cluster: string | null;
    readonly version: string;
  };
  /** What was asked for: a narrower scan is no baseline of a wider one. */
  readonly scope: ReportScope;
  /** Findings against the last complete reading of the same scope on this machine; absent where none is, or nothing changed. */
  readonly since?: SinceCounts;
  readonly coverage: readonly {
    readonly kind: string;
    readonly namespace: string | null;
    readonly state: CoverageState;
    readonly reason: string | null;
  }[];
  readonly checks: readonly {
    readonly id: string;
    readonly item: string;
    readonly area: string;
    readonly title: string;
    readonly severity: Severity;
    readonly status: ItemStatus;
    readonly confidence: Confidence | 'attested';
    /** Why it is unknown, in error or not applicable, or what a person says; null otherwise. */
    readonly reason: string | null;
    /** What operators have set that is not the default, by name. */
    readonly settings: Readonly<Record<string, SettingValue>>;
    /** Rows that operators have added to the tables it uses, by table. */
    readonly tables: Readonly<Record<string, readonly object[]>>;
  }[];
  readonly items: readonly {
    readonly id: string;
    readonly title: string;
    readonly status: ItemStatus;
    readonly checks: readonly string[];
    readonly guide: readonly string[];
  }[];
  /** Those that are open. */
  readonly findings: readonly (ReportFinding & {
    /** Of the change that resolves it, if that may be made. */
    readonly readiness: Readiness;
    readonly remediation: {
      readonly kind: string;
      readonly disruption: Disruption;
      /** True where a ready change resolves the finding. */
      readonly automatic: boolean;
    } | null;
  })[];
  readonly decisions: readonly {
    readonly id: string;
    readonly item: string;
    readonly title: string;
    /** Of the change that resolves its worst findings. */
    readonly readiness: Readiness;
    /** How many of `findings` are ready; with another `readiness` that is a part which leaves worse. */
    readonly ready: number;
    readonly findings: readonly string[];
    /** Number of object changes of the variant that would be taken. */
    readonly changes: number;
    readonly disruption: Disruption;
    readonly owner: Owner | null;
    readonly variants: readonly {
      readonly readiness: Readiness;
      readonly findings: readonly string[];
      readonly changes: number;
      readonly reasons: readonly string[];
      readonly caveats: readonly string[];
      /** Why it may not be made, or not without a flag. */
      readonly refusal: string | null;
    }[];
    /** Why it may not be changed, or not without a flag. */
    readonly refusal: string | null;
  }[];
  /** Decisions that persons have accepted as they are, with the findings that are not open because of that. */
  readonly waivers: readonly {
    /** Id of the decision. */
    readonly decision: string;
    readonly title: string;
    readonly by: string;
    readonly reason: string;
    readonly at: string;
    readonly expires: string;
    /** Id of the cluster, or `*`. */
    readonly cluster: string;
    readonly findings: readonly ReportFinding[];
  }[];
  /** Waivers by place that accept nothing: their time is over, or nothing of this scan fits them. */
  readonly lapsedWaivers: readonly {
    readonly state: 'ended' | 'unmatched';
    readonly match: Selector;
    readonly by: string;
    readonly reason: string;
    readonly expires: string;
    /** Id of the cluster, or `*`. */
    readonly cluster: string;
  }[];
  /** What persons say of checks where that counts, with the inferred findings that are not open because of it. */
  readonly answers: readonly {
    readonly check: string;
    /** null: for all its objects. */
    readonly scope: string | null;
    readonly verdict: 'pass' | 'fail';
    readonly by: string;
    readonly evidence: string;
    readonly at: string;
    readonly expires: string;
    readonly cluster: string;
    readonly findings: readonly ReportFinding[];
  }[];
  readonly namespaces: readonly (Written & {
    readonly name: string;
    readonly podSecurity: {
      readonly enforce: PodSecurityLabel | null;
      readonly audit: PodSecurityLabel | null;
      readonly warn: PodSecurityLabel | null;
      /** The strictest level that every workload of the namespace meets; null where not all of them could be read. */
      readonly achievable: PodSecurityLevel | null;
    };
  })[];
  readonly workloads: readonly (Written & {
    readonly apiVersion: string;
    readonly kind: string;
    readonly namespace: string;
    readonly name: string;
    readonly podSecurity: { readonly level: PodSecurityLevel; readonly violations: readonly PodSecurityViolation[] };
  })[];
}

export interface ReportFinding {
  readonly id: string;
  readonly check: string;
  readonly severity: Severity;
  /** `inferred`: nobody has seen it; what was seen makes it so. */
  readonly confidence: Confidence;
  readonly subject: ReportSubject;
  /** Of manifests: where the object is written. */
  readonly origin?: { readonly file: string; readonly line: number };
  readonly part: string | null;
  readonly path: string | null;
  /** Hash of the value that was judged: a waiver holds for that value alone. */
  readonly judged: string;
  readonly message: string;
  readonly evidence: readonly { readonly text: string; readonly source: string | null }[];
  readonly cause: string | null;
  /** With a baseline: it does not hold the finding. */
  readonly new?: boolean;
}

export interface ReportScope {
  /** By name; empty: all. */
  readonly namespaces: readonly string[];
  /** Checks that the program has and that were not asked for. */
  readonly leftOut: readonly string[];
  /** The least that was asked for; null: any. */
  readonly severity: Severity | null;
  /** null: no manifests were read. */
  readonly files: FileScope | null;
}

/** What of manifests was asked for, as it was written; paths below the working folder are relative to it. */
export interface FileScope {
  readonly paths: readonly string[];
  readonly recursive: boolean;
  readonly exclude: readonly string[];
  /** A folder with a kustomization, which is built. */
  readonly kustomize: boolean;
}

/** Of manifests: which of several of one identity it is, as in `subject`, and where it is written. */
interface Written extends Pick<ObjectRef, 'file'> {
  readonly origin?: { readonly file: string; readonly line: number };
}

/** `namespace` is '' for cluster-scoped objects. `file`: of manifests that define it more than once. */
export type ReportSubject = Required<Omit<ObjectRef, 'file'>> & Pick<ObjectRef, 'file'>;
