/** How much a wildcard weighs: by what it reaches and by who holds it. */
import { nameSome, rbac, type Severity } from 'kubectl-harden/plugin-api';
import type { Holders } from './holders.ts';

type Rule = rbac.Rule;

/** Every verb on these leads to other accounts, to Secrets or to nodes. */
const LEADS_FURTHER: ReadonlySet<string> = new Set([
  'apiservices',
  'certificatesigningrequests',
  'certificatesigningrequests/approval',
  'clusterrolebindings',
  'clusterroles',
  'cronjobs',
  'customresourcedefinitions',
  'daemonsets',
  'deployments',
  'jobs',
  'mutatingadmissionpolicies',
  'mutatingadmissionpolicybindings',
  'mutatingwebhookconfigurations',
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
  'replicasets',
  'replicationcontrollers',
  'rolebindings',
  'roles',
  'secrets',
  'serviceaccounts',
  'serviceaccounts/token',
  'services/proxy',
  'statefulsets',
  'validatingadmissionpolicies',
  'validatingadmissionpolicybindings',
  'validatingwebhookconfigurations',
]);

export function weigh(
  rule: Rule,
  { everywhere, isNobody }: Holders,
): { readonly severity?: Severity; readonly severityReason?: string } {
  if (isNobody) return { severity: 'medium', severityReason: 'lowered: no binding refers to it' };
  if (rbac.isFullWildcard(rule) && everywhere.length > 0)
    return { severity: 'critical', severityReason: `raised: as good as cluster-admin for ${nameSome(everywhere)}` };
  const resources = rule.resources ?? [];
  if (resources.includes('*') || (rule.nonResourceURLs ?? []).some(rbac.isEveryPath)) return {};
  if (resources.some(leadsFurther)) return {};
  return { severity: 'medium', severityReason: 'lowered: what it names leads neither to Secrets nor to workloads' };
}

function leadsFurther(resource: string): boolean {
  if (!resource.startsWith('*/')) return LEADS_FURTHER.has(resource);
  return [...LEADS_FURTHER].some((each) => each.endsWith(resource.slice(1)));
}
