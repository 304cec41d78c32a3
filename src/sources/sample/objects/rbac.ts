/** Roles and bindings: what Kubernetes and kubeadm bring, and what people added over the years. */
import { RBAC_GROUP } from '../../../kube/rbac.ts';
import type { JsonObject } from '../../../plugin-api/index.ts';
import { object, type Stored, type Writer } from '../make.ts';

type Subject = {
  readonly kind: 'User' | 'Group' | 'ServiceAccount';
  readonly name: string;
  readonly namespace?: string;
};
interface Options {
  readonly namespace?: string;
  readonly writer?: Writer;
}

const KUBECTL: Writer = { by: 'kubectl' };
const DEFAULTS = {
  labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' },
  annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
};

function rule(groups: readonly string[], resources: readonly string[], verbs: readonly string[]): JsonObject {
  return { apiGroups: groups, resources, verbs };
}
function nonResource(urls: readonly string[]): JsonObject {
  return { nonResourceURLs: urls, verbs: ['get'] };
}
const EVERYTHING: readonly JsonObject[] = [rule(['*'], ['*'], ['*']), { nonResourceURLs: ['*'], verbs: ['*'] }];
const READ = ['get', 'list', 'watch'];

function bootstrapRole(name: string, rules: readonly JsonObject[]): Stored {
  return object('ClusterRole', name, DEFAULTS, { rules });
}
function role(name: string, rules: readonly JsonObject[], options: Options = {}): Stored {
  return object(options.namespace === undefined ? 'ClusterRole' : 'Role', name, options, { rules });
}

function subjectJson({ kind, name, namespace }: Subject): JsonObject {
  return kind === 'ServiceAccount' ? { kind, name, namespace: namespace ?? '' } : { apiGroup: RBAC_GROUP, kind, name };
}

function binding(
  name: string,
  roleRef: `${'Role' | 'ClusterRole'}/${string}`,
  subjects: readonly Subject[],
  options: Options = {},
): Stored {
  const [kind = '', roleName = ''] = roleRef.split('/');
  return object(options.namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding', name, options, {
    roleRef: { apiGroup: RBAC_GROUP, kind, name: roleName },
    subjects: subjects.map(subjectJson),
  });
}
function bootstrapBinding(name: string, subject: Subject): Stored {
  return object('ClusterRoleBinding', name, DEFAULTS, {
    roleRef: { apiGroup: RBAC_GROUP, kind: 'ClusterRole', name },
    subjects: [subjectJson(subject)],
  });
}
function group(name: string): Subject {
  return { kind: 'Group', name };
}
function account(namespace: string, name: string): Subject {
  return { kind: 'ServiceAccount', namespace, name };
}

const DEFAULT_ROLES: readonly Stored[] = [
  bootstrapRole('cluster-admin', EVERYTHING),
  bootstrapRole('admin', [
    rule(
      ['', 'apps', 'batch'],
      ['pods', 'services', 'secrets', 'deployments', 'jobs'],
      [...READ, 'create', 'delete', 'patch', 'update'],
    ),
  ]),
  bootstrapRole('edit', [
    rule(
      ['', 'apps', 'batch'],
      ['pods', 'services', 'deployments', 'jobs'],
      [...READ, 'create', 'delete', 'patch', 'update'],
    ),
  ]),
  bootstrapRole('view', [rule(['', 'apps', 'batch'], ['pods', 'services', 'deployments', 'jobs'], READ)]),
  bootstrapRole('system:basic-user', [
    rule(['authorization.k8s.io'], ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'], ['create']),
  ]),
  bootstrapRole('system:discovery', [
    nonResource([
      '/api',
      '/api/*',
      '/apis',
      '/apis/*',
      '/healthz',
      '/livez',
      '/openapi',
      '/openapi/*',
      '/readyz',
      '/version',
      '/version/',
    ]),
  ]),
  bootstrapRole('system:public-info-viewer', [nonResource(['/healthz', '/livez', '/readyz', '/version', '/version/'])]),
  bootstrapRole('system:monitoring', [
    nonResource(['/healthz', '/healthz/*', '/livez', '/livez/*', '/metrics', '/metrics/slis', '/readyz', '/readyz/*']),
  ]),
  bootstrapRole('system:kube-scheduler', [
    rule([''], ['pods', 'nodes'], READ),
    rule([''], ['pods/binding'], ['create']),
  ]),
  bootstrapRole('system:node-proxier', [rule([''], ['endpoints', 'services', 'nodes'], READ)]),
  role('system:coredns', [rule([''], ['endpoints', 'services', 'pods', 'namespaces'], ['list', 'watch'])]),
  bootstrapBinding('cluster-admin', group('system:masters')),
  bootstrapBinding('system:basic-user', group('system:authenticated')),
  bootstrapBinding('system:discovery', group('system:authenticated')),
  bootstrapBinding('system:monitoring', group('system:monitoring')),
  bootstrapBinding('system:public-info-viewer', group('system:unauthenticated')),
  bootstrapBinding('system:kube-scheduler', { kind: 'User', name: 'system:kube-scheduler' }),
  binding('system:coredns', 'ClusterRole/system:coredns', [account('kube-system', 'coredns')]),
  binding('kubeadm:node-proxier', 'ClusterRole/system:node-proxier', [account('kube-system', 'kube-proxy')]),
  binding('kubeadm:cluster-admins', 'ClusterRole/cluster-admin', [group('kubeadm:cluster-admins')]),
  role(
    'kubeadm:bootstrap-signer-clusterinfo',
    [{ ...rule([''], ['configmaps'], ['get']), resourceNames: ['cluster-info'] }],
    { namespace: 'kube-public' },
  ),
  binding(
    'kubeadm:bootstrap-signer-clusterinfo',
    'Role/kubeadm:bootstrap-signer-clusterinfo',
    [{ kind: 'User', name: 'system:anonymous' }],
    { namespace: 'kube-public' },
  ),
];

const CHART_ROLES: readonly Stored[] = [
  role(
    'prometheus',
    [rule([''], ['nodes', 'nodes/metrics', 'services', 'endpoints', 'pods'], READ), nonResource(['/metrics'])],
    {
      writer: { by: 'helm', name: 'kube-prometheus-stack' },
    },
  ),
  binding('prometheus', 'ClusterRole/prometheus', [account('monitoring', 'prometheus')], {
    writer: { by: 'helm', name: 'kube-prometheus-stack' },
  }),
  role('ingress-nginx', [rule(['', 'networking.k8s.io'], ['services', 'endpoints', 'secrets', 'ingresses'], READ)], {
    writer: { by: 'helm', name: 'ingress-nginx' },
  }),
  binding('ingress-nginx', 'ClusterRole/ingress-nginx', [account('ingress-nginx', 'ingress-nginx')], {
    writer: { by: 'helm', name: 'ingress-nginx' },
  }),
  role('cilium', [rule(['networking.k8s.io', 'cilium.io'], ['networkpolicies', 'ciliumnetworkpolicies'], READ)], {
    writer: { by: 'helm', name: 'cilium' },
  }),
  binding('cilium', 'ClusterRole/cilium', [account('kube-system', 'cilium')], {
    writer: { by: 'helm', name: 'cilium' },
  }),
];

const PEOPLE: readonly Stored[] = [
  binding(
    'sre-admins',
    'ClusterRole/cluster-admin',
    [group('sre'), { kind: 'User', name: 'former-contractor@example.com' }],
    { writer: KUBECTL },
  ),
  binding('ci-runner-admin', 'ClusterRole/cluster-admin', [account('ci', 'runner')], { writer: KUBECTL }),
  binding('crm-admin', 'ClusterRole/cluster-admin', [account('legacy-crm', 'default')], {
    writer: KUBECTL,
    namespace: 'legacy-crm',
  }),
  role('developer', [rule(['', 'apps'], ['*'], READ), rule(['batch'], ['jobs', 'cronjobs'], ['*'])], {
    writer: KUBECTL,
  }),
  binding('developers', 'ClusterRole/developer', [group('developers')], { writer: KUBECTL }),
  role('shop-deployer', [rule(['apps'], ['deployments'], ['*']), rule([''], ['services'], [...READ, 'patch'])], {
    writer: KUBECTL,
    namespace: 'shop',
  }),
  binding('shop-deployer', 'Role/shop-deployer', [account('shop', 'deployer')], { writer: KUBECTL, namespace: 'shop' }),
  role('status-page', [rule([''], ['pods'], ['get', 'list'])], { writer: KUBECTL, namespace: 'shop' }),
  binding('status-page', 'Role/status-page', [group('system:unauthenticated')], { writer: KUBECTL, namespace: 'shop' }),
  binding('old-bot', 'Role/shop-deployer', [account('shop', 'old-bot')], { writer: KUBECTL, namespace: 'shop' }),
  binding('reporting', 'ClusterRole/reporting-reader', [group('finance')], { writer: KUBECTL }),
];

export const RBAC: readonly Stored[] = [...DEFAULT_ROLES, ...CHART_ROLES, ...PEOPLE];
