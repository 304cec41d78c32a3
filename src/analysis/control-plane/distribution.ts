/** Which distribution of Kubernetes a cluster is, by what the server and the nodes say: each signal is told. */
import type { KindMap, ServerVersion } from '../../plugin-api/index.ts';
import { count } from '../../text/words.ts';

export type DistributionName =
  | 'EKS'
  | 'GKE'
  | 'AKS'
  | 'OpenShift'
  | 'k3s'
  | 'RKE2'
  | 'Talos'
  | 'kind'
  | 'minikube'
  | 'vcluster';

export interface Distribution {
  readonly name: DistributionName;
  /** What says so, a sentence each. The version comes first: labels of nodes can be set by many. */
  readonly signals: readonly string[];
  /** At least two of different origin, or the version of the server. */
  readonly isCertain: boolean;
}

interface Known {
  readonly name: DistributionName;
  /** In `gitVersion`. */
  readonly version?: RegExp;
  readonly labels?: readonly string[];
  /** Beginning of `spec.providerID`. */
  readonly providerId?: string;
  readonly osImage?: RegExp;
}

/** A virtual cluster shows the nodes of the one that it runs in: it comes first. */
const KNOWN: readonly Known[] = [
  { name: 'vcluster', labels: ['vcluster.loft.sh/fake-node', 'vcluster.loft.sh/managed-by'] },
  { name: 'OpenShift', labels: ['node.openshift.io/os_id', 'node.openshift.io/os_version'], osImage: /CoreOS|RHCOS/ },
  { name: 'EKS', version: /-eks-/, labels: ['eks.amazonaws.com/nodegroup', 'eks.amazonaws.com/compute-type'] },
  { name: 'GKE', version: /-gke\./, labels: ['cloud.google.com/gke-nodepool'] },
  { name: 'AKS', labels: ['kubernetes.azure.com/cluster', 'kubernetes.azure.com/agentpool'] },
  { name: 'RKE2', version: /\+rke2/ },
  { name: 'k3s', version: /\+k3s/, providerId: 'k3s://' },
  { name: 'Talos', osImage: /^Talos/ },
  { name: 'kind', providerId: 'kind://' },
  { name: 'minikube', labels: ['minikube.k8s.io/version'] },
];

/** `undefined`: nothing says so. An installation by kubeadm shows itself by its records alone. */
export function distributionOf(
  version: ServerVersion | undefined,
  nodes: readonly KindMap['Node'][],
): Distribution | undefined {
  const seen = seenOf(nodes);
  const all = KNOWN.map((known) => ({ known, signals: signalsOf(known, version?.gitVersion ?? '', seen) }));
  const byVersion = all.find(({ known }) => known.version?.test(version?.gitVersion ?? '') === true);
  const found = byVersion ?? all.find(({ signals }) => signals.length > 0);
  if (found === undefined) return undefined;
  const { known, signals } = found;
  return { name: known.name, signals, isCertain: byVersion !== undefined || signals.length > 1 };
}

interface SeenNodes {
  readonly labels: ReadonlyMap<string, number>;
  readonly providerIds: readonly string[];
  readonly osImages: readonly string[];
}

function seenOf(nodes: readonly KindMap['Node'][]): SeenNodes {
  const labels = new Map<string, number>();
  for (const { metadata } of nodes)
    for (const key of Object.keys(metadata.labels ?? {})) labels.set(key, (labels.get(key) ?? 0) + 1);
  return {
    labels,
    providerIds: nodes.flatMap(({ spec }) => spec?.providerID ?? []),
    osImages: nodes.flatMap(({ status }) => status?.nodeInfo?.osImage ?? []),
  };
}

function signalsOf(known: Known, version: string, { labels, providerIds, osImages }: SeenNodes): readonly string[] {
  const label = known.labels?.find((key) => labels.has(key));
  const withId = providerIds.filter((id) => known.providerId !== undefined && id.startsWith(known.providerId)).length;
  const withImage = osImages.filter((image) => known.osImage?.test(image) === true).length;
  return [
    ...(known.version?.test(version) === true ? [`The server says that it is ${version}.`] : []),
    ...(label === undefined ? [] : [`${count(labels.get(label) ?? 0, 'node')} with the label ${label}.`]),
    ...(withId === 0 ? [] : [`${count(withId, 'node')} with a provider id that begins with ${known.providerId}.`]),
    ...(withImage === 0 ? [] : [`${count(withImage, 'node')} with the operating system of ${known.name}.`]),
  ];
}
