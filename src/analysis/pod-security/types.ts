/** What the Pod Security engine takes and gives. */
import type { PodSecurityLevel } from '../../model/report.ts';
import type { FieldPath, KindMap } from '../../plugin-api/index.ts';

export type PodSpec = NonNullable<KindMap['Pod']['spec']>;

/** A pod, or a pod template with the annotations that its pods will carry. */
export interface PodInput {
  readonly spec: PodSpec;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

/** `version` as in a label: `latest` or `v1.N`. */
export interface Policy {
  readonly level: PodSecurityLevel;
  readonly version: string;
}

export type RuleLevel = Exclude<PodSecurityLevel, 'privileged'>;

export interface RuleViolation {
  readonly rule: string;
  /** Level of the rule: a violated baseline rule leaves only `privileged`. */
  readonly level: RuleLevel;
  /** Names the container or volume, and the field. */
  readonly message: string;
  /** From the pod spec; absent where an annotation of the pod is meant. */
  readonly path?: FieldPath;
  readonly container?: string;
}
