/** Remediations are data: what should change, never how it is written. */
import type { Evidence } from './evidence.ts';
import type { Json, JsonObject, ObjectRef, StoredKind } from './kube.ts';
import type { InputParams } from './param.ts';
import type { FieldPath } from './path.ts';

/** What applying may disturb, least first. */
export type Disruption = 'none' | 'rollout' | 'traffic' | 'access';
export type RemediationKind = 'label' | 'policy' | 'patch' | 'trim' | 'file' | 'guide' | 'attest';

export type Edit =
  /** Missing parents are created as objects; a missing keyed list item is not: the edit is then invalid. */
  | { readonly op: 'set'; readonly path: FieldPath; readonly value: Json }
  | { readonly op: 'unset'; readonly path: FieldPath }
  /** Unkeyed lists by value: verbs, capabilities, whole RBAC rules and subjects. A missing list is created. */
  | {
      readonly op: 'include' | 'exclude';
      readonly path: FieldPath;
      readonly value: Json;
      /** Of what is included: it stays out where another finding of the same decision takes the same value out. */
      readonly yields?: true;
    }
  /** A keyed list item, added when no item has that key: volumes, volumeMounts. */
  | { readonly op: 'add'; readonly path: FieldPath; readonly key: string; readonly value: JsonObject };

export type Change =
  /** Create it, or leave it when an equal one of ours is there; anything else of that name is a conflict. */
  | { readonly op: 'ensure'; readonly object: JsonObject & { readonly apiVersion: string; readonly kind: string } }
  | { readonly op: 'edit'; readonly target: ObjectRef; readonly edits: readonly Edit[] }
  | { readonly op: 'delete'; readonly target: ObjectRef };

/**
 * ready: evidence complete. review: may break something named. needs-input: values or evidence are missing.
 * elsewhere: its source is Git, a chart, an operator or a node.
 */
export type Readiness = 'ready' | 'review' | 'needs-input' | 'elsewhere';

/**
 * How one violation would be resolved, computed from evidence. Idempotent: after its changes are applied the violation
 * is gone.
 */
export interface Proposal {
  readonly readiness: Readiness;
  /** Why it has this readiness: a sentence naming the evidence or what lacks. */
  readonly reason: string;
  readonly changes: readonly Change[];
  /** What may break here: full sentences. */
  readonly caveats?: readonly string[];
  readonly evidence?: readonly Evidence[];
  /** Names of the inputs that are missing: with them it would offer more. */
  readonly needs?: readonly string[];
}

/** What is said of every proposal of a check. The proposals themselves come with its violations. */
export interface Remediation<I> {
  /** Imperative: "Require a non-root user". */
  readonly title: string;
  readonly kind: RemediationKind;
  readonly disruption: Disruption;
  /** Of `policy`: kinds of the objects that it creates, where these are not network policies. */
  readonly creates?: readonly StoredKind[];
  /** Values only a person can give, as text: without one of them the proposal must be `plan` and name it in `needs`. */
  readonly inputs?: InputParams<I>;
}
