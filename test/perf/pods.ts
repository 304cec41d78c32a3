/** The pods of a generated Deployment, as the controllers and the kubelet would have left them. */
import type { Manifest } from './app.ts';
import type { Random } from './random.ts';

export interface Owner {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}
interface Template {
  readonly metadata: { readonly labels: object; readonly annotations?: object };
  readonly spec: { readonly containers: readonly { readonly name: string; readonly image: string }[] };
}

/** A proxy beside the program, as meshes inject it: it brings a pod to the size that pods have in practice. */
const PROXY = {
  name: 'proxy',
  image: 'registry.example/mesh/proxy:1.27',
  args: ['proxy', 'sidecar', '--domain', '$(POD_NAMESPACE).svc.cluster.local', '--concurrency', '2'],
  env: [
    ...['POD_NAME', 'POD_NAMESPACE'].map((name) => ({
      name,
      valueFrom: { fieldRef: { fieldPath: name === 'POD_NAME' ? 'metadata.name' : 'metadata.namespace' } },
    })),
    ...Array.from({ length: 12 }, (_, index) => ({ name: `PROXY_OPTION_${index}`, value: `value-${index}` })),
  ],
  ports: [{ name: 'mtls', containerPort: 15006 }],
  readinessProbe: { httpGet: { path: '/ready', port: 15021 }, periodSeconds: 15 },
  resources: { requests: { cpu: '10m', memory: '40Mi' }, limits: { cpu: '2', memory: '1Gi' } },
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    runAsUser: 1337,
  },
};

export function withProxy(deployment: Manifest): Manifest {
  const spec = deployment.spec as { template: Template };
  const { template } = spec;
  const containers = [...template.spec.containers, PROXY];
  return { ...deployment, spec: { ...spec, template: { ...template, spec: { ...template.spec, containers } } } };
}

export function replicaSet(deployment: Manifest, owner: Owner, hash: string): Manifest {
  const { name } = deployment.metadata;
  const spec = deployment.spec as { replicas: number; selector: { matchLabels: object }; template: Template };
  const labels = { ...spec.template.metadata.labels, 'pod-template-hash': hash };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: `${name}-${hash}`, labels, ownerReferences: [controlledBy(owner)] } as Manifest['metadata'],
    spec: {
      replicas: spec.replicas,
      selector: { matchLabels: { ...spec.selector.matchLabels, 'pod-template-hash': hash } },
      template: { ...spec.template, metadata: { ...spec.template.metadata, labels } },
    },
  };
}

export function pod(set: Manifest, owner: Owner, random: Random): Manifest {
  const { template } = set.spec as { template: Template };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...template.metadata,
      name: `${set.metadata.name}-${random.hex(5)}`,
      generateName: `${set.metadata.name}-`,
      ownerReferences: [controlledBy(owner)],
    } as Manifest['metadata'],
    spec: { ...template.spec, nodeName: `node-${random.below(100)}` },
  };
}

export function runningStatus(of: Manifest, random: Random): object {
  const now = '2026-11-22T08:00:00Z';
  const { containers } = of.spec as Template['spec'];
  const condition = (type: string) => ({ type, status: 'True', lastTransitionTime: now, observedGeneration: 1 });
  const address = `10.${random.below(256)}.${random.below(256)}.${random.below(256)}`;
  return {
    phase: 'Running',
    startTime: now,
    hostIP: '192.0.2.10',
    hostIPs: [{ ip: '192.0.2.10' }],
    podIP: address,
    podIPs: [{ ip: address }],
    conditions: ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map(condition),
    containerStatuses: containers.map(({ name, image }) => ({
      name,
      image,
      imageID: `${image.replace(/[@:].*/, '')}@sha256:${random.hex(64)}`,
      containerID: `containerd://${random.hex(64)}`,
      ready: true,
      started: true,
      restartCount: 0,
      state: { running: { startedAt: now } },
      user: { linux: { uid: 10001, gid: 10001, supplementalGroups: [10001] } },
    })),
  };
}

function controlledBy(owner: Owner): object {
  return { ...owner, controller: true, blockOwnerDeletion: true };
}
