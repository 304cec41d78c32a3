/** What every API server of Kubernetes 1.37 serves, for manifests that no server is there to ask about. */
import type { ApiResource } from '../../plugin-api/index.ts';

export const BUILT_IN_VERSION = '1.37';

const ALL = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const CHANGE = ['get', 'patch', 'update'];

/** Resources with their subresources; `~` marks those without a namespace. Versions differ in none of this. */
const GROUPS: Readonly<Record<string, string>> = {
  '': `bindings ~componentstatuses configmaps endpoints events limitranges ~namespaces/finalize,status
    ~nodes/proxy,status persistentvolumeclaims/status ~persistentvolumes/status
    pods/attach,binding,ephemeralcontainers,eviction,exec,log,portforward,proxy,resize,status podtemplates
    replicationcontrollers/scale,status resourcequotas/status secrets serviceaccounts/token services/proxy,status`,
  'admissionregistration.k8s.io': `~mutatingadmissionpolicies ~mutatingadmissionpolicybindings
    ~mutatingwebhookconfigurations ~validatingadmissionpolicies/status ~validatingadmissionpolicybindings
    ~validatingwebhookconfigurations`,
  'apiextensions.k8s.io': '~customresourcedefinitions/status',
  'apiregistration.k8s.io': '~apiservices/status',
  apps: `controllerrevisions daemonsets/status deployments/scale,status replicasets/scale,status
    statefulsets/scale,status`,
  'authentication.k8s.io': '~selfsubjectreviews ~tokenreviews',
  'authorization.k8s.io': `localsubjectaccessreviews ~selfsubjectaccessreviews ~selfsubjectrulesreviews
    ~subjectaccessreviews`,
  autoscaling: 'horizontalpodautoscalers/status',
  batch: 'cronjobs/status jobs/status',
  'certificates.k8s.io':
    '~certificatesigningrequests/approval,status ~clustertrustbundles podcertificaterequests/status',
  'coordination.k8s.io': 'leases',
  'discovery.k8s.io': 'endpointslices',
  'events.k8s.io': 'events',
  'flowcontrol.apiserver.k8s.io': '~flowschemas/status ~prioritylevelconfigurations/status',
  'networking.k8s.io': `~ingressclasses ingresses/status ~ipaddresses networkpolicies ~servicecidrs/status`,
  'node.k8s.io': '~runtimeclasses',
  policy: 'poddisruptionbudgets/status',
  'rbac.authorization.k8s.io': '~clusterrolebindings ~clusterroles rolebindings roles',
  'resource.k8s.io': `~deviceclasses ~devicetaintrules/status resourceclaims/status resourceclaimtemplates
    ~resourceslices`,
  'scheduling.k8s.io': '~priorityclasses',
  'storage.k8s.io': `~csidrivers ~csinodes/status csistoragecapacities ~storageclasses ~volumeattachments/status
    ~volumeattributesclasses`,
  'storagemigration.k8s.io': '~storageversionmigrations/status',
};

/** Verbs that are not all eight. */
const VERBS: Readonly<Record<string, readonly string[]>> = {
  bindings: ['create'],
  componentstatuses: ['get', 'list'],
  localsubjectaccessreviews: ['create'],
  namespaces: ALL.filter((verb) => verb !== 'deletecollection'),
  selfsubjectaccessreviews: ['create'],
  selfsubjectreviews: ['create'],
  selfsubjectrulesreviews: ['create'],
  subjectaccessreviews: ['create'],
  tokenreviews: ['create'],
};

/** Verbs of subresources that are not read and changed. */
const SUB_VERBS: Readonly<Record<string, readonly string[]>> = {
  attach: ['create', 'get'],
  binding: ['create'],
  eviction: ['create'],
  exec: ['create', 'get'],
  finalize: ['update'],
  log: ['get'],
  portforward: ['create', 'get'],
  proxy: ['create', 'delete', 'get', 'patch', 'update'],
  token: ['create'],
};

/** As aggregated discovery would give it, with one version for each group. */
export const BUILT_IN_RESOURCES: readonly ApiResource[] = Object.entries(GROUPS).flatMap(([group, resources]) =>
  resources.split(/\s+/).map((text) => builtIn(group, text)),
);

function builtIn(group: string, text: string): ApiResource {
  const [marked = '', subresources = ''] = text.split('/');
  const resource = marked.replace('~', '');
  return {
    group,
    version: 'v1',
    resource,
    kind: '',
    namespaced: !marked.startsWith('~'),
    verbs: VERBS[resource] ?? ALL,
    subresources: subresources
      .split(',')
      .filter((name) => name !== '')
      .map((name) => ({ name, verbs: SUB_VERBS[name] ?? CHANGE })),
  };
}

const GROUP_NAMES: ReadonlySet<string> = new Set([
  ...Object.keys(GROUPS),
  'extensions',
  'internal.apiserver.k8s.io',
  'metrics.k8s.io',
]);

/** Groups of Kubernetes itself: their resources know no verbs but those that are served, and a few that are known. */
export function isBuiltInGroup(group: string): boolean {
  return GROUP_NAMES.has(group);
}
