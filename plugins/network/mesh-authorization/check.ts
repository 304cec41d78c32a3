/** Does the mesh ask who calls, or does everybody with a certificate get in? */
import {
  type Change,
  type CustomObject,
  clause,
  count,
  defineCheck,
  inferred,
  installed,
  listed,
  may,
  must,
  nameSome,
  notApplicable,
  type Outcome,
  type Proposal,
  pass,
  plan,
  unknown,
  type Workload,
} from 'kubectl-harden/plugin-api';
import { rootOf } from '../mesh-mtls/istio.ts';
import { AMBIENT_UNREAD, ambientOf, membersOf } from '../mesh-mtls/members.ts';
import { EXAMPLES } from './examples.ts';
import { AUTHORIZATIONS, isGuarded, openersOf } from './istio.ts';
import { isServed, SERVERS } from './linkerd.ts';

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'network/mesh-authorization',
    title: 'The mesh allows only callers that a policy names',
    severity: 'low',
    rationale:
      'mTLS proves who calls; it refuses nobody who has a proxy. Without an authorization policy every workload of the mesh ' +
      'may send every request to every other one, and a stolen pod is a welcome caller.',
    guidance:
      'Write down who calls whom from the telemetry of the mesh. Allow that by name of the service account, then refuse the ' +
      'rest: with Istio by an AuthorizationPolicy without rules in the namespace, with Linkerd by a Server for each port and ' +
      'AuthorizationPolicies for its callers. Begin with the namespaces that hold data.',
    item: 'service-mesh',
    refs: [
      { framework: 'nsa-cisa', control: 'network-separation' },
      { framework: 'owasp-k8s-2025', control: 'K05' },
      { framework: 'mitre-attack', control: 'T1210' },
      { framework: 'guide', control: 'B4' },
    ],
    since: '0.1.0',
  },
  subject: 'Namespace',
  reads: [
    must('Workload'),
    may.all(AUTHORIZATIONS, {
      keep: ['spec.selector', 'spec.action', 'spec.rules.from', 'spec.rules.to', 'spec.rules.when', 'spec.targetRefs'],
    }),
    may(SERVERS, { keep: ['spec.podSelector', 'spec.accessPolicy'] }),
    may.in('istio-system', 'ConfigMap'),
    may.fact(installed.daemonSetsByImage),
  ],
  evaluate(subject, { view }) {
    const ambient = ambientOf(subject, view.derive(installed.daemonSetsByImage));
    if (ambient === 'unread') return unknown(AMBIENT_UNREAD);
    const { istio, linkerd } = membersOf(view.own('Workload').value, ambient === 'works');
    const members = [...new Set([...istio, ...linkerd])];
    if (members.length === 0) return notApplicable('No workload here is in a mesh that is known here.');
    const authorizations = view.all(AUTHORIZATIONS);
    const servers = view.own(SERVERS);
    const roots = view.named('ConfigMap');
    const unread = [
      ...(istio.length > 0 ? [authorizations, roots] : []),
      ...(linkerd.length > 0 ? [servers] : []),
    ].find(({ isRead, coverage }) => !isRead && coverage.state !== 'absent');
    if (unread !== undefined)
      return unknown(`Policies of the mesh: ${clause(unread.coverage.reason ?? 'they were not read')}.`);
    const places = [subject.name, rootOf(roots.value)];
    const policies = authorizations.value.filter(({ metadata }) => places.includes(metadata.namespace ?? ''));
    const open = [
      ...istio.filter((each) => !isGuarded(each, policies)),
      ...linkerd.filter((each) => !isServed(each, servers.value)),
    ];
    return judge(members, open, proposalFor(subject.name, open, policies, istio));
  },
  remediation: { title: 'Allow callers by name', kind: 'policy', disruption: 'traffic' },
});

function judge(members: readonly Workload[], open: readonly Workload[], proposal: Proposal): Outcome {
  if (open.length === 0)
    return pass(`Policies of the mesh name the callers of its ${count(members, 'workload')}.`, 'inferred');
  const names = open.map(({ ref }) => `${ref.kind} ${ref.name}`);
  const which =
    open.length === members.length
      ? `its ${count(open, 'workload')}`
      : `${open.length} of its ${members.length} workloads`;
  const message = `Any workload of the mesh may call ${which}: ${nameSome(names)}.`;
  return inferred([{ message, key: 'callers', value: names, proposal }]);
}

const NAME = 'harden-deny-by-default';

/** What closes all of them by one object; otherwise what has to be done first. */
function proposalFor(
  namespace: string,
  open: readonly Workload[],
  policies: readonly CustomObject[],
  istio: readonly Workload[],
): Proposal {
  const openers = [...new Set(open.flatMap((each) => openersOf(each, policies)))];
  const names = openers.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  if (names.length > 0) return plan(`AuthorizationPolicy ${listed(names)} allows every request: narrow it first.`);
  if (!open.every((each) => istio.includes(each)))
    return plan('Which ports Servers of Linkerd are to guard, and for whom, is for the owner of each workload to say.');
  return refuse(namespace);
}

function refuse(namespace: string): Proposal {
  const change: Change = {
    op: 'ensure',
    object: {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { name: NAME, namespace },
      spec: {},
    },
  };
  return {
    readiness: 'review',
    reason: `Who calls the workloads of ${namespace} was not observed: every request that no policy allows would be refused.`,
    changes: [change],
    caveats: ['What has no proxy is neither asked nor refused.'],
  };
}
