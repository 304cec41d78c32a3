/** What the webhook of Istio adds to each pod of a namespace with its label. */
import type { Json, Members } from './make.ts';

const IMAGE = 'docker.io/istio/proxyv2:1.28.1';

const SECURITY: Members = {
  allowPrivilegeEscalation: false,
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsGroup: 1337,
  runAsNonRoot: true,
  runAsUser: 1337,
  capabilities: { drop: ['ALL'] },
};
/** With the CNI plugin of the mesh no pod sets up its own redirection: this one only looks whether it works. */
const VALIDATION: Members = {
  name: 'istio-validation',
  image: IMAGE,
  args: ['istio-iptables', '--run-validation', '--skip-rule-apply'],
  securityContext: SECURITY,
};
const PROXY: Members = {
  name: 'istio-proxy',
  image: IMAGE,
  args: ['proxy', 'sidecar'],
  restartPolicy: 'Always',
  securityContext: SECURITY,
};

export function injected(spec: Members): Members {
  const own = (spec.initContainers ?? []) as readonly Json[];
  return { ...spec, initContainers: [VALIDATION, PROXY, ...own] };
}

type Container = Members & { readonly env?: readonly Json[] };

/** What the webhook of EKS adds to pods whose account names a role. */
export function withRole(spec: Members, role: string | undefined): Members {
  if (role === undefined) return spec;
  const added = [
    { name: 'AWS_ROLE_ARN', value: role },
    { name: 'AWS_WEB_IDENTITY_TOKEN_FILE', value: '/var/run/secrets/eks.amazonaws.com/serviceaccount/token' },
  ];
  const containers = (spec.containers as readonly Container[]).map((each) => ({
    ...each,
    env: [...(each.env ?? []), ...added],
  }));
  return { ...spec, containers };
}
