/** Pods that admission refuses now, as their controller was told when it tried to make one. */
import { clause, type Evidence, plan, type Workload } from 'kubectl-harden/plugin-api';
import { type AttemptsView, makersOf, newestRefusal, unreadAttempts } from './attempts.ts';

interface Condition {
  readonly type?: string;
  readonly status?: string;
  readonly message?: string;
}

/** `evidence`: the server's words. `unseen`: why it is not visible whether there are any. */
export interface Refusal {
  readonly evidence?: readonly Evidence[];
  readonly unseen?: string;
}

export function refusedNow(workload: Workload, view: AttemptsView): Refusal {
  const told = fromCondition(workload);
  if (told !== undefined) return { evidence: [told] };
  const unread = unreadAttempts(workload, view);
  const { kind, name } = workload.ref;
  if (unread !== undefined)
    return { unseen: `Whether admission refuses what ${kind} ${name} makes is not visible: ${clause(unread)}.` };
  const found = makersOf(workload, view).flatMap((maker) => newestRefusal(maker, view) ?? []);
  return found.length === 0 ? {} : { evidence: found };
}

/** A Deployment has the words of its ReplicaSet. */
function fromCondition({ ref, object }: Workload): Evidence | undefined {
  const { conditions = [] } = (object as { status?: { conditions?: readonly Condition[] } }).status ?? {};
  const failure = conditions.find(({ type, status, message }) => type === FAILURE && status === 'True' && message);
  if (failure?.message === undefined) return undefined;
  return { text: `The API server refuses its pods: ${failure.message.replace(/\.$/, '')}.`, source: ref };
}

const FAILURE = 'ReplicaFailure';

/** Its template would be let in: something adds to its pods on their way, or a level holds that no label shows. */
export function refusedByAdmission({ ref }: Workload, evidence: readonly Evidence[]) {
  return {
    message: `Pods of ${ref.kind} ${ref.name} are refused now, although its template meets what its namespace enforces.`,
    key: 'refused',
    evidence,
    proposal: plan('What admission adds to its pods, or what refuses them, is changed where it is set.'),
  };
}

export function withEvidence(evidence: readonly Evidence[]): { readonly evidence?: readonly Evidence[] } {
  return evidence.length === 0 ? {} : { evidence };
}
