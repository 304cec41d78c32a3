/** What rights lead further than what they name: to other accounts, to Secrets, to nodes, to everything. */

export type CapabilityId =
  | 'secrets-read'
  | 'secrets-write'
  | 'workload-create'
  | 'pod-exec'
  | 'pod-connect-get'
  | 'pod-forward'
  | 'pod-proxy'
  | 'pod-debug'
  | 'role-write'
  | 'binding-write'
  | 'escalate'
  | 'bind'
  | 'impersonate'
  | 'impersonate-account'
  | 'impersonate-limited'
  | 'nodes-proxy'
  | 'nodes-log'
  | 'token-create'
  | 'csr-create'
  | 'csr-approval'
  | 'csr-approve'
  | 'csr-sign'
  | 'csr-status'
  | 'trust-attest'
  | 'webhook-write'
  | 'policy-write'
  | 'api-write'
  | 'volume-create'
  | 'node-write'
  | 'node-status'
  | 'namespace-patch'
  | 'configmap-write';

/** Rights on resources of one group, each with a subresource where it is about one: `pods/exec`. */
export interface Spot {
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

export interface Capability {
  readonly id: CapabilityId;
  /** Only cluster-wide grants count: what it names has no namespace. */
  readonly isClusterScoped: boolean;
  readonly spots: readonly Spot[];
}

const RBAC = 'rbac.authorization.k8s.io';
const CERTIFICATES = 'certificates.k8s.io';
const AUTHENTICATION = 'authentication.k8s.io';
const WRITE = ['create', 'patch', 'update'];
const CHANGE = ['patch', 'update'];
/** Whoever deletes a control has switched it off. */
const REMOVE = ['delete', 'deletecollection'];

function spot(group: string, resources: readonly string[], verbs: readonly string[]): Spot {
  return { group, resources, verbs };
}
function everywhere(id: CapabilityId, ...spots: readonly Spot[]): Capability {
  return { id, isClusterScoped: true, spots };
}
function anywhere(id: CapabilityId, ...spots: readonly Spot[]): Capability {
  return { id, isClusterScoped: false, spots };
}

/** As of Kubernetes 1.37. Controllers of others make pods out of what is written in the groups of `PODS_OF_OTHERS`. */
const PODS_OF_OTHERS: readonly Spot[] = [
  spot(
    'argoproj.io',
    ['clusterworkflowtemplates', 'cronworkflows', 'rollouts', 'workflows', 'workflowtemplates'],
    WRITE,
  ),
  spot('kubevirt.io', ['virtualmachineinstances', 'virtualmachines'], WRITE),
  spot('ray.io', ['rayclusters', 'rayjobs', 'rayservices'], WRITE),
  spot('serving.knative.dev', ['configurations', 'services'], WRITE),
  spot('sparkoperator.k8s.io', ['scheduledsparkapplications', 'sparkapplications'], WRITE),
  spot('tekton.dev', ['pipelineruns', 'pipelines', 'taskruns', 'tasks'], WRITE),
];

export const CAPABILITIES: readonly Capability[] = [
  // The answer to a patch holds the whole Secret, that to a deletion of many all of them, dry runs as well.
  anywhere('secrets-read', spot('', ['secrets'], ['deletecollection', 'get', 'list', 'patch', 'watch'])),
  anywhere('secrets-write', spot('', ['secrets'], WRITE)),
  anywhere(
    'workload-create',
    spot('', ['pods', 'replicationcontrollers'], WRITE),
    spot('apps', ['daemonsets', 'deployments', 'replicasets', 'statefulsets'], WRITE),
    spot('batch', ['cronjobs', 'jobs'], WRITE),
    ...PODS_OF_OTHERS,
  ),
  anywhere('pod-exec', spot('', ['pods/attach', 'pods/exec'], ['create'])),
  // A websocket by GET: enough before 1.35, and nothing without create since.
  anywhere('pod-connect-get', spot('', ['pods/attach', 'pods/exec', 'pods/portforward'], ['get'])),
  anywhere('pod-forward', spot('', ['pods/portforward'], ['create'])),
  anywhere('pod-proxy', spot('', ['pods/proxy', 'services/proxy'], ['create', 'delete', 'get', 'patch', 'update'])),
  anywhere('pod-debug', spot('', ['pods/ephemeralcontainers'], CHANGE)),
  anywhere('role-write', spot(RBAC, ['clusterroles', 'roles'], WRITE)),
  anywhere('binding-write', spot(RBAC, ['clusterrolebindings', 'rolebindings'], WRITE)),
  anywhere('escalate', spot(RBAC, ['clusterroles', 'roles'], ['escalate'])),
  anywhere('bind', spot(RBAC, ['clusterroles', 'roles'], ['bind'])),
  everywhere(
    'impersonate',
    spot('', ['groups', 'users'], ['impersonate']),
    spot(AUTHENTICATION, ['uids', 'userextras'], ['impersonate']),
  ),
  anywhere('impersonate-account', spot('', ['serviceaccounts'], ['impersonate'])),
  anywhere(
    'impersonate-limited',
    spot(AUTHENTICATION, ['groups', 'uids', 'userextras', 'users'], ['impersonate:user-info']),
    spot(AUTHENTICATION, ['serviceaccounts'], ['impersonate:serviceaccount']),
    spot(AUTHENTICATION, ['nodes'], ['impersonate:arbitrary-node', 'impersonate:associated-node']),
  ),
  everywhere('nodes-proxy', spot('', ['nodes/proxy'], ['create', 'delete', 'get', 'patch', 'update'])),
  everywhere('nodes-log', spot('', ['nodes/checkpoint', 'nodes/log'], ['create', 'get'])),
  anywhere('token-create', spot('', ['serviceaccounts/token'], ['create'])),
  everywhere('csr-create', spot(CERTIFICATES, ['certificatesigningrequests'], ['create'])),
  everywhere('csr-approval', spot(CERTIFICATES, ['certificatesigningrequests/approval'], CHANGE)),
  everywhere('csr-approve', spot(CERTIFICATES, ['signers'], ['approve'])),
  everywhere('csr-sign', spot(CERTIFICATES, ['signers'], ['sign'])),
  everywhere('csr-status', spot(CERTIFICATES, ['certificatesigningrequests/status'], CHANGE)),
  everywhere(
    'trust-attest',
    spot(CERTIFICATES, ['signers'], ['attest']),
    spot(CERTIFICATES, ['clustertrustbundles'], WRITE),
  ),
  everywhere(
    'webhook-write',
    spot(
      'admissionregistration.k8s.io',
      ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations'],
      [...WRITE, ...REMOVE],
    ),
  ),
  everywhere(
    'policy-write',
    spot(
      'admissionregistration.k8s.io',
      [
        'mutatingadmissionpolicies',
        'mutatingadmissionpolicybindings',
        'validatingadmissionpolicies',
        'validatingadmissionpolicybindings',
      ],
      [...WRITE, ...REMOVE],
    ),
  ),
  everywhere(
    'api-write',
    spot('apiregistration.k8s.io', ['apiservices'], WRITE),
    spot('apiextensions.k8s.io', ['customresourcedefinitions'], WRITE),
  ),
  everywhere('volume-create', spot('', ['persistentvolumes'], ['create'])),
  everywhere('node-write', spot('', ['nodes'], [...WRITE, ...REMOVE])),
  everywhere('node-status', spot('', ['nodes/status'], CHANGE)),
  // A request for one Namespace object counts as made in that namespace: a RoleBinding there is enough.
  anywhere('namespace-patch', spot('', ['namespaces'], CHANGE)),
  anywhere('configmap-write', spot('', ['configmaps'], [...WRITE, ...REMOVE])),
];

const BY_ID: ReadonlyMap<CapabilityId, Capability> = new Map(CAPABILITIES.map((each) => [each.id, each]));

export function capability(id: CapabilityId): Capability {
  const found = BY_ID.get(id);
  if (found === undefined) throw new RangeError(`no capability ${id}`);
  return found;
}
