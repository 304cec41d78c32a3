/** Whether a load balancer is for everybody, and what answers behind it. */
import { type KindMap, network, platform } from 'kubectl-harden/plugin-api';

type Service = KindMap['Service'];

const SCHEME = 'service.beta.kubernetes.io/aws-load-balancer-scheme';

const INTERNAL: readonly (readonly [annotation: string, value: RegExp])[] = [
  ['cloud.google.com/load-balancer-type', /^internal$/i],
  ['load-balancer.hetzner.cloud/disable-public-network', /^true$/],
  ['networking.gke.io/load-balancer-type', /^internal$/i],
  ['service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type', /^intranet$/],
  ['service.beta.kubernetes.io/aws-load-balancer-internal', /^(true|0\.0\.0\.0\/0)$/],
  [SCHEME, /^internal$/],
  ['service.beta.kubernetes.io/azure-load-balancer-internal', /^true$/],
  ['service.beta.kubernetes.io/oci-load-balancer-internal', /^true$/],
  ['service.beta.kubernetes.io/openstack-internal-load-balancer', /^true$/],
  ['service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type', /^private$/],
];
const INTERNAL_CLASSES: readonly string[] = ['networking.gke.io/l4-regional-internal', 'tailscale'];
/** Internal unless the Service asks for the other scheme (AWS Load Balancer Controller, EKS Auto Mode). */
const INTERNAL_BY_DEFAULT: readonly string[] = ['service.k8s.aws/nlb', 'eks.amazonaws.com/nlb'];

export function isInternal({ metadata, spec }: Service): boolean {
  const isSaid = INTERNAL.some(([key, value]) => value.test(metadata.annotations?.[key] ?? ''));
  const name = spec?.loadBalancerClass ?? '';
  const isByDefault = INTERNAL_BY_DEFAULT.includes(name) && metadata.annotations?.[SCHEME] === undefined;
  return isSaid || isByDefault || INTERNAL_CLASSES.includes(name);
}

/** Where it was given addresses, and none of them is one that the internet routes. */
export function isPrivateOnly({ status }: Service): boolean {
  const given = status?.loadBalancer?.ingress ?? [];
  return given.length > 0 && given.every(({ ip }) => ip !== undefined && network.isPrivateAddress(ip));
}

/** By annotations of cloud providers, where the field is empty. */
const RANGES = [
  'service.beta.kubernetes.io/load-balancer-source-ranges',
  'service.beta.kubernetes.io/azure-allowed-ip-ranges',
] as const;

export function rangesOf({ metadata, spec }: Service): readonly string[] {
  const given = spec?.loadBalancerSourceRanges ?? [];
  const annotated = RANGES.flatMap((key) => rangesIn(metadata.annotations?.[key] ?? ''));
  return (given.length > 0 ? given : annotated).map((range) => range.trim()).filter((range) => range !== '');
}

/** Ranges that leave nobody out are none. */
export function isOpenToAll(service: Service): boolean {
  const ranges = rangesOf(service);
  return ranges.length === 0 || network.coverEveryAddress(ranges.map((cidr) => ({ cidr })));
}

/** The ingress or gateway controller that is behind it: made for everybody, and narrowed by its routes. */
export function servesOthers(
  { spec }: Service,
  pods: network.SelectedPods,
  rows: readonly platform.PlatformComponent[],
): string | undefined {
  const selector = spec?.selector ?? {};
  if (Object.keys(selector).length === 0) return undefined;
  const behind = pods.by({ matchLabels: selector });
  const names = behind.map((workload) => platform.componentOf(workload, rows)?.name ?? '');
  return names.length > 0 && names.every((name) => CONTROLLERS.includes(name)) ? names[0] : undefined;
}

const CONTROLLERS: readonly string[] = [
  'ingress-nginx',
  'Traefik',
  'NGINX Gateway Fabric',
  'NGINX Ingress Controller',
  'Contour',
  'Envoy Gateway',
  'Istio',
];

export function rangesIn(text: string): readonly string[] {
  return text.split(',').map((part) => part.trim());
}

export function checkRanges(text: string): string | undefined {
  const ranges = rangesIn(text);
  const wrong = ranges.find((range) => !range.includes('/') || !network.isBlock(range));
  if (wrong !== undefined) return `${JSON.stringify(wrong)} is no block of addresses such as 198.51.100.0/24.`;
  return network.coverEveryAddress(ranges.map((cidr) => ({ cidr }))) ? 'That is every address.' : undefined;
}
