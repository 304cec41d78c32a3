/** How much a wildcard weighs: by what it reaches and by who holds it. */
import { nameSome, type RoleSubject, rbac, type Severity } from 'kubectl-harden/plugin-api';
import type { Holders } from '../holders.ts';
import { isOfPlatform } from '../platform-holders.ts';
import { reachInNamespaces } from './reach.ts';
import type { Reads } from './reads.ts';

type Rule = rbac.Rule;

/** Whoever changes these gets to other accounts, to Secrets or to nodes; by API group. */
const LEADS_FURTHER: Readonly<Record<string, readonly string[]>> = {
  '': [
    'namespaces',
    'nodes',
    'nodes/proxy',
    'persistentvolumes',
    'pods',
    'pods/attach',
    'pods/ephemeralcontainers',
    'pods/exec',
    'pods/portforward',
    'pods/proxy',
    'replicationcontrollers',
    'secrets',
    'serviceaccounts',
    'serviceaccounts/token',
    'services/proxy',
  ],
  'admissionregistration.k8s.io': [
    'mutatingadmissionpolicies',
    'mutatingadmissionpolicybindings',
    'mutatingwebhookconfigurations',
    'validatingadmissionpolicies',
    'validatingadmissionpolicybindings',
    'validatingwebhookconfigurations',
  ],
  'apiextensions.k8s.io': ['customresourcedefinitions'],
  'apiregistration.k8s.io': ['apiservices'],
  apps: ['daemonsets', 'deployments', 'replicasets', 'statefulsets'],
  batch: ['cronjobs', 'jobs'],
  'certificates.k8s.io': ['certificatesigningrequests', 'certificatesigningrequests/approval'],
  'rbac.authorization.k8s.io': ['clusterrolebindings', 'clusterroles', 'rolebindings', 'roles'],
};
/** Of these a get is enough: Secrets are read, the others open a stream or a way to a server behind the API. */
const READ_LEADS_FURTHER: Readonly<Record<string, readonly string[]>> = {
  '': ['nodes/proxy', 'pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy', 'secrets', 'services/proxy'],
};
/** What is written there, a controller makes into workloads, rights or Secrets. */
const MADE_REAL: ReadonlySet<string> = new Set([
  'addons.cluster.x-k8s.io',
  'apiextensions.crossplane.io',
  'argoproj.io',
  'controlplane.cluster.x-k8s.io',
  'external-secrets.io',
  'fleet.cattle.io',
  'helm.cattle.io',
  'helm.toolkit.fluxcd.io',
  'kubevirt.io',
  'kustomize.toolkit.fluxcd.io',
  'kyverno.io',
  'operators.coreos.com',
  'pkg.crossplane.io',
  'policies.kyverno.io',
  'serving.knative.dev',
  'tekton.dev',
]);
/** Served without storage: there is nothing to change. */
const METRICS: ReadonlySet<string> = new Set(['custom.metrics.k8s.io', 'external.metrics.k8s.io', 'metrics.k8s.io']);

const READS: ReadonlySet<string> = new Set(['get', 'head', 'list', 'options', 'watch']);

interface Weight {
  readonly severity?: Severity;
  readonly severityReason?: string;
}

export function weigh(rule: Rule, { ref }: RoleSubject, holders: Holders, view: Reads): Weight {
  const { everywhere, somewhere, aggregatedInto, isNobody } = holders;
  if (isNobody) return { severity: 'medium', severityReason: 'lowered: no binding refers to it' };
  if (rbac.isFullWildcard(rule) && everywhere.length > 0) return weighEverything(ref, everywhere, view);
  const isHeldThere = holders.isWhole && somewhere.length > 0 && everywhere.length + aggregatedInto.length === 0;
  return ref.kind === 'Role' || isHeldThere ? weighThere(reachInNamespaces(rule, view)) : weighReach(rule);
}

/** Of who holds it in the whole cluster: somebody that a stranger may become makes it critical. */
function weighEverything(ref: RoleSubject['ref'], everywhere: readonly string[], view: Reads): Weight {
  const bindings = view
    .derive(rbac.rights)
    .value.bindingsOf(ref)
    .filter(({ kind }) => kind === 'ClusterRoleBinding');
  const accounts = bindings.flatMap(rbac.validSubjectsOf).map((subject) => rbac.accountOf(subject, undefined));
  const isKept = accounts.every((account) => account !== undefined && isOfPlatform(account, view));
  const names = nameSome(everywhere);
  return isKept
    ? { severity: 'high', severityReason: `as good as cluster-admin, which only the platform holds: ${names}` }
    : { severity: 'critical', severityReason: `raised: as good as cluster-admin for ${names}` };
}

/** In namespaces: what is left of a rule there, the farthest reach of it. */
function weighThere(rules: readonly Rule[]): Weight {
  const weights = rules.map(weighReach);
  const order = [undefined, 'medium', 'low'] as const;
  const farthest = order.flatMap((severity) => weights.find((weight) => weight.severity === severity) ?? []);
  return (
    farthest[0] ?? { severity: 'medium', severityReason: 'lowered: bound only in namespaces, where it grants nothing' }
  );
}

/** From the farthest reach to the nearest. */
function weighReach(rule: Rule): Weight {
  const isRead = (rule.verbs ?? []).every((verb) => READS.has(verb));
  const groups = rule.apiGroups ?? [];
  const paths = (rule.nonResourceURLs ?? []).some(rbac.isEveryPath);
  if ((paths && !isRead) || groups.some((group) => leadsFurther(rule, group, isRead))) return {};
  if (paths) return { severity: 'medium', severityReason: 'lowered: it only reads paths' };
  const others = groups.filter(isOthers);
  if (others.length < groups.length)
    return isRead
      ? { severity: 'medium', severityReason: 'lowered: it only reads, and no Secrets' }
      : { severity: 'medium', severityReason: 'lowered: what it names leads neither to Secrets nor to workloads' };
  if (others.every((group) => METRICS.has(group)))
    return { severity: 'low', severityReason: 'lowered: metrics can only be read' };
  const own = `what belongs to ${nameSome(others)}`;
  return isRead
    ? { severity: 'low', severityReason: `lowered: it only reads ${own}` }
    : { severity: 'medium', severityReason: `lowered: it only reaches ${own}` };
}

function leadsFurther({ resources = [] }: Rule, group: string, isRead: boolean): boolean {
  if (isOthers(group)) return !isRead && MADE_REAL.has(group);
  const leads = isRead ? READ_LEADS_FURTHER : LEADS_FURTHER;
  const names = group === '*' ? Object.values(leads).flat() : (leads[group] ?? []);
  return (resources ?? []).some((resource) => names.some((name) => covers(resource, name)));
}

function isOthers(group: string): boolean {
  return METRICS.has(group) || (group !== '*' && !rbac.isBuiltInGroup(group));
}

/** `*` covers everything, `*` with a subresource that of every resource. */
function covers(resource: string, name: string): boolean {
  if (resource === '*') return true;
  return resource.startsWith('*/') ? name.endsWith(resource.slice(1)) : resource === name;
}
