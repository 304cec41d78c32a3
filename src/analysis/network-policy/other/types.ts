/** Default denials by policies of other kinds than NetworkPolicy. */
import type { Labels } from '../../../kube/label-selector.ts';
import type { ObjectRef, ResourceName } from '../../../plugin-api/index.ts';
import type { Direction } from '../types.ts';

export interface NamespaceLabels {
  readonly name: string;
  /** Absent: the Namespace was not seen. */
  readonly labels?: Labels;
}

/** One policy, as far as a default deny is concerned. */
export interface OtherPolicy {
  readonly kind: ResourceName;
  readonly ref: ObjectRef;
  readonly directions: readonly Direction[];
  /** Undefined: pods of the namespace are told apart, or it cannot be told whether they are. */
  covers(namespace: NamespaceLabels): boolean | undefined;
  /** What becomes of connections that nothing else is said of. `nothing`: others decide. */
  outcome(direction: Direction): 'denied' | 'allowed' | 'nothing';
}
