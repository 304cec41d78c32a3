/** Rules that keep a pod away from its node: namespaces, ports, paths, probes, host processes. */
import {
  type ContainerSpec,
  eachContext,
  type Found,
  inContainer,
  items,
  type Rule,
  type VisitedContainer,
  type VisitedPod,
} from './rule.ts';

const HOST_NAMESPACES = ['hostNetwork', 'hostPID', 'hostIPC'] as const;
const HANDLERS = ['httpGet', 'tcpSocket'] as const;

type Handler = { readonly [K in (typeof HANDLERS)[number]]?: { readonly host?: string } | undefined } | undefined;

/** Where a container says whom the kubelet asks. */
const HANDLED: readonly { readonly field: readonly string[]; of(spec: ContainerSpec): Handler }[] = [
  ...(['livenessProbe', 'readinessProbe', 'startupProbe'] as const).map((probe) => ({
    field: [probe],
    of: (spec: ContainerSpec) => spec[probe],
  })),
  ...(['postStart', 'preStop'] as const).map((hook) => ({
    field: ['lifecycle', hook],
    of: (spec: ContainerSpec) => spec.lifecycle?.[hook],
  })),
];

function hostNamespaces({ spec }: VisitedPod) {
  return HOST_NAMESPACES.filter((field) => spec[field] === true).map((field) => ({
    message: `pod must not set ${field}=true`,
    path: [field],
  }));
}

function hostProcess(pod: VisitedPod) {
  return eachContext(pod, (context) =>
    context.windowsOptions?.hostProcess === true
      ? {
          field: ['windowsOptions', 'hostProcess'],
          clause: 'must not set securityContext.windowsOptions.hostProcess=true',
        }
      : undefined,
  );
}

function hostPathVolumes({ spec }: VisitedPod) {
  return items<NonNullable<typeof spec.volumes>[number]>(spec.volumes)
    .filter((volume) => volume.hostPath)
    .map(({ name }) => ({
      message: `volume ${JSON.stringify(name)} must not use hostPath`,
      path: ['volumes', { key: 'name', is: name }, 'hostPath'],
    }));
}

function hostPorts(pod: VisitedPod) {
  return pod.containers.flatMap((container) => {
    const ports = hostPortsOf(container);
    if (ports.length === 0) return [];
    return [inContainer(container, ['ports'], `must not set ports[*].hostPort (sets ${ports.join(', ')})`)];
  });
}

function hostPortsOf(container: VisitedContainer): readonly number[] {
  const ports = items<{ readonly hostPort?: number }>(container.spec.ports).map((port) => port.hostPort ?? 0);
  return [...new Set(ports.filter((port) => port !== 0))].sort((a, b) => a - b);
}

function probeHosts(pod: VisitedPod) {
  const found: Found[] = [];
  for (const container of pod.containers)
    for (const { field, of } of HANDLED) {
      const handler = of(container.spec);
      for (const kind of HANDLERS) {
        const host = handler?.[kind]?.host;
        if (!host) continue;
        const place = [...field, kind, 'host'];
        found.push(inContainer(container, place, `must not set ${place.join('.')} (is ${JSON.stringify(host)})`));
      }
    }
  return found;
}

export const HOST_RULES: readonly Rule[] = [
  { id: 'windowsHostProcess', level: 'baseline', revisions: [{ since: 0, look: hostProcess }] },
  { id: 'hostNamespaces', level: 'baseline', revisions: [{ since: 0, look: hostNamespaces }] },
  { id: 'hostPathVolumes', level: 'baseline', revisions: [{ since: 0, look: hostPathVolumes }] },
  { id: 'hostPorts', level: 'baseline', revisions: [{ since: 0, look: hostPorts }] },
  { id: 'hostProbesAndHostLifecycle', level: 'baseline', revisions: [{ since: 34, look: probeHosts }] },
];
