/** Whether a load balancer is for everybody, and what answers behind it. */
import { type KindMap, network, platform } from 'kubectl-harden/plugin-api';

type Service = KindMap['Service'];

const INTERNAL: readonly (readonly [annotation: string, value: RegExp])[] = [
  ['service.beta.kubernetes.io/aws-load-balancer-internal', /^(true|0\.0\.0\.0\/0)$/],
  ['service.beta.kubernetes.io/aws-load-balancer-scheme', /^internal$/],
  ['service.beta.kubernetes.io/azure-load-balancer-internal', /^true$/],
  ['networking.gke.io/load-balancer-type', /^internal$/i],
];
const INTERNAL_CLASSES: readonly string[] = ['networking.gke.io/l4-regional-internal', 'tailscale'];

export function isInternal({ metadata, spec }: Service): boolean {
  const isSaid = INTERNAL.some(([key, value]) => value.test(metadata.annotations?.[key] ?? ''));
  return isSaid || INTERNAL_CLASSES.includes(spec?.loadBalancerClass ?? '');
}

/** Ranges that leave nobody out are none. */
export function isOpenToAll({ spec }: Service): boolean {
  const ranges = spec?.loadBalancerSourceRanges ?? [];
  return ranges.length === 0 || network.coverEveryAddress(ranges.map((cidr) => ({ cidr: cidr.trim() })));
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
