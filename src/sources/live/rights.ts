/** What a live source asks of the API server, as rules of RBAC: beside the kinds that checks read. */
import type { EvidenceKind } from '../../plugin-api/index.ts';

export type Rule =
  | {
      readonly apiGroups: readonly string[];
      readonly resources: readonly string[];
      readonly resourceNames?: readonly string[];
      readonly verbs: readonly string[];
    }
  | { readonly nonResourceURLs: readonly string[]; readonly verbs: readonly string[] };

const get = (...paths: readonly string[]): Rule => ({ nonResourceURLs: paths, verbs: ['get'] });
const review = (group: string, resource: string): Rule => ({
  apiGroups: [group],
  resources: [resource],
  verbs: ['create'],
});

/** Who the caller is, which cluster it is, and where to look when not everything may be listed. */
export const CONNECT_RULES: readonly Rule[] = [
  get('/version'),
  review('authentication.k8s.io', 'selfsubjectreviews'),
  review('authorization.k8s.io', 'selfsubjectrulesreviews'),
  { apiGroups: [''], resources: ['namespaces'], resourceNames: ['kube-system'], verbs: ['get'] },
];

/** Whether a custom resource is served, and in which version. */
export const DISCOVERY_RULES: readonly Rule[] = [get('/api', '/api/*', '/apis', '/apis/*')];

/** What may be changed is asked before it is offered. */
export const ACCESS_RULES: readonly Rule[] = [review('authorization.k8s.io', 'selfsubjectaccessreviews')];

/** Narrowed rules are asked of the authorizers for a user whom nobody can be, before they are written. */
export const TRIAL_RULES: readonly Rule[] = [review('authorization.k8s.io', 'subjectaccessreviews')];

export const EVIDENCE_RULES: Readonly<Record<EvidenceKind, readonly Rule[]>> = {
  ServerVersion: [get('/version')],
  Identity: [review('authentication.k8s.io', 'selfsubjectreviews')],
  ServerFlags: [get('/flagz')],
  Metrics: [get('/metrics')],
  Discovery: DISCOVERY_RULES,
  // Nobody's requests, and what is on this machine, take no right.
  AnonymousAccess: [],
  Endpoint: [],
  ServerTls: [],
  CredentialFacts: [],
  AuditPolicy: [],
  AuditLog: [],
  ImageScans: [],
  ControlPlaneRecords: [
    {
      apiGroups: [''],
      resources: ['configmaps'],
      resourceNames: ['kubeadm-config', 'kubelet-config', 'kube-proxy'],
      verbs: ['get'],
    },
  ],
  // Only with --kubelet, and it is as much as running commands in every pod: no role that is printed has it.
  KubeletConfigs: [],
  // Each template of Gatekeeper makes a kind of its own there.
  GatekeeperConstraints: [{ apiGroups: ['constraints.gatekeeper.sh'], resources: ['*'], verbs: ['list'] }],
  Today: [],
};
