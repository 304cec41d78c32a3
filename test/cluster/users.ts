/** Who may ask a test cluster what: a token for each user, and the rights that they start with. */
import { randomBytes } from 'node:crypto';

const RBAC = 'rbac.authorization.k8s.io';

/**
 * `admin` may do anything, `viewer` may read everything but Secrets, the rest may do nothing until a test grants it
 * something. Groups equal what is listed; the server adds system:authenticated.
 */
export const USERS = {
  admin: ['system:masters'],
  viewer: ['viewers'],
  denied: [],
  'team-a': ['team-a', 'teams'],
  'team-b': ['team-b', 'teams'],
} as const satisfies Record<string, readonly string[]>;

export type User = keyof typeof USERS;
export type Tokens = Readonly<Record<User, string>>;

export function newTokens(): Tokens {
  const names = Object.keys(USERS) as User[];
  return Object.fromEntries(names.map((name) => [name, randomBytes(16).toString('hex')])) as Record<User, string>;
}

/** The API server's token file: token, name, uid, groups. */
export function tokenFile(tokens: Tokens): string {
  const lines = Object.entries(USERS).map(([name, groups]) => {
    return `${tokens[name as User]},${name},uid-${name},"${groups.join(',')}"\n`;
  });
  return lines.join('');
}

function readable(group: string, resources: readonly string[]) {
  return { apiGroups: [group], resources, verbs: ['get', 'list', 'watch'] };
}

/** Objects that give `viewer` its rights. */
export const VIEWER_RIGHTS = [
  {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRole',
    metadata: { name: 'harden-test-viewer' },
    rules: [
      readable('', [
        ...['configmaps', 'events', 'namespaces', 'nodes', 'persistentvolumeclaims', 'pods', 'podtemplates'],
        ...['replicationcontrollers', 'serviceaccounts', 'services'],
      ]),
      readable('apps', ['controllerrevisions', 'daemonsets', 'deployments', 'replicasets', 'statefulsets']),
      readable('batch', ['cronjobs', 'jobs']),
      readable('networking.k8s.io', ['ingresses', 'ingressclasses', 'networkpolicies']),
      readable(RBAC, ['clusterrolebindings', 'clusterroles', 'rolebindings', 'roles']),
    ],
  },
  {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: 'harden-test-viewer' },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'harden-test-viewer' },
    subjects: [{ apiGroup: RBAC, kind: 'Group', name: 'viewers' }],
  },
] as const;
