/** Pods that Pod Security refuses now, as their controller was told when it tried to make one. */
import { type Evidence, plan, type Workload } from 'kubectl-harden/plugin-api';

interface Condition {
  readonly type?: string;
  readonly status?: string;
  readonly message?: string;
}

/** The server's words; a Deployment has them of its ReplicaSet. */
export function refusedNow({ ref, object }: Workload): readonly Evidence[] | undefined {
  const { conditions = [] } = (object as { status?: { conditions?: readonly Condition[] } }).status ?? {};
  const failure = conditions.find(({ type, status, message }) => type === FAILURE && status === 'True' && message);
  if (failure?.message === undefined) return undefined;
  return [{ text: `The API server refuses its pods: ${failure.message.replace(/\.$/, '')}.`, source: ref }];
}

const FAILURE = 'ReplicaFailure';

/** Its template would be let in: something adds to its pods on their way, or a level holds that no label shows. */
export function refusedByAdmission({ ref }: Workload, evidence: readonly Evidence[]) {
  return {
    message: `Pods of ${ref.kind} ${ref.name} are refused now, although its template alone would not be.`,
    key: 'refused',
    evidence,
    proposal: plan('What admission adds to its pods, or the level that refuses them, is changed where it is set.'),
  };
}

export function withEvidence(evidence: readonly Evidence[]): { readonly evidence?: readonly Evidence[] } {
  return evidence.length === 0 ? {} : { evidence };
}
