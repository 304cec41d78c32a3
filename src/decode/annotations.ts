import { keptNodeArgs, NODE_ARGS } from './node-args.ts';

/** The annotations that may pass a decoder. Any other may carry unencrypted values and is dropped. */

const KEPT: ReadonlySet<string> = new Set([
  'addonmanager.kubernetes.io/mode',
  'argocd.argoproj.io/tracking-id',
  'azure.workload.identity/client-id',
  'configmanagement.gke.io/managed',
  'eks.amazonaws.com/role-arn',
  'fleet.cattle.io/bundle-id',
  'haproxy-ingress.github.io/ssl-passthrough',
  'haproxy.org/ssl-passthrough',
  'iam.gke.io/gcp-service-account',
  'ingressclass.kubernetes.io/is-default-class',
  'kubernetes.io/config.mirror',
  'kubernetes.io/config.source',
  'kubernetes.io/enforce-mountable-secrets',
  'kubernetes.io/service-account.name',
  'kubernetes.io/service-account.uid',
  'meta.helm.sh/release-name',
  'meta.helm.sh/release-namespace',
  'networking.gke.io/load-balancer-type',
  'nginx.ingress.kubernetes.io/force-ssl-redirect',
  'nginx.ingress.kubernetes.io/ssl-passthrough',
  'nginx.org/redirect-to-https',
  'objectset.rio.cattle.io/owner-name',
  'openshift.io/sa.scc.uid-range',
  'openshift.io/scc',
  'rbac.authorization.kubernetes.io/autoupdate',
  'seccomp.security.alpha.kubernetes.io/pod',
  'service.beta.kubernetes.io/aws-load-balancer-internal',
  'service.beta.kubernetes.io/aws-load-balancer-scheme',
  'service.beta.kubernetes.io/azure-load-balancer-internal',
  'tailscale.com/http-endpoint',
]);

/** One annotation for each container. */
const KEPT_PREFIXES: readonly string[] = [
  'container.apparmor.security.beta.kubernetes.io/',
  'container.seccomp.security.alpha.kubernetes.io/',
];

export function isKeptAnnotation(key: string): boolean {
  return KEPT.has(key) || KEPT_PREFIXES.some((prefix) => key.startsWith(prefix));
}

/** Kept where they say one of these words; else only that they are there passes. */
const WORDS: ReadonlyMap<string, RegExp> = new Map([
  ['alb.ingress.kubernetes.io/auth-type', /^(none|oidc|cognito)$/],
  ['cloud.google.com/load-balancer-type', /^internal$/i],
  [
    'config.linkerd.io/default-inbound-policy',
    /^(all-unauthenticated|all-authenticated|cluster-unauthenticated|cluster-authenticated|deny|audit)$/,
  ],
  ['haproxy.org/auth-type', /^basic-auth$/],
  ['istio.io/dataplane-mode', /^(ambient|none)$/],
  ['linkerd.io/inject', /^(enabled|disabled|ingress)$/],
  ['load-balancer.hetzner.cloud/disable-public-network', /^(true|false)$/],
  ['nginx.ingress.kubernetes.io/auth-type', /^(basic|digest)$/],
  ['service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type', /^(internet|intranet)$/],
  ['service.beta.kubernetes.io/oci-load-balancer-internal', /^(true|false)$/],
  ['service.beta.kubernetes.io/openstack-internal-load-balancer', /^(true|false)$/],
  ['service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type', /^(private|public)$/],
  // Blocks of addresses, as loadBalancerSourceRanges has them.
  ['service.beta.kubernetes.io/azure-allowed-ip-ranges', /^[0-9a-f.:/, ]+$/i],
  ['service.beta.kubernetes.io/load-balancer-source-ranges', /^[0-9a-f.:/, ]+$/i],
]);

/** Only that they are there passes: what they say may be anything. */
const NAMED =
  /^((nginx\.(ingress\.kubernetes\.io|org)|haproxy\.org)\/[a-z-]*snippets?|haproxy-ingress\.github\.io\/config-[a-z-]+|nginx\.ingress\.kubernetes\.io\/auth-(url|tls-secret))$/;

function isLookedAt(key: string): boolean {
  return isKeptAnnotation(key) || WORDS.has(key) || NAMED.test(key) || NODE_ARGS.includes(key);
}

/** `undefined` when nothing is left. */
export function keptAnnotations(annotations: unknown): Record<string, string> | undefined {
  if (typeof annotations !== 'object' || annotations === null) return undefined;
  let kept: Record<string, string> | undefined;
  for (const [key, value] of Object.entries(annotations)) {
    if (typeof value !== 'string' || !isLookedAt(key)) continue;
    kept ??= {};
    kept[key] = keptOf(key, value);
  }
  return kept;
}

function keptOf(key: string, value: string): string {
  if (NODE_ARGS.includes(key)) return keptNodeArgs(value);
  return isKeptAnnotation(key) || WORDS.get(key)?.test(value) === true ? value : '';
}

const KUBERNETES_KEY = /(^|\.)(kubernetes|k8s)\.io\//;

/** Whether there are some that nobody keeps: a change that takes the object away takes them with it for good. */
export function hasUnkeptAnnotations(annotations: unknown): boolean {
  if (typeof annotations !== 'object' || annotations === null) return false;
  return Object.entries(annotations).some(
    ([key, value]) => !isKeptAnnotation(key) && !KUBERNETES_KEY.test(key) && !/^(|true|false)$/.test(String(value)),
  );
}
