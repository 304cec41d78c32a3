/** Services that show parts of the control plane, or interfaces of those who run it, to others. */
import {
  defineCheck,
  inferred,
  insideOnly,
  may,
  network,
  type Outcome,
  type Proposal,
  podTemplate,
  type SubjectOf,
  tables,
  unknown,
  type View,
  type Violation,
  type Workload,
} from 'kubectl-harden/plugin-api';

type Service = SubjectOf<'Service'>;
type Reads = View<(typeof READS)[number]>;

const READS = [may.fact(network.selectedPods)] as const;

/** Ports that these listen on by custom: what a program is, its image tells. */
const PORTS: ReadonlyMap<string, string> = new Map([
  ['2379', 'etcd'],
  ['2380', 'etcd'],
  ['10250', 'the kubelet'],
  ['10255', 'the kubelet'],
  ['10257', 'the controller manager'],
  ['10259', 'the scheduler'],
]);
const COMPONENTS: readonly string[] = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];

function judge(service: Service, view: Reads): Outcome {
  const way = wayOut(service.object);
  if (way === undefined) return [];
  const workloads = view.derive(network.selectedPods);
  const behind = selected(service.object, workloads.value);
  const known = componentAmong(behind) ?? interfaceAmong(behind, view.table(tables.adminInterfaces));
  if (known !== undefined) return [violation(service, way, known)];
  if (behind.length > 0) return [];
  if (!workloads.isWhole && hasSelector(service.object)) return unknown(UNREAD);
  const part = portOf(service.object);
  return part === undefined ? [] : inferred([violation(service, way, { name: part })]);
}

const UNREAD = 'It is there for callers from outside: which program answers them was not read.';

function hasSelector({ spec }: Service['object']): boolean {
  return Object.keys(spec?.selector ?? {}).length > 0;
}

interface Part {
  readonly name: string;
  readonly weight?: Pick<Violation, 'severity' | 'severityReason'>;
}

function violation(service: Service, way: string, { name, weight }: Part): Violation {
  const { spec } = service.object;
  const ports = (spec?.ports ?? []).map(({ port }) => port).join(', ');
  return {
    message: `It shows ${name} on port ${ports} ${way}.`,
    path: ['spec', 'type'],
    value: [name, way],
    ...weight,
    ...(spec?.type === 'LoadBalancer' || spec?.type === 'NodePort' ? { proposal: hide(service) } : {}),
  };
}

function wayOut({ spec }: Service['object']): string | undefined {
  if (spec?.type === 'LoadBalancer') return 'by a load balancer';
  if (spec?.type === 'NodePort') return 'on every node';
  return (spec?.externalIPs ?? []).length > 0 ? `at ${spec?.externalIPs?.join(', ')}` : undefined;
}

function selected(object: Service['object'], workloads: network.SelectedPods): readonly Workload[] {
  if (!hasSelector(object)) return [];
  return workloads.by({ matchLabels: object.spec?.selector ?? {} });
}

function runs(behind: readonly Workload[], ends: readonly string[]): boolean {
  return behind.some(({ containers }) => containers.some(({ spec }) => podTemplate.isImageOf(spec.image ?? '', ends)));
}

/** By what runs there: a label is for anybody to give. */
function componentAmong(behind: readonly Workload[]): Part | undefined {
  const name = COMPONENTS.find((each) => runs(behind, [each]));
  return name === undefined ? undefined : { name };
}

function interfaceAmong(behind: readonly Workload[], rows: readonly tables.AdminInterface[]): Part | undefined {
  const row = rows.find(({ images }) => runs(behind, images));
  if (row === undefined) return undefined;
  const weight = { severity: 'medium', severityReason: 'lowered: it asks for a login by itself' } as const;
  return { name: row.name, ...(row.login === 'own' ? { weight } : {}) };
}

function portOf({ spec }: Service['object']): string | undefined {
  const targets = (spec?.ports ?? []).map(({ port, targetPort }) => String(targetPort ?? port));
  return targets.map((target) => PORTS.get(target)).find((part) => part !== undefined);
}

function hide(service: Service): Proposal {
  return {
    readiness: 'review',
    reason: 'Who connects from outside is not visible here.',
    changes: [insideOnly(service)],
    caveats: ['Clients outside of the cluster that use this Service, kubectl among them, get no answer any more.'],
  };
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'network/control-plane-exposure',
    title: 'Services show no control plane and no dashboards',
    severity: 'high',
    rationale:
      'etcd holds everything, and the kubelet runs whatever it is asked to. They are made for callers inside the control plane. A Service that publishes one of them hands every hole in it, and every lost certificate, to whoever reaches the nodes or the load balancer. The same goes for dashboards and interfaces of those who run the cluster.',
    guidance:
      'Take the Service away, or make it `ClusterIP`. Reach the API server by the address of the cluster, with authorized networks. Let firewalls of the nodes keep 2379, 2380, 10250, 10257 and 10259 to the control plane.',
    item: 'network',
    refs: [
      { framework: 'nsa-cisa', control: 'network-separation' },
      { framework: 'owasp-k8s-2025', control: 'K06' },
      { framework: 'owasp-k8s-2025', control: 'K05' },
      { framework: 'mitre-attack', control: 'T1133' },
      { framework: 'guide', control: 'A2' },
      { framework: 'guide', control: 'A10' },
    ],
    since: '0.1.0',
  },
  subject: 'Service',
  reads: READS,
  tables: [tables.adminInterfaces],
  evaluate: (service, { view }) => judge(service, view),
  remediation: { title: 'Keep it inside', kind: 'patch', disruption: 'traffic' },
});
