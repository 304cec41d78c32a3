/** The verdict on one direction of a namespace, in the words of that direction. */

import { isRead, isWholeCluster } from '../../src/analysis/coverage.ts';
import { type Direction, defaultDeny, type Policy } from '../../src/analysis/network-policy/index.ts';
import type {
  Confidence,
  Coverage,
  NamespaceSubject,
  ObjectRef,
  Outcome,
  Severity,
  View,
  Violation,
} from '../../src/plugin-api/index.ts';
import { type BoundaryRead, count, OPENED } from './shared.ts';
import { type WorkloadIsolation, workloadIsolation } from './workloads.ts';

export interface Wording {
  readonly direction: Direction;
  /** What is open when nothing denies: "Any pod may reach shop". */
  open(namespace: string): string;
  /** Whom a policy lets through that allows everything: "all sources". */
  readonly everybody: string;
}

export function judgeBoundary(subject: NamespaceSubject, view: View<BoundaryRead>, wording: Wording): Outcome {
  const { name } = subject;
  const policies = view.list('NetworkPolicy', name);
  const found = defaultDeny(policies, wording.direction);
  if (found.state === 'opened') {
    const [selects, allows] = found.by.length === 1 ? ['selects', 'allows'] : ['select', 'allow'];
    const reason = `${names(found.by)} ${selects} every pod and ${allows} ${wording.everybody} on all ports`;
    return opened(subject, wording, reason);
  }
  const isolated = workloadIsolation(subject, view, wording.direction);
  const isAllOpened = isolated.opened.length > 0 && isolated.open.length + isolated.isolated.length === 0;
  if (isAllOpened) return opened(subject, wording, openedReason(isolated, wording));
  if (found.state === 'denied') return denied(name, found.by, isolated, wording);
  const pods = view.coverage('Pod', name);
  // Without any policy there is nothing that unread pods could be isolated by.
  if (!isRead(pods) && policies.length > 0) return unread(name, pods);
  const isAllKnown = isRead(pods) && isWholeCluster(view);
  if (isRead(pods) && isolated.isolated.length > 0 && isolated.open.length + isolated.opened.length === 0)
    return pass(`Each of its ${count(isolated.isolated)} is selected by a policy.`, undefined, 'inferred');
  return missing(subject, isolated, isAllKnown, wording, otherPolicies(view));
}

/** The pods to come are refused what nothing allows; an exception for some does not change that. */
function denied(
  namespace: string,
  by: readonly Policy[],
  { opened: excepted, openers }: WorkloadIsolation,
  { everybody }: Wording,
): Outcome {
  const some = excepted.map(({ ref }) => `${ref.kind} ${ref.name}`).join(', ');
  const but = excepted.length === 0 ? '' : ` ${names(openers)} allows ${everybody} to ${some} all the same.`;
  return pass(`${names(by)} selects every pod of ${namespace}.${but}`, refOf(by[0]), 'direct');
}

function opened(subject: NamespaceSubject, wording: Wording, reason: string): Outcome {
  return [{ ...violation(subject, wording, reason), facts: { [OPENED]: true } }];
}

function openedReason({ open, opened: some, openers, isolated }: WorkloadIsolation, { everybody }: Wording): string {
  const all = open.length + some.length + isolated.length;
  const which = some.length === all ? `its ${count(some)}` : `${some.length} of its ${all} workloads`;
  return `${names(openers)} ${openers.length === 1 ? 'opens' : 'open'} ${which} to ${everybody} on all ports`;
}

function missing(
  subject: NamespaceSubject,
  found: WorkloadIsolation,
  isAllKnown: boolean,
  wording: Wording,
  others: readonly string[],
): Outcome {
  const { open, opened: some, isolated, exempt } = found;
  const all = open.length + some.length + isolated.length;
  if (isAllKnown && all === 0 && (exempt.length > 0 || subject.platform)) {
    const why =
      exempt.length > 0
        ? `Its ${count(exempt)} use the network of their nodes, where policies have no effect.`
        : 'Nothing runs in this namespace of the platform.';
    return { status: 'not-applicable', confidence: 'direct', evidence: [{ text: why }] };
  }
  const direction = wording.direction.toLowerCase();
  const which = open.length === all ? `its ${count(open)}` : `${open.length} of its ${all} workloads`;
  const reasons = [
    ...(all === 0 ? ['no policy is there for the pods to come'] : []),
    ...(open.length === 0 ? [] : [`no policy selects ${which} for ${direction}`]),
    ...(some.length === 0 ? [] : [openedReason(found, wording)]),
  ];
  const one = violation(subject, wording, reasons.join(', and '), isAllKnown && all === 0);
  if (others.length === 0) return [one];
  const text = `${others.join(' and ')} are served here as well and were not read: they may isolate pods too.`;
  return {
    status: 'fail',
    confidence: 'inferred',
    violations: [{ ...one, evidence: [{ text, source: 'GET /apis' }] }],
  };
}

function violation(subject: NamespaceSubject, wording: Wording, reason: string, isEmpty = false): Violation {
  return { message: `${wording.open(subject.name)}: ${reason}.`, ...weight(subject, wording, isEmpty) };
}

function weight(
  { platform }: NamespaceSubject,
  { direction }: Wording,
  isEmpty: boolean,
): { readonly severity?: Severity; readonly severityReason?: string } {
  const lowered: Severity = direction === 'Ingress' ? 'medium' : 'low';
  if (isEmpty) return { severity: lowered, severityReason: 'lowered: nothing runs there today' };
  if (platform) return { severity: lowered, severityReason: 'lowered: its flows belong to the platform' };
  return {};
}

function pass(text: string, source: ObjectRef | undefined, confidence: Confidence): Outcome {
  return { status: 'pass', confidence, evidence: [{ text, ...(source === undefined ? {} : { source }) }] };
}

function unread(namespace: string, { reason }: Coverage): Outcome {
  const text = `Whether policies select every pod of ${namespace} is not visible: ${reason ?? 'its pods could not be read'}.`;
  return { status: 'unknown', confidence: 'direct', evidence: [{ text }] };
}

/** Policies of other kinds may isolate too, and are not read: then the verdict is inferred. */
const OTHER_POLICIES: readonly (readonly [group: string, resource: string])[] = [
  ['cilium.io', 'ciliumnetworkpolicies'],
  ['crd.projectcalico.org', 'networkpolicies'],
  ['projectcalico.org', 'networkpolicies'],
  ['policy.networking.k8s.io', 'clusternetworkpolicies'],
  ['policy.networking.k8s.io', 'adminnetworkpolicies'],
  ['crd.antrea.io', 'networkpolicies'],
];

function otherPolicies(view: View<'Discovery'>): readonly string[] {
  const served = view.evidence('Discovery').value ?? [];
  return OTHER_POLICIES.filter(([group, resource]) =>
    served.some((each) => each.group === group && each.resource === resource),
  ).map(([group, resource]) => `${resource}.${group}`);
}

function names(policies: readonly Policy[]): string {
  const listed = policies.map(({ metadata }) => metadata.name).join(', ');
  return `NetworkPolicy ${listed}`;
}

function refOf(policy: Policy | undefined): ObjectRef | undefined {
  if (policy === undefined) return undefined;
  const { name, namespace } = policy.metadata;
  return { apiVersion: policy.apiVersion, kind: policy.kind, ...(namespace === undefined ? {} : { namespace }), name };
}
