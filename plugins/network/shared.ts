/** Verdict and words that ingress and egress have in common. */
import {
  type Direction,
  defaultDeny,
  type Endpoint,
  isolation,
  type Policy,
} from '../../src/analysis/network-policy/index.ts';
import type {
  Change,
  Confidence,
  Coverage,
  Evidence,
  NamespaceSubject,
  ObjectRef,
  Outcome,
  Proposal,
  Severity,
  View,
  Violation,
  Workload,
} from '../../src/plugin-api/index.ts';

export type BoundaryRead = 'NetworkPolicy' | 'Workload' | 'Pod' | 'Discovery' | 'ServerVersion';

/** Fact of a violation: a policy allows everything, so that a default deny would change nothing. */
export const OPENED = 'opened';

export const NARROW_FIRST: Proposal = {
  readiness: 'plan',
  reason:
    'Policies only add up: first the one that lets everybody through has to be narrowed to the flows that are needed.',
  changes: [],
};

export function ensure(policy: Policy): Change {
  // Built here from plain values: the generated type only lacks the index signature of JSON.
  const { apiVersion, kind, metadata, spec } = policy;
  return {
    op: 'ensure',
    object: { apiVersion, kind, metadata: { ...metadata }, spec: { ...spec } } as unknown as Ensured,
  };
}
type Ensured = Extract<Change, { op: 'ensure' }>['object'];

interface WorkloadEndpoint extends Endpoint {
  readonly workload: Workload;
}

/** The template's labels, and those of pods that somebody has labelled otherwise. */
function endpointsOf(workload: Workload): readonly WorkloadEndpoint[] {
  const namespace = workload.ref.namespace ?? '';
  const isHostNetwork = workload.pod.hostNetwork === true;
  const labelled = [workload.podLabels, ...workload.pods.map(({ metadata }) => metadata.labels ?? {})];
  return labelled.map((labels) => ({ workload, namespace, labels, isHostNetwork, isFinished: false }));
}

export interface WorkloadIsolation {
  readonly isolated: readonly Workload[];
  /** At least one pod, or the pods to come, are selected by no policy. */
  readonly open: readonly Workload[];
  readonly exempt: readonly Workload[];
}

export function workloadIsolation(
  { name }: NamespaceSubject,
  view: View<BoundaryRead>,
  direction: Direction,
): WorkloadIsolation {
  // A PodTemplate starts no pod by itself.
  const workloads = view.list('Workload', name).filter(({ ref }) => ref.kind !== 'PodTemplate');
  const found = isolation(workloads.flatMap(endpointsOf), view.list('NetworkPolicy', name), direction);
  const of = (endpoints: readonly WorkloadEndpoint[]) => new Set(endpoints.map(({ workload }) => workload));
  const [open, exempt] = [of(found.open), of(found.exempt)];
  return {
    isolated: workloads.filter((workload) => !open.has(workload) && !exempt.has(workload)),
    open: workloads.filter((workload) => open.has(workload)),
    exempt: workloads.filter((workload) => exempt.has(workload)),
  };
}

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
  if (isEmpty) return { severity: 'low', severityReason: 'lowered: nothing runs there today' };
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

/** The proof that a namespace has no flow to lose; `undefined`: there may be some. */
export function emptiness({ name }: NamespaceSubject, view: View<BoundaryRead>): Evidence | undefined {
  if (!isWholeCluster(view) || !isRead(view.coverage('Workload', name)) || view.list('Workload', name).length > 0)
    return undefined;
  const text = `Nothing runs in ${name}: no pod, and no template that would make one. No flow can end.`;
  return { text, source: `list pods in ${name}` };
}

/** Only an API server knows everything that runs; files hold some of it. */
function isWholeCluster(view: View<'ServerVersion'>): boolean {
  return view.evidence('ServerVersion').coverage.state === 'full';
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

export function isRead({ state }: Coverage): boolean {
  return state === 'full' || state === 'stale';
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

export function count(items: readonly unknown[], noun = 'workload'): string {
  return `${items.length} ${noun}${items.length === 1 ? '' : 's'}`;
}
