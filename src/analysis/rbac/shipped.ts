/** What Kubernetes itself ships: rules with wildcards, bindings of everybody, subjects that hold everything. */
import { covers } from './cover.ts';
import { subjectKey } from './subjects.ts';
import type { AnyBinding, AnyRole, Rule, Subject } from './types.ts';

const READ = ['get', 'list', 'watch'];

/** Default ClusterRoles whose rules contain wildcards, as of 1.37; equal since 1.24 where they exist. */
const WILDCARDS: Readonly<Record<string, readonly Rule[]>> = {
  'cluster-admin': [
    { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
    { nonResourceURLs: ['*'], verbs: ['*'] },
  ],
  'system:controller:disruption-controller': [{ apiGroups: ['*'], resources: ['*/scale'], verbs: ['get'] }],
  'system:controller:generic-garbage-collector': [
    { apiGroups: ['*'], resources: ['*'], verbs: [...READ, 'delete', 'patch', 'update'] },
  ],
  'system:controller:horizontal-pod-autoscaler': [
    { apiGroups: ['*'], resources: ['*/scale'], verbs: ['get', 'update'] },
    { apiGroups: ['custom.metrics.k8s.io', 'external.metrics.k8s.io'], resources: ['*'], verbs: READ },
  ],
  'system:controller:namespace-controller': [
    { apiGroups: ['*'], resources: ['*'], verbs: [...READ, 'delete', 'deletecollection'] },
  ],
  'system:controller:resourcequota-controller': [{ apiGroups: ['*'], resources: ['*'], verbs: ['list', 'watch'] }],
  'system:controller:storage-version-migrator-controller': [
    { apiGroups: ['*'], resources: ['*'], verbs: ['list', 'patch'] },
  ],
  'system:kube-controller-manager': [{ apiGroups: ['*'], resources: ['*'], verbs: ['list', 'watch'] }],
  'system:kubelet-api-admin': [
    {
      apiGroups: [''],
      resources: [
        'proxy',
        'log',
        'metrics',
        'stats',
        'configz',
        'healthz',
        'pods',
        'spec',
        'checkpoint',
        'statusz',
      ].map((name) => `nodes/${name}`),
      verbs: ['*'],
    },
  ],
};

/** True for a rule with a wildcard that a default role has by itself. */
export function isShippedWildcard(role: AnyRole, rule: Rule): boolean {
  if (role.kind !== 'ClusterRole' || !Object.hasOwn(WILDCARDS, role.metadata.name)) return false;
  return covers(WILDCARDS[role.metadata.name] ?? [], [rule]);
}

/** Paths that Kubernetes shows to everybody, logged in or not. */
const PUBLIC_INFO: readonly Rule[] = [
  { nonResourceURLs: ['/healthz', '/livez', '/readyz', '/version', '/version/'], verbs: ['get'] },
];
/** By which others check tokens of ServiceAccounts: the address of the issuer and its public keys. */
const ISSUER: readonly Rule[] = [
  {
    nonResourceURLs: [
      '/.well-known/openid-configuration',
      '/.well-known/openid-configuration/',
      '/openid/v1/jwks',
      '/openid/v1/jwks/',
    ],
    verbs: ['get'],
  },
];
/** What is public by its nature: health, version, and by what tokens are checked. */
export const PUBLIC_RULES: readonly Rule[] = [...PUBLIC_INFO, ...ISSUER];
const PUBLIC_ROLES: ReadonlySet<string> = new Set([
  'system:public-info-viewer',
  'system:service-account-issuer-discovery',
]);
/** kubeadm publishes the address and the CA of the cluster to nodes that are about to join. */
const CLUSTER_INFO: readonly Rule[] = [
  { apiGroups: [''], resources: ['configmaps'], resourceNames: ['cluster-info'], verbs: ['get'] },
];

/** The rules that a default binding may give to anonymous requests; `undefined`: none are expected of this binding. */
export function expectedForAnonymous({ kind, metadata, roleRef }: AnyBinding): readonly Rule[] | undefined {
  if (kind === 'ClusterRoleBinding' && metadata.name === 'system:public-info-viewer' && roleRef.name === metadata.name)
    return PUBLIC_INFO;
  const isClusterInfo =
    kind === 'RoleBinding' &&
    metadata.namespace === 'kube-public' &&
    metadata.name === 'kubeadm:bootstrap-signer-clusterinfo' &&
    roleRef.name === metadata.name;
  return isClusterInfo ? CLUSTER_INFO : undefined;
}

/** Whether a role gives nothing but what is public by its nature. `rules`: where they are known; else its name counts. */
export function isPublicByNature({ roleRef }: AnyBinding, rules: readonly Rule[] | undefined): boolean {
  if (rules === undefined) return roleRef.kind === 'ClusterRole' && PUBLIC_ROLES.has(roleRef.name);
  return covers(PUBLIC_RULES, rules);
}

/** By its name a binding by which clusters older than 1.14 gave roles to anonymous requests; an upgrade leaves it as it was. */
export function isLegacyForAnonymous({ kind, metadata, roleRef }: AnyBinding): boolean {
  const names = ['system:discovery', 'system:basic-user'];
  return kind === 'ClusterRoleBinding' && names.includes(metadata.name) && roleRef.name === metadata.name;
}

const EXPECTED_ADMINISTRATORS: ReadonlySet<string> = new Set(['Group:system:masters', 'Group:kubeadm:cluster-admins']);

/** The groups that a cluster is installed with: the break-glass group, and that of kubeadm's administrators. */
export function isExpectedAdministrator(subject: Subject): boolean {
  return EXPECTED_ADMINISTRATORS.has(subjectKey(subject));
}

/** Users and groups that only the cluster's own certificates and tokens bear. */
const CONTROL_PLANE = /^system:(kube-.+|masters|monitoring|nodes?|node:.+|bootstrappers(:.+)?)$/;

export function isControlPlane({ kind, name }: Subject): boolean {
  return kind !== 'ServiceAccount' && CONTROL_PLANE.test(name);
}

/** Made and kept by the API server at its start. */
export function isBootstrapBinding({ metadata }: AnyBinding): boolean {
  return (
    metadata.labels?.['kubernetes.io/bootstrapping'] === 'rbac-defaults' &&
    (metadata.name.startsWith('system:') || metadata.name === 'cluster-admin')
  );
}
