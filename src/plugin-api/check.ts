/** The contract of a check: metadata, declared reads, a pure evaluation, and an optional remediation. */
import type { Confidence, Evidence } from './evidence.ts';
import type { Json, Kind } from './kube.ts';
import type { FieldPath } from './path.ts';
import type { Remediation } from './remediation.ts';
import type { SubjectKind, SubjectMap } from './subject.ts';
import type { Context, Readable } from './view.ts';

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';

export interface CheckMeta {
  /** Equals the folder under `plugins/`; a user check's is vendor/name. */
  readonly id: `${string}/${string}`;
  /** The requirement, positively, under 60 characters: "Containers run as non-root". */
  readonly title: string;
  readonly severity: Severity;
  /** Why it matters: plain sentences. */
  readonly rationale: string;
  /** What to do: markdown. */
  readonly guidance: string;
  /** Id of the row of the walk it belongs to (`src/catalog/items.ts`). */
  readonly item: string;
  /** Framework controls, as `cis-k8s` `5.2.7`, `nsa-cisa` `non-root`, `owasp-k8s-2025` `K01`, `pss` `restricted`, `guide` `B3`. */
  readonly refs: readonly { readonly framework: string; readonly control: string }[];
  readonly since: string;
  readonly aliases?: readonly string[];
  readonly deprecated?: { readonly since: string; readonly use: string };
}

export interface Param<T extends Json> {
  readonly describe: string;
  readonly default?: T;
  readonly choices?: readonly T[];
  /** Returns a sentence when the value is not acceptable. */
  check?(value: T): string | undefined;
}
export type Params<P> = { readonly [K in keyof P]: P[K] extends Json ? Param<P[K]> : never };

/** One way in which a subject does not meet the requirement. */
export interface Violation {
  /** What is, with names and numbers; no advice. */
  readonly message: string;
  readonly path?: FieldPath;
  /** The container, subject or other named part of the subject it is about. */
  readonly part?: string;
  /** Tells violations apart that share part and path: canonical content of an RBAC rule or subject. Never an index. */
  readonly key?: string;
  /** When the context raises or lowers the check's severity; `severityReason` is then required. */
  readonly severity?: Severity;
  readonly severityReason?: string;
  readonly evidence?: readonly Evidence[];
  /** Facts that the check's own remediation needs. */
  readonly facts?: Readonly<Record<string, Json>>;
}

/** A verdict that is not a list of violations. */
export interface Verdict {
  readonly status: 'pass' | 'unknown' | 'not-applicable';
  readonly evidence: readonly Evidence[];
  readonly confidence: Confidence;
}
/** Violations that are known only by inference. */
export interface InferredFailure {
  readonly status: 'fail';
  readonly violations: readonly Violation[];
  readonly confidence: Confidence;
}
/** No violation means pass, seen directly. */
export type Outcome = readonly Violation[] | Verdict | InferredFailure;

/**
 * Where the changes of a finding take place; findings that share one are resolved by one decision.
 * `pod-template`: of the workload. `namespace-level`: its pod-security labels. `namespace-boundary`: its default
 * policies. `rule-set`: roles with equal rules. `binding`: one subject's grant. `cluster`: a setting of the cluster.
 */
export type Place = 'pod-template' | 'namespace-level' | 'namespace-boundary' | 'rule-set' | 'binding' | 'cluster';

export interface AutomatedCheck<S extends SubjectKind, R extends Readable, P, I> {
  readonly mode: 'automated';
  readonly meta: CheckMeta;
  readonly subject: S;
  readonly place: Place;
  /** What it must be able to read: where one is not fully readable the verdict is `unknown`. Drives fetching and invalidation. */
  readonly reads?: readonly R[];
  /** What it can do without: it asks `view.coverage` itself. */
  readonly mayRead?: readonly R[];
  /** Kinds that it looks up in these namespaces even when only others are asked for, such as the Service of the DNS. */
  readonly lookups?: readonly { readonly kind: Kind; readonly namespace: string }[];
  /** True when a missing object proves something (dangling bindings): `unknown` on files, which are never the whole cluster. */
  readonly closedWorld?: boolean;
  readonly params?: Params<P>;
  /** False: not applicable. */
  applies?(subject: SubjectMap[S]): boolean;
  /** Pure, synchronous, total. */
  evaluate(subject: SubjectMap[S], context: Context<R, P>): Outcome;
  readonly remediation?: Remediation<S, R, P, I>;
}

/** Answered by a person with an attestation. */
export interface ManualCheck {
  readonly mode: 'manual';
  readonly meta: CheckMeta;
  readonly scope: 'cluster' | 'namespace';
  readonly question: string;
  /** What counts as evidence: one sentence each. */
  readonly evidence: readonly string[];
  readonly validDays: number;
}

/** A check with its type parameters erased, as registries hold it. */
// biome-ignore lint/suspicious/noExplicitAny: the one place where the parameters of the contract are erased
export type AnyAutomatedCheck = AutomatedCheck<any, any, any, any>;
export type Check = AnyAutomatedCheck | ManualCheck;

/** Identity function: lets TypeScript infer the parameters while the check stays plain data. */
export function defineCheck<const S extends SubjectKind, const R extends Readable = never, P = object, I = object>(
  check: AutomatedCheck<S, R, P, I>,
): AutomatedCheck<S, R, P, I> {
  return check;
}

export function defineManualCheck(check: ManualCheck): ManualCheck {
  return check;
}
