/** Services that show parts of the control plane to others. */
import {
  defineCheck,
  may,
  network,
  type Proposal,
  podTemplate,
  type SubjectOf,
  type Violation,
} from 'kubectl-harden/plugin-api';

type Service = SubjectOf<'Service'>;

/** Ports that nothing but these listens on. */
const PORTS: ReadonlyMap<string, string> = new Map([
  ['2379', 'etcd'],
  ['2380', 'etcd'],
  ['10250', 'the kubelet'],
  ['10255', 'the kubelet'],
  ['10257', 'the controller manager'],
  ['10259', 'the scheduler'],
]);
const COMPONENTS: readonly string[] = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];

function judge(service: Service, pods: network.SelectedPods): readonly Violation[] {
  const { spec } = service.object;
  const way = wayOut(service.object);
  if (way === undefined) return [];
  const part = componentBehind(spec?.selector ?? {}, pods) ?? portOf(service.object);
  if (part === undefined) return [];
  const ports = (spec?.ports ?? []).map(({ port }) => port).join(', ');
  const message = `It shows ${part} on port ${ports} ${way}.`;
  return [
    {
      message,
      path: ['spec', 'type'],
      value: [part, way],
      ...(spec?.type === 'ClusterIP' ? {} : { proposal: hide(service) }),
    },
  ];
}

function wayOut({ spec }: Service['object']): string | undefined {
  if (spec?.type === 'LoadBalancer') return 'by a load balancer';
  if (spec?.type === 'NodePort') return 'on every node';
  return (spec?.externalIPs ?? []).length > 0 ? `at ${spec?.externalIPs?.join(', ')}` : undefined;
}

/** By what runs there: a label is for anybody to give. */
function componentBehind(selector: Readonly<Record<string, string>>, pods: network.SelectedPods): string | undefined {
  if (Object.keys(selector).length === 0) return undefined;
  const behind = pods.by({ matchLabels: selector });
  const repositories = behind.flatMap(({ containers }) =>
    containers.map(({ spec }) => podTemplate.parseImage(spec.image ?? '').repository),
  );
  return COMPONENTS.find((name) =>
    repositories.some((repository) => repository === name || repository.endsWith(`/${name}`)),
  );
}

function portOf({ spec }: Service['object']): string | undefined {
  const targets = (spec?.ports ?? []).map(({ port, targetPort }) => String(targetPort ?? port));
  return targets.map((target) => PORTS.get(target)).find((part) => part !== undefined);
}

function hide({ ref, object }: Service): Proposal {
  const ports = object.spec?.ports ?? [];
  const given = ports.filter(({ nodePort }) => nodePort !== undefined);
  const edits = [
    { op: 'set', path: ['spec', 'type'], value: 'ClusterIP' } as const,
    ...given.map(
      ({ port }) => ({ op: 'unset', path: ['spec', 'ports', { key: 'port', is: String(port) }, 'nodePort'] }) as const,
    ),
    ...(object.spec?.externalTrafficPolicy === undefined
      ? []
      : [{ op: 'unset', path: ['spec', 'externalTrafficPolicy'] } as const]),
  ];
  return {
    readiness: 'review',
    reason: 'Who connects from outside is not visible here.',
    changes: [{ op: 'edit', target: ref, edits }],
    caveats: ['Clients outside of the cluster that use this Service, kubectl among them, get no answer any more.'],
  };
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'network/control-plane-exposure',
    title: 'Services do not show the control plane to others',
    severity: 'high',
    rationale:
      'etcd holds everything, and the kubelet runs whatever it is asked to. They are made for callers inside the control plane. A Service that publishes one of them hands every hole in it, and every lost certificate, to whoever reaches the nodes or the load balancer.',
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
  reads: [may.fact(network.selectedPods)],
  evaluate: (service, { view }) => judge(service, view.derive(network.selectedPods).value),
  remediation: { title: 'Keep it inside', kind: 'patch', disruption: 'traffic' },
});
