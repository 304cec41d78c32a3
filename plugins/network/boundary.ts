/** The verdict on one direction of a namespace, in the words of that direction. */
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
import { type BoundaryRead, count, isRead, isWholeCluster, OPENED } from './shared.ts';
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
  if (found.state === 'denied')
    return pass(`${names(found.by)} selects every pod of ${name}.`, refOf(found.by[0]), 'direct');
  if (found.state === 'opened') {
    const reason = `${names(found.by)} selects every pod and allows ${wording.everybody} on all ports`;
    return [{ ...violation(subject, wording, reason), facts: { [OPENED]: true } }];
  }
  const pods = view.coverage('Pod', name);
  // Without any policy there is nothing that unread pods could be isolated by.
  if (!isRead(pods) && policies.length > 0) return unread(name, pods);
  const isolated = workloadIsolation(subject, view, wording.direction);
  const isAllKnown = isRead(pods) && isWholeCluster(view);
  if (isRead(pods) && isolated.isolated.length > 0 && isolated.open.length === 0)
    return pass(`Each of its ${count(isolated.isolated)} is selected by a policy.`, undefined, 'inferred');
  return missing(subject, isolated, isAllKnown, wording, otherPolicies(view));
}

function missing(
  subject: NamespaceSubject,
  { open, isolated, exempt }: WorkloadIsolation,
  isAllKnown: boolean,
  wording: Wording,
  others: readonly string[],
): Outcome {
  const all = open.length + isolated.length;
  if (isAllKnown && all === 0 && (exempt.length > 0 || subject.platform)) {
    const why =
      exempt.length > 0
        ? `Its ${count(exempt)} use the network of their nodes, where policies have no effect.`
        : 'Nothing runs in this namespace of the platform.';
    return { status: 'not-applicable', confidence: 'direct', evidence: [{ text: why }] };
  }
  const direction = wording.direction.toLowerCase();
  const reason =
    all === 0
      ? 'no policy is there for the pods to come'
      : isolated.length === 0
        ? `no policy selects its ${count(open)} for ${direction}`
        : `no policy selects ${open.length} of its ${all} workloads for ${direction}`;
  const found = violation(subject, wording, reason, isAllKnown && all === 0);
  if (others.length === 0) return [found];
  const text = `${others.join(' and ')} are served here as well and were not read: they may isolate pods too.`;
  return {
    status: 'fail',
    confidence: 'inferred',
    violations: [{ ...found, evidence: [{ text, source: 'GET /apis' }] }],
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
