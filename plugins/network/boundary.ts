/** The verdict on one direction of a namespace, in the words of that direction. */

import {
  count,
  inferred,
  type NamespaceSubject,
  network,
  notApplicable,
  type ObjectRef,
  type Outcome,
  type Proposal,
  pass,
  platform,
  refOf,
  type Severity,
  unknown,
  type Violation,
} from 'kubectl-harden/plugin-api';
import { otherPolicies } from './other-policies.ts';
import { enforcedOr } from './plugin-place.ts';
import { type Boundary, NARROW_FIRST } from './shared.ts';
import { EVERY_POD, exposed, type WorkloadIsolation, workloadIsolation } from './workloads.ts';

type Policy = network.Policy;

export interface Wording {
  readonly direction: network.Direction;
  /** What is open when nothing denies: "Any pod may reach shop". */
  open(namespace: string): string;
  /** Whom a policy lets through that allows everything: "all sources". */
  readonly everybody: string;
  /** How the namespace would be closed, where nothing lets everybody through. */
  close(): Proposal;
}

/** What refuses by the letter refuses nobody where nothing enforces policies. */
export function judgeBoundary(subject: NamespaceSubject, view: Boundary, wording: Wording): Outcome {
  return enforcedOr(judgeLetter(subject, view, wording), view);
}

function judgeLetter(subject: NamespaceSubject, view: Boundary, wording: Wording): Outcome {
  const { name } = subject;
  const policies = view.own('NetworkPolicy').value;
  const found = network.defaultDeny(policies, wording.direction);
  if (found.state === 'opened') {
    const [selects, allows] = found.by.length === 1 ? ['selects', 'allows'] : ['select', 'allow'];
    const reason = `${names(found.by)} ${selects} every pod and ${allows} ${wording.everybody} on all ports`;
    return opened(subject, view, wording, reason);
  }
  const isolated = workloadIsolation(view, wording.direction);
  const isAllOpened = isolated.opened.length > 0 && isolated.open.length + isolated.isolated.length === 0;
  if (isAllOpened) return opened(subject, view, wording, openedReason(isolated, wording));
  if (found.state === 'denied') return denied(name, found.by, isolated, wording);
  if (isolated.isolated.length > 0 && isolated.open.length + isolated.opened.length === 0)
    return pass(`Each of its ${count(isolated.isolated, 'workload')} is selected by a policy.`, 'inferred');
  return missing(subject, isolated, view, wording);
}

/** The pods to come are refused what nothing allows; an exception for some does not change that. */
function denied(
  namespace: string,
  by: readonly Policy[],
  { opened: excepted, openers }: WorkloadIsolation,
  { everybody }: Wording,
): Outcome {
  const some = excepted.map(({ ref }) => `${ref.kind} ${ref.name}`).join(', ');
  const but = excepted.length === 0 ? '' : ` ${names(openers)} still allows ${everybody} to ${some}.`;
  return pass({ text: `${names(by)} selects every pod of ${namespace}.${but}`, ...sourceOf(by[0]) });
}

function opened(subject: NamespaceSubject, view: Boundary, wording: Wording, reason: string): Outcome {
  return [{ ...violation(subject, view, wording, reason), value: EVERY_POD, proposal: NARROW_FIRST }];
}

function openedReason({ open, opened: some, openers, isolated }: WorkloadIsolation, { everybody }: Wording): string {
  const all = open.length + some.length + isolated.length;
  const which = some.length === all ? `its ${count(some, 'workload')}` : `${some.length} of its ${all} workloads`;
  return `${names(openers)} ${openers.length === 1 ? 'opens' : 'open'} ${which} to ${everybody} on all ports`;
}

function missing(subject: NamespaceSubject, found: WorkloadIsolation, view: Boundary, wording: Wording): Outcome {
  const { open, opened: some, isolated, exempt } = found;
  const all = open.length + some.length + isolated.length;
  if (view.isCluster && all === 0 && (exempt.length > 0 || platform.isReservedNamespace(subject.name))) {
    const [use, their] = exempt.length === 1 ? ['uses', 'its node'] : ['use', 'their nodes'];
    const why =
      exempt.length > 0
        ? `Its ${count(exempt, 'workload')} ${use} the network of ${their}, where policies have no effect.`
        : 'Nothing runs in this namespace, and its name is one that Kubernetes keeps for itself.';
    return notApplicable(why);
  }
  const { denial, unread, doubt } = otherPolicies(view, subject.name, [wording.direction]);
  // Of Cilium, Calico or the cluster: what they allow beside is not judged.
  if (denial !== undefined) return pass(denial, 'inferred');
  const direction = wording.direction.toLowerCase();
  const which = open.length === all ? `its ${count(open, 'workload')}` : `${open.length} of its ${all} workloads`;
  const reasons = [
    ...(all === 0 ? ['no policy covers future pods'] : []),
    ...(open.length === 0 ? [] : [`no policy selects ${which} for ${direction}`]),
    ...(some.length === 0 ? [] : [openedReason(found, wording)]),
  ];
  const one = {
    ...violation(subject, view, wording, reasons.join(', and '), view.isCluster && all === 0),
    value: exposed(found),
    proposal: wording.close(),
  };
  if (unread !== undefined) return unknown([unread, one.message]);
  return doubt === undefined ? [one] : inferred([{ ...one, evidence: [doubt] }]);
}

function violation(
  subject: NamespaceSubject,
  view: Boundary,
  wording: Wording,
  reason: string,
  isEmpty = false,
): Violation {
  const explains = FOLLOWS[wording.direction];
  return { message: `${wording.open(subject.name)}: ${reason}.`, ...weight(view, wording, isEmpty), explains };
}

/** What is amiss for want of a default deny, and gone with one. */
const FOLLOWS: Readonly<Record<network.Direction, readonly string[]>> = {
  Ingress: ['network/unselected-pods'],
  Egress: ['network/unselected-pods', 'network/metadata-egress'],
};

function weight(
  view: Boundary,
  { direction }: Wording,
  isEmpty: boolean,
): { readonly severity?: Severity; readonly severityReason?: string } {
  const lowered: Severity = direction === 'Ingress' ? 'medium' : 'low';
  if (isEmpty) return { severity: lowered, severityReason: 'lowered: nothing runs there today' };
  if (view.derive(platform.ofPlatform).value)
    return { severity: lowered, severityReason: 'lowered: its flows belong to the platform' };
  return {};
}

function names(policies: readonly Policy[]): string {
  const listed = policies.map(({ metadata }) => metadata.name).join(', ');
  return `NetworkPolicy ${listed}`;
}

function sourceOf(policy: Policy | undefined): { readonly source?: ObjectRef } {
  return policy === undefined ? {} : { source: refOf(policy) };
}
