/** What a cluster of EKS runs in kube-system: add-ons of the provider, Cilium beside them, storage, nodes. */
import { account, type Manifest, service } from '../make.ts';
import { byHelm } from '../owners.ts';
import { granted } from '../rights.ts';
import { cronJob, PRIVILEGED, type Shape } from '../workload.ts';
import { type Component, component, OF_NODE } from './component.ts';

const EKS = '602401143452.dkr.ecr.eu-west-1.amazonaws.com/eks';
const SIDECARS = 'registry.k8s.io/sig-storage';
const sidecar = (name: string, version: string): Shape => ({ name, image: `${SIDECARS}/${name}:${version}` });
const CSI_RIGHTS = [
  'get,list,watch,create,delete,patch: persistentvolumes',
  'get,list,watch,update,patch: persistentvolumeclaims',
  'get,list,watch,update,patch: volumeattachments.storage.k8s.io,volumeattachments/status.storage.k8s.io',
  'get,list,watch: storageclasses.storage.k8s.io,csinodes.storage.k8s.io,nodes',
  'get,list,watch,create,update,patch: events',
];
const NODE_CSI = { '/var/lib/kubelet': 'host:/var/lib/kubelet', '/dev': 'host:/dev' };

const ADD_ONS: readonly Component[] = [
  {
    name: 'aws-node',
    image: `${EKS}/amazon-k8s-cni:v1.20.4`,
    kind: 'DaemonSet',
    security: { capabilities: { add: ['NET_ADMIN', 'NET_RAW'] } },
    beside: [
      {
        name: 'aws-eks-nodeagent',
        image: `${EKS}/amazon/aws-network-policy-agent:v1.3.0`,
        security: { ...PRIVILEGED, capabilities: { add: ['NET_ADMIN'] } },
      },
    ],
    rights: [
      'get,list,watch: pods,namespaces,nodes',
      'get,list,watch,update: eniconfigs.crd.k8s.amazonaws.com',
      'create,patch,list: events',
    ],
    mounts: { '/host/opt/cni/bin': 'host:/opt/cni/bin', '/host/etc/cni/net.d': 'host:/etc/cni/net.d' },
    pod: OF_NODE,
  },
  {
    name: 'kube-proxy',
    image: `${EKS}/kube-proxy:v1.36.3-eksbuild.2`,
    kind: 'DaemonSet',
    security: PRIVILEGED,
    rights: [],
    mounts: { '/lib/modules': 'host:/lib/modules' },
    pod: OF_NODE,
  },
  {
    name: 'coredns',
    image: `${EKS}/coredns:v1.13.1-eksbuild.1`,
    port: 53,
    labels: { 'k8s-app': 'kube-dns' },
    security: {
      allowPrivilegeEscalation: false,
      capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    },
    rights: ['list,watch: endpoints,services,pods,namespaces', 'list,watch: endpointslices.discovery.k8s.io'],
  },
  {
    name: 'ebs-csi-controller',
    image: `${EKS}/aws-ebs-csi-driver:v1.53.0`,
    rights: CSI_RIGHTS,
    beside: [
      sidecar('csi-provisioner', 'v6.1.0'),
      sidecar('csi-attacher', 'v4.10.0'),
      sidecar('csi-resizer', 'v2.0.0'),
    ],
  },
  {
    name: 'ebs-csi-node',
    image: `${EKS}/aws-ebs-csi-driver:v1.53.0`,
    kind: 'DaemonSet',
    security: PRIVILEGED,
    rights: ['get,patch: nodes'],
    mounts: NODE_CSI,
    beside: [sidecar('csi-node-driver-registrar', 'v2.15.0')],
    pod: OF_NODE,
  },
  {
    name: 'efs-csi-controller',
    image: `${EKS}/aws-efs-csi-driver:v2.1.15`,
    security: PRIVILEGED,
    rights: CSI_RIGHTS,
    beside: [sidecar('csi-provisioner', 'v6.1.0')],
  },
  {
    name: 'efs-csi-node',
    image: `${EKS}/aws-efs-csi-driver:v2.1.15`,
    kind: 'DaemonSet',
    security: PRIVILEGED,
    rights: ['get,patch: nodes'],
    mounts: NODE_CSI,
    beside: [sidecar('csi-node-driver-registrar', 'v2.15.0')],
    pod: OF_NODE,
  },
  {
    name: 'eks-pod-identity-agent',
    image: `${EKS}/eks-pod-identity-agent:v0.1.36`,
    kind: 'DaemonSet',
    security: { capabilities: { add: ['CAP_NET_BIND_SERVICE'] } },
    pod: OF_NODE,
  },
  {
    name: 'metrics-server',
    image: 'registry.k8s.io/metrics-server/metrics-server:v0.8.0',
    port: 10250,
    rights: ['get: nodes/metrics', 'get,list,watch: pods,nodes'],
  },
  {
    name: 'snapshot-controller',
    image: `${SIDECARS}/snapshot-controller:v8.4.0`,
    rights: [
      'get,list,watch: persistentvolumes',
      'get,list,watch,update: persistentvolumeclaims',
      'list,watch,create,update,patch: events',
    ],
  },
];

const CHARTS: readonly (readonly [string, readonly Component[]])[] = [
  [
    'cilium',
    [
      {
        name: 'cilium',
        image: 'quay.io/cilium/cilium:v1.18.4',
        kind: 'DaemonSet',
        security: PRIVILEGED,
        labels: { 'k8s-app': 'cilium' },
        rights: [
          'get,list,watch: namespaces,services,pods,endpoints,nodes',
          'get,list,watch: networkpolicies.networking.k8s.io',
          'get,list,watch,create,update,patch,delete: ciliumendpoints.cilium.io,ciliumidentities.cilium.io',
          'patch: nodes,nodes/status',
        ],
        mounts: {
          '/sys/fs/bpf': 'host:/sys/fs/bpf',
          '/host/proc': 'host:/proc',
          '/var/run/cilium': 'host:/var/run/cilium',
        },
        pod: { ...OF_NODE, hostNetwork: true },
      },
      {
        name: 'cilium-envoy',
        image: 'quay.io/cilium/cilium-envoy:v1.34.10',
        kind: 'DaemonSet',
        security: { capabilities: { add: ['NET_ADMIN', 'SYS_ADMIN'], drop: ['ALL'] } },
        mounts: { '/sys/fs/bpf': 'host:/sys/fs/bpf' },
        pod: OF_NODE,
      },
      {
        name: 'cilium-operator',
        image: 'quay.io/cilium/operator-generic:v1.18.4',
        rights: [
          'get,list,watch,delete: pods',
          'list,watch: nodes,services,endpoints,namespaces',
          'patch: nodes,nodes/status',
          'create,get,list,watch,update: customresourcedefinitions.apiextensions.k8s.io',
          'get,create,update: leases.coordination.k8s.io',
        ],
        pod: { hostNetwork: true, priorityClassName: 'system-cluster-critical' },
      },
      { name: 'hubble-relay', image: 'quay.io/cilium/hubble-relay:v1.18.4', port: 4245, rights: [] },
      {
        name: 'hubble-ui',
        image: 'quay.io/cilium/hubble-ui:v0.13.3',
        port: 8081,
        security: false,
        rights: ['get,list,watch: networkpolicies.networking.k8s.io', 'get,list,watch: pods,namespaces,nodes,services'],
        beside: [{ name: 'backend', image: 'quay.io/cilium/hubble-ui-backend:v0.13.3' }],
      },
    ],
  ],
  [
    'cluster-autoscaler',
    [
      {
        name: 'cluster-autoscaler',
        image: 'registry.k8s.io/autoscaling/cluster-autoscaler:v1.34.1',
        replicas: 1,
        rights: [
          'get,list,watch,update: nodes',
          'create: pods/eviction',
          'get,list,watch: pods,services,namespaces,persistentvolumes,persistentvolumeclaims,replicationcontrollers',
          'get,list,watch: replicasets.apps,statefulsets.apps,daemonsets.apps',
          'get,create,update: leases.coordination.k8s.io',
        ],
      },
    ],
  ],
  [
    'vpa',
    [
      {
        name: 'vpa-recommender',
        image: 'registry.k8s.io/autoscaling/vpa-recommender:1.5.1',
        replicas: 1,
        rights: ['get,list,watch: pods,nodes,limitranges', 'get,list: pods.metrics.k8s.io'],
      },
    ],
  ],
  [
    'aws-load-balancer-controller',
    [
      {
        name: 'aws-load-balancer-controller',
        image: `public.ecr.aws/eks/aws-load-balancer-controller:v2.16.0`,
        port: 9443,
        rights: [
          'get,list,watch: nodes,pods,namespaces,endpoints',
          'get,list,watch,update,patch: services,services/status',
          'get,list,watch,update,patch: ingresses.networking.k8s.io,ingresses/status.networking.k8s.io',
          'create,patch: events',
        ],
      },
    ],
  ],
  [
    'node-local-dns',
    [
      {
        name: 'node-local-dns',
        image: 'registry.k8s.io/dns/k8s-dns-node-cache:1.26.5',
        kind: 'DaemonSet',
        security: { capabilities: { add: ['NET_ADMIN'] } },
        rights: [],
        pod: OF_NODE,
      },
    ],
  ],
  [
    'aws-node-termination-handler',
    [
      {
        name: 'aws-node-termination-handler',
        image: 'public.ecr.aws/aws-ec2/aws-node-termination-handler:v1.25.3',
        kind: 'DaemonSet',
        rights: ['get,list,patch,update: nodes', 'list,get: pods', 'create: pods/eviction', 'get: daemonsets.apps'],
        pod: { hostNetwork: true },
      },
    ],
  ],
  [
    'secrets-store',
    [
      {
        name: 'secrets-store-csi-driver',
        image: 'registry.k8s.io/csi-secrets-store/driver:v1.5.4',
        kind: 'DaemonSet',
        security: PRIVILEGED,
        rights: ['get,list,watch: pods', 'create: serviceaccounts/token'],
        mounts: { '/var/lib/kubelet/pods': 'host:/var/lib/kubelet/pods' },
      },
      {
        name: 'secrets-store-provider-aws',
        image: 'public.ecr.aws/aws-secrets-manager/secrets-store-csi-driver-provider-aws:2.1.1',
        kind: 'DaemonSet',
        security: { privileged: false, allowPrivilegeEscalation: false },
        rights: ['create: serviceaccounts/token', 'get: serviceaccounts,pods,nodes'],
        mounts: { '/var/lib/kubelet/pods': 'host:/var/lib/kubelet/pods' },
      },
    ],
  ],
  [
    'external-dns',
    [
      {
        name: 'external-dns',
        image: 'registry.k8s.io/external-dns/external-dns:v0.20.0',
        replicas: 1,
        rights: ['get,list,watch: services,endpoints,pods,nodes', 'get,list,watch: ingresses.networking.k8s.io'],
      },
    ],
  ],
  [
    'kured',
    [
      {
        name: 'kured',
        image: 'ghcr.io/kubereboot/kured:1.20.0',
        kind: 'DaemonSet',
        security: PRIVILEGED,
        rights: ['get,patch: nodes', 'list,delete,get: pods', 'create: pods/eviction', 'get: daemonsets.apps'],
        pod: { hostPID: true },
      },
    ],
  ],
];

export const KUBE_SYSTEM: readonly Manifest[] = [
  ...ADD_ONS.flatMap((each) => component('kube-system', each)),
  ...CHARTS.flatMap(([release, parts]) =>
    byHelm(
      release,
      'kube-system',
      parts.flatMap((each) => component('kube-system', each)),
    ),
  ),
  ...byHelm('descheduler', 'kube-system', [
    account('kube-system', 'descheduler'),
    ...granted(
      'descheduler',
      'kube-system/descheduler',
      'get,list,watch: nodes,namespaces,pods',
      'create: pods/eviction',
    ),
    cronJob(
      'kube-system',
      'descheduler',
      '*/20 * * * *',
      { image: 'registry.k8s.io/descheduler/descheduler:v0.34.0' },
      { account: 'descheduler' },
    ),
  ]),
  service('kube-system', 'kube-dns', 53, { app: 'coredns' }),
];
