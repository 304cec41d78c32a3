/** The contract of a check: metadata, declared reads, and a pure evaluation whose violations bring their remedy. */
import type { Confidence, Evidence, EvidenceKind } from './evidence.ts';
import type { Example } from './example.ts';
import type { Json, ObjectRef } from './kube.ts';
import type { Settings } from './param.ts';
import type { FieldPath } from './path.ts';
import type { AnyRead } from './read.ts';
import type { Proposal, Remediation } from './remediation.ts';
import type { SubjectKind, SubjectOf } from './subject.ts';
import type { AnyTable } from './table.ts';
import type { Context } from './view.ts';

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

/** One way in which a subject does not meet the requirement. */
export interface Violation {
  /** What is, with names and numbers; no advice. */
  readonly message: string;
  readonly path?: FieldPath;
  /** The container, subject or other named part of the subject it is about. */
  readonly part?: string;
  /** Tells violations apart that share part and path: canonical content of an RBAC rule or subject. Never an index. */
  readonly key?: string;
  /** The object that `path` and `part` are of, where that is not the subject. */
  readonly at?: ObjectRef;
  /**
   * What was judged, where that is not the value at `path`: the uid, the rule, the version, and what stands around the
   * object where the message rests on it. A waiver holds for this value only. Kept as a hash.
   */
  readonly value?: Json;
  /** When the context raises or lowers the check's severity; `severityReason` is then required. */
  readonly severity?: Severity;
  readonly severityReason?: string;
  readonly evidence?: readonly Evidence[];
  /** Where it is not that of the outcome: some are seen, others are inferred. */
  readonly confidence?: Confidence;
  /** How it would be resolved; absent: nothing can be offered. */
  readonly proposal?: Proposal;
  /** Where it is decided, where that is not the place of the check. */
  readonly place?: Place;
  /**
   * Ids of checks whose findings at the same place, and about the same part where there is one, are consequences of this
   * one: they disappear with it.
   */
  readonly explains?: readonly string[];
}

/** Where the changes of findings take place: those that share one are resolved by one decision. */
export interface Place {
  /** Equal for what is decided together, whatever the check. */
  readonly key: string;
  /** For people: "Default deny in shop". */
  readonly title: string;
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

/** What a person can answer where evidence cannot be had. */
export interface Question {
  readonly question: string;
  /** What counts as evidence: one sentence each. */
  readonly evidence: readonly string[];
  readonly validDays: number;
}

export interface AutomatedCheck<S extends SubjectKind, R extends AnyRead, P, I> {
  readonly mode: 'automated';
  readonly meta: CheckMeta;
  readonly examples?: readonly Example[];
  /** Each object of it gets a verdict. A custom resource is also among the reads, which say what is kept of it. */
  readonly subject: S;
  /** Everything it looks at beside the subject. Drives fetching, `unknown`, and what is evaluated again. */
  readonly reads?: readonly R[];
  /** The tables of third parties that it asks its view for. */
  readonly tables?: readonly AnyTable[];
  /** What an operator can set: `--set ID.NAME=VALUE`, or in the configuration file. */
  readonly settings?: Settings<P>;
  /** Asked where the verdict is unknown or only inferred to fail: the answer is shown as a person's. */
  readonly question?: Question;
  /** Of a check with a question: without this evidence nothing is judged, and only the question is asked. */
  readonly evidenceFirst?: EvidenceKind;
  /** Where its violations are decided; the subject itself without it. */
  place?(subject: SubjectOf<S>): Place;
  /** False: not applicable. */
  applies?(subject: SubjectOf<S>): boolean;
  /** Pure, synchronous, total. */
  evaluate(subject: SubjectOf<S>, context: Context<R, P, I>): Outcome;
  readonly remediation?: Remediation<I>;
}

/** Answered by a person with an attestation. */
export interface ManualCheck extends Question {
  readonly mode: 'manual';
  readonly meta: CheckMeta;
  readonly examples?: readonly Example[];
  readonly scope: 'cluster' | 'namespace';
}

/** A check with its type parameters erased, as registries hold it. */
// biome-ignore lint/suspicious/noExplicitAny: the one place where the parameters of the contract are erased
export type AnyAutomatedCheck = AutomatedCheck<any, any, any, any>;
export type Check = AnyAutomatedCheck | ManualCheck;

/** Identity function: lets TypeScript infer the parameters while the check stays plain data. */
export function defineCheck<const S extends SubjectKind, const R extends AnyRead = never, P = object, I = object>(
  check: AutomatedCheck<S, R, P, I>,
): AutomatedCheck<S, R, P, I> {
  return check;
}

export function defineManualCheck(check: ManualCheck): ManualCheck {
  return check;
}
