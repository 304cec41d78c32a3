/** Where pods ask for names: found from the DNS Service and from NodeLocal DNS, never assumed. */
import { objectName, refOf } from '../../kube/refs.ts';
import type { KindMap, Workload } from '../../plugin-api/index.ts';
import type { EgressRule, Peer, Policy, Port } from './types.ts';

type Service = KindMap['Service'];

/** Namespaces in which the distributions run their DNS. */
export const DNS_NAMESPACES = ['kube-system', 'openshift-dns'] as const;
const DNS_PORT = 53;
const NAMESPACE_LABEL = 'kubernetes.io/metadata.name';

export interface DnsServer {
  /** For sentences: `Service kube-system/kube-dns`. */
  readonly label: string;
  readonly rule: EgressRule;
}

/** The cluster's DNS Services: `k8s-app: kube-dns` in kube-system, `dns-default` on OpenShift. */
export function dnsServers(services: readonly Service[]): readonly DnsServer[] {
  return services.filter(isDnsService).map((service) => ({
    label: objectName(refOf(service)),
    rule: dnsRule(service.metadata.namespace ?? '', service.spec?.selector ?? {}, dnsPorts(service)),
  }));
}

/** To pods of one namespace by their labels, on these ports. */
export function dnsRule(
  namespace: string,
  labels: Readonly<Record<string, string>>,
  ports: readonly Port[],
): EgressRule {
  const namespaceSelector = { matchLabels: { [NAMESPACE_LABEL]: namespace } };
  return { to: [{ namespaceSelector, podSelector: { matchLabels: { ...labels } } }], ports };
}

function isDnsService({ metadata, spec }: Service): boolean {
  const hasPods = Object.keys(spec?.selector ?? {}).length > 0;
  if (!hasPods || !(spec?.ports ?? []).some(({ port }) => port === DNS_PORT)) return false;
  if (metadata.namespace === 'openshift-dns') return metadata.name === 'dns-default';
  if (metadata.namespace !== 'kube-system') return false;
  return metadata.labels?.['k8s-app'] === 'kube-dns' || metadata.name === 'kube-dns';
}

/** Policies are judged after the Service was translated: the port of the pod counts, not that of the Service. */
function dnsPorts({ spec }: Service): readonly Port[] {
  return (spec?.ports ?? [])
    .filter((port) => port.port === DNS_PORT)
    .map((port) => ({ protocol: port.protocol ?? 'TCP', port: port.targetPort ?? port.port }));
}

export interface NodeLocalDns {
  readonly servers: readonly DnsServer[];
  /** It runs, and its arguments do not tell where it answers. */
  readonly withoutAddress: readonly Workload[];
}

/** NodeLocal DNS answers on addresses of the node itself, which no pod selector reaches. */
export function nodeLocalDns(workloads: readonly Workload[]): NodeLocalDns {
  const found = workloads
    .filter(isNodeLocal)
    .map((workload) => ({ workload, addresses: workload.containers.flatMap(localAddresses) }));
  return {
    servers: found.flatMap(({ addresses }) => (addresses.length === 0 ? [] : [nodeLocalServer(addresses)])),
    withoutAddress: found.filter(({ addresses }) => addresses.length === 0).map(({ workload }) => workload),
  };
}

function nodeLocalServer(addresses: readonly string[]): DnsServer {
  const to = addresses.map(
    (address): Peer => ({ ipBlock: { cidr: `${address}/${address.includes(':') ? 128 : 32}` } }),
  );
  const ports: readonly Port[] = [
    { protocol: 'UDP', port: DNS_PORT },
    { protocol: 'TCP', port: DNS_PORT },
  ];
  return { label: `NodeLocal DNS at ${addresses.join(', ')}`, rule: { to, ports } };
}

function isNodeLocal({ ref, podLabels, pod }: Workload): boolean {
  const isNamed = ref.name === 'node-local-dns' || podLabels['k8s-app'] === 'node-local-dns';
  return ref.namespace === 'kube-system' && isNamed && pod.hostNetwork === true;
}

const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:]*)$/;

/** The comma list after `-localip`, however the flag is written. */
function localAddresses({ spec }: Workload['containers'][number]): readonly string[] {
  const args = [...(spec.command ?? []), ...(spec.args ?? [])];
  const values = args.flatMap((arg, index) => {
    const match = /^--?localip(?:=(.*))?$/.exec(arg);
    if (match === null) return [];
    return [match[1] ?? args[index + 1] ?? ''];
  });
  return values.flatMap((value) => value.split(',')).filter((address) => ADDRESS.test(address));
}

/** Lets every pod of the namespace ask these servers; equal rules are written once. */
export function allowDns(namespace: string, servers: readonly DnsServer[]): Policy {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'harden-allow-dns', namespace },
    spec: { podSelector: {}, policyTypes: ['Egress'], egress: servers.map(({ rule }) => rule) },
  };
}

export function denyAll(namespace: string, direction: 'Ingress' | 'Egress'): Policy {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `harden-default-deny-${direction.toLowerCase()}`, namespace },
    spec: { podSelector: {}, policyTypes: [direction] },
  };
}
