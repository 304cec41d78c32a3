/** Rights that authorizers are asked for although no API serves such a resource or verb: discovery does not list them. */
import type { ApiResource } from '../../plugin-api/index.ts';
import { coversAtom } from './cover.ts';
import type { Atom, Rule } from './types.ts';

interface VirtualRight {
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Asked in a namespace; otherwise only cluster-wide grants count. */
  readonly isNamespaced: boolean;
}

function right(
  group: string,
  resources: readonly string[],
  verbs: readonly string[],
  isNamespaced = false,
): VirtualRight {
  return { group, resources, verbs, isNamespaced };
}

const AUTHENTICATION = 'authentication.k8s.io';
const HTTP_VERBS = ['create', 'delete', 'get', 'patch', 'update'];
const KUBELET = ['checkpoint', 'configz', 'healthz', 'log', 'metrics', 'pods', 'spec', 'stats', 'statusz'];

/** As of Kubernetes 1.37, without what single resources of other APIs ask for. */
export const VIRTUAL: readonly VirtualRight[] = [
  right('rbac.authorization.k8s.io', ['roles'], ['bind', 'escalate'], true),
  // A RoleBinding asks in its own namespace whether its ClusterRole may be bound.
  right('rbac.authorization.k8s.io', ['clusterroles'], ['bind'], true),
  right('rbac.authorization.k8s.io', ['clusterroles'], ['escalate']),
  right('', ['serviceaccounts'], ['impersonate'], true),
  right('', ['users', 'groups'], ['impersonate']),
  right(AUTHENTICATION, ['uids', 'userextras'], ['impersonate']),
  right(AUTHENTICATION, ['users', 'groups', 'uids', 'userextras'], ['impersonate:user-info']),
  right(AUTHENTICATION, ['serviceaccounts'], ['impersonate:serviceaccount'], true),
  right(AUTHENTICATION, ['nodes'], ['impersonate:arbitrary-node', 'impersonate:associated-node']),
  right('certificates.k8s.io', ['signers'], ['approve', 'attest', 'sign']),
  right('certificates.k8s.io', ['certificatesigningrequests/nodeclient'], ['create']),
  right('certificates.k8s.io', ['certificatesigningrequests/selfnodeclient'], ['create']),
  right(
    '',
    KUBELET.map((name) => `nodes/${name}`),
    HTTP_VERBS,
  ),
  right('resource.k8s.io', ['resourceclaims/binding'], ['patch', 'update'], true),
  right('resource.k8s.io', ['resourceclaims/driver'], ['arbitrary-node:patch', 'arbitrary-node:update'], true),
  right('resource.k8s.io', ['resourceclaims/driver'], ['associated-node:patch', 'associated-node:update'], true),
  right('security.openshift.io', ['securitycontextconstraints'], ['use'], true),
];

export function virtualAtoms(isNamespaced: boolean): readonly Atom[] {
  return VIRTUAL.filter((each) => each.isNamespaced || !isNamespaced).flatMap(({ group, resources, verbs }) =>
    resources.flatMap((resource) => verbs.map((verb) => ({ verb, group, resource }))),
  );
}

/** `update` on the finalizers of what is served: the admission plugin OwnerReferencesPermissionEnforcement asks for it. */
export function finalizerAtoms(discovery: readonly ApiResource[], isNamespaced: boolean): readonly Atom[] {
  return discovery
    .filter((resource) => resource.namespaced || !isNamespaced)
    .map(({ group, resource }) => ({ verb: 'update', group, resource: `${resource}/finalizers` }));
}

/** Whoever may impersonate within limits needs `impersonate-on:...` verbs, which `*` includes, on what it then uses. */
export function mayImpersonateWithinLimits(rules: readonly Rule[]): boolean {
  const atoms = virtualAtoms(false).filter(({ verb }) => verb.startsWith('impersonate:'));
  return rules.some((rule) => atoms.some((atom) => coversAtom(rule, atom)));
}
