/** What the controllers and the kubelet of the sample make of a workload: replica sets, and pods with their users. */
import { shortHash } from '../../kube/canonical.ts';
import { isJsonObject } from '../../kube/path.ts';
import type { JsonObject } from '../../plugin-api/index.ts';
import { object, type Stored } from './make.ts';

/** The user that an image starts with: the evidence that only running containers give. */
const IMAGE_USERS: Readonly<Record<string, number>> = {
  'registry.example.com/shop/web': 101,
  'registry.example.com/shop/cart': 10001,
  'registry.example.com/shop/catalog': 10001,
  'registry.example.com/shop/search': 1000,
  'registry.example.com/payments/api': 10021,
  'registry.example.com/payments/receipts': 10021,
  'registry.example.com/payments/fraud-check': 10022,
  'registry.example.com/ledger/api': 65532,
  'registry.example.com/ledger/export': 65532,
  'registry.example.com/web/landing': 101,
  'quay.io/prometheus/prometheus': 65534,
  'quay.io/prometheus/node-exporter': 65534,
  'docker.io/grafana/grafana': 472,
  'registry.k8s.io/kube-state-metrics/kube-state-metrics': 65534,
  'registry.k8s.io/ingress-nginx/controller': 101,
  'registry.k8s.io/coredns/coredns': 65532,
  'docker.io/library/postgres': 999,
  'docker.io/library/redis': 999,
};
const NODES = ['worker-1', 'worker-2', 'control-plane-1'];

interface Template {
  readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
  readonly spec: JsonObject;
}

/** The objects that exist because of this one; nothing for what starts no pod now. */
export function consequencesOf(owner: Stored): readonly Stored[] {
  const template = templateOf(owner);
  if (template === undefined) return [];
  const hash = shortHash([JSON.stringify(template)], 9);
  switch (owner.kind) {
    case 'Deployment': {
      const set = replicaSet(owner, template, hash);
      return [set, ...podsOf(set, template, replicasOf(owner), hash)];
    }
    case 'StatefulSet':
    case 'DaemonSet':
      return podsOf(owner, template, replicasOf(owner), owner.kind === 'DaemonSet' ? hash : '');
    default:
      return [];
  }
}

/** A pod that nobody controls, as the kubelet reports it. */
export function runningPod(pod: Stored): Stored {
  const spec = pod.spec as JsonObject;
  return { ...pod, status: statusOf(spec) };
}

function templateOf({ spec }: Stored): Template | undefined {
  if (!isJsonObject(spec) || !isJsonObject(spec.template)) return undefined;
  return spec.template as unknown as Template;
}

function replicasOf({ kind, spec }: Stored): number {
  if (kind === 'DaemonSet') return NODES.length;
  const replicas = (spec as JsonObject).replicas;
  return typeof replicas === 'number' ? replicas : 1;
}

function ownedBy(owner: Stored): readonly JsonObject[] {
  const { apiVersion, kind, metadata } = owner;
  return [
    { apiVersion, kind, name: metadata.name, uid: metadata.uid ?? '', controller: true, blockOwnerDeletion: true },
  ];
}

function inNamespaceOf({ metadata }: Stored): { readonly namespace?: string } {
  return metadata.namespace === undefined ? {} : { namespace: metadata.namespace };
}

function replicaSet(owner: Stored, template: Template, hash: string): Stored {
  const replicas = replicasOf(owner);
  const labels = { ...template.metadata?.labels, 'pod-template-hash': hash };
  return object(
    'ReplicaSet',
    `${owner.metadata.name}-${hash}`,
    { ...inNamespaceOf(owner), labels, ownerReferences: ownedBy(owner), writer: { by: 'controller' } },
    {
      spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: template.spec } },
      status: { observedGeneration: 1, replicas, readyReplicas: replicas, availableReplicas: replicas },
    },
  );
}

function podsOf(owner: Stored, template: Template, count: number, hash: string): readonly Stored[] {
  return Array.from({ length: count }, (_, index) => {
    const suffix =
      owner.kind === 'StatefulSet' ? String(index) : shortHash([owner.metadata.name, hash, String(index)], 5);
    const labels = { ...template.metadata?.labels, ...(owner.kind === 'ReplicaSet' ? owner.metadata.labels : {}) };
    return object(
      'Pod',
      `${owner.metadata.name}-${suffix}`,
      { ...inNamespaceOf(owner), labels, ownerReferences: ownedBy(owner), writer: { by: 'controller' } },
      {
        spec: { ...template.spec, nodeName: NODES[index % NODES.length] ?? 'worker-1' },
        status: statusOf(template.spec),
      },
    );
  });
}

function statusOf(spec: JsonObject): JsonObject {
  const statuses = (list: unknown): JsonObject[] =>
    Array.isArray(list) ? list.map((each) => containerStatus(each as JsonObject, spec)) : [];
  return {
    phase: 'Running',
    containerStatuses: statuses(spec.containers),
    ...(spec.initContainers === undefined ? {} : { initContainerStatuses: statuses(spec.initContainers) }),
  };
}

function containerStatus(container: JsonObject, spec: JsonObject): JsonObject {
  const image = String(container.image);
  const uid = userIn(container.securityContext) ?? userIn(spec.securityContext) ?? IMAGE_USERS[imageName(image)] ?? 0;
  return {
    name: container.name ?? '',
    image,
    imageID: `${imageName(image)}@sha256:${shortHash([image], 64)}`,
    ready: true,
    restartCount: 0,
    started: true,
    state: { running: { startedAt: '2026-03-02T09:01:00Z' } },
    user: { linux: { uid, gid: uid, supplementalGroups: [uid] } },
  };
}

function userIn(securityContext: unknown): number | undefined {
  if (!isJsonObject(securityContext)) return undefined;
  const user = securityContext.runAsUser;
  return typeof user === 'number' ? user : undefined;
}

function imageName(image: string): string {
  return image.replace(/(@sha256:[0-9a-f]+|:[^:/]+)$/, '');
}
