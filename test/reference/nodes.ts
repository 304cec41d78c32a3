/** The nodes of the cluster, and what is cluster-wide besides rights. */
import { type Manifest, object } from './make.ts';

const NODES = 12;
const ZONES = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'];

export const NODE_NAMES: readonly string[] = Array.from(
  { length: NODES },
  (_, at) => `ip-10-20-${at + 1}-17.eu-west-1.compute.internal`,
);

function node(name: string, at: number): Manifest {
  const zone = ZONES[at % ZONES.length] ?? '';
  return object('v1', 'Node', '', name, {
    metadata: {
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'eks.amazonaws.com/nodegroup': at < 9 ? 'general' : 'data',
        'topology.kubernetes.io/region': 'eu-west-1',
        'topology.kubernetes.io/zone': zone,
      },
    },
    spec: { providerID: `aws:///${zone}/i-0example${String(at).padStart(4, '0')}` },
    status: {
      addresses: [{ type: 'InternalIP', address: `10.20.${at + 1}.17` }],
      conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }],
      nodeInfo: {
        kubeletVersion: 'v1.36.3-eks-a1b2c3d',
        kubeProxyVersion: 'v1.36.3-eks-a1b2c3d',
        containerRuntimeVersion: 'containerd://2.2.0',
        osImage: 'Bottlerocket OS 1.52.0 (aws-k8s-1.36)',
        kernelVersion: '6.12.55',
        operatingSystem: 'linux',
        architecture: 'amd64',
        bootID: '',
        machineID: '',
        systemUUID: '',
      },
    },
  });
}

export const NODES_AND_CLASSES: readonly Manifest[] = [
  ...NODE_NAMES.map(node),
  object('storage.k8s.io/v1', 'StorageClass', '', 'gp3', {
    provisioner: 'ebs.csi.aws.com',
    volumeBindingMode: 'WaitForFirstConsumer',
  }),
];
