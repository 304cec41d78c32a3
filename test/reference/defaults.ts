/** Roles and bindings that the API server makes by itself, those that people bind. */
import type { Manifest } from './make.ts';
import { binding, role } from './rights.ts';

const BOOTSTRAPPING = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };
const READ = 'get,list,watch';
const WORK = 'create,update,patch,delete';
const READABLE =
  'pods,services,configmaps,persistentvolumeclaims,deployments.apps,statefulsets.apps,daemonsets.apps,replicasets.apps,jobs.batch,cronjobs.batch,ingresses.networking.k8s.io,networkpolicies.networking.k8s.io';

/** Not among the manifests: whoever loads those has them already. */
export const DEFAULT_ROLES: readonly Manifest[] = [
  role('', 'cluster-admin', '*: *', '*: /*'),
  role(
    '',
    'admin',
    `${READ},${WORK}: ${READABLE},secrets,serviceaccounts`,
    `${READ},${WORK}: roles.rbac.authorization.k8s.io,rolebindings.rbac.authorization.k8s.io`,
    'create: pods/exec,serviceaccounts/token',
  ),
  role('', 'edit', `${READ},${WORK}: ${READABLE},secrets,serviceaccounts`, 'create: pods/exec,serviceaccounts/token'),
  role('', 'view', `${READ}: ${READABLE}`),
  binding('', 'cluster-admin', 'cluster-admin', 'group:system:masters'),
].map((each) => ({ ...each, metadata: { ...each.metadata, labels: BOOTSTRAPPING } }));
