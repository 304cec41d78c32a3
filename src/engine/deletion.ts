/** What is on its way out: an API server takes no change of it that would last, and `--apply` would be refused for ever. */
import type { Inventory } from '../inventory/index.ts';
import { refOfChange } from '../kube/refs.ts';
import type { KubeObject, ObjectRef, Proposal, Subject, SubjectKind, Workload } from '../plugin-api/index.ts';

/** Says so where nothing of the subject will be left to judge. */
export function endingOf(inventory: Inventory, kind: SubjectKind, subject: Subject): string | undefined {
  if (kind === 'Cluster') return undefined;
  const { ref } = subject;
  const namespace = ref.kind === 'Namespace' ? ref.name : ref.namespace;
  if (namespace !== undefined && isEnding(inventory.get('Namespace', namespace)))
    return sentence('Namespace', namespace);
  const { object } = subject as { readonly object?: KubeObject };
  return isEnding(object) && !isInForce(kind, subject) ? sentence(ref.kind, ref.name) : undefined;
}

/** A finalizer can hold for years what somebody deleted: until it is gone rights are granted and pods run on. */
function isInForce(kind: SubjectKind, subject: Subject): boolean {
  if (kind === 'Workload') return (subject as Workload).pods.some((pod) => !isEnding(pod));
  return kind === 'Role' || kind === 'Binding';
}

/** Offers no change of what is being deleted. */
export function withoutEnding(inventory: Inventory, proposal: Proposal | undefined): Proposal | undefined {
  const texts = proposal?.changes.map((change) => endingTarget(inventory, refOfChange(change))) ?? [];
  const text = texts.find((each) => each !== undefined);
  if (proposal === undefined || text === undefined) return proposal;
  return { ...proposal, readiness: 'needs-input', reason: `${text}: it is not changed.`, changes: [] };
}

/** A deletion that no undo gives back whole is for a person to decide. */
export function withoutLoss(inventory: Inventory, proposal: Proposal | undefined): Proposal | undefined {
  if (proposal?.readiness !== 'ready') return proposal;
  const lossy = proposal.changes.find(
    (change) => change.op === 'delete' && inventory.factsOf(change.target)?.hasUnkept === true,
  );
  if (lossy === undefined) return proposal;
  const { kind, name } = refOfChange(lossy);
  const reason = `${kind} ${name} has annotations that may hold credentials and are not kept: undo brings it back without.`;
  return { ...proposal, readiness: 'review', reason };
}

function endingTarget(inventory: Inventory, ref: ObjectRef): string | undefined {
  if (ref.namespace !== undefined && isEnding(inventory.get('Namespace', ref.namespace)))
    return sentence('Namespace', ref.namespace);
  return isEnding(inventory.find(ref)) ? sentence(ref.kind, ref.name) : undefined;
}

export function endingNamespaces(inventory: Inventory): ReadonlySet<string> {
  const ending = inventory.list('Namespace').filter(isEnding);
  return new Set(ending.map(({ metadata }) => metadata.name));
}

function isEnding(object: KubeObject | undefined): boolean {
  return object?.metadata.deletionTimestamp !== undefined;
}

function sentence(kind: string, name: string): string {
  return `${kind} ${name} is being deleted`;
}
