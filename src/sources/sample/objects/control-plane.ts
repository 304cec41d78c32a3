/** What kubeadm sets up: nodes, the control plane's mirror pods, DNS, the proxy, and a network plugin. */
import type { JsonObject } from '../../../plugin-api/index.ts';
import { namespace, object, type Stored, service, serviceAccount, uidOf } from '../make.ts';
import { barePod, container, controller, deployment } from '../workload.ts';

const VERSION = 'v1.36.3';
const NS = 'kube-system';

/** Flags of the API server as its manifest gives them; `evidence.ts` serves the same. */
export const API_SERVER_FLAGS: Readonly<Record<string, string>> = {
  'advertise-address': '10.20.0.10',
  'allow-privileged': 'true',
  'authorization-mode': 'Node,RBAC',
  'client-ca-file': '/etc/kubernetes/pki/ca.crt',
  'enable-admission-plugins': 'NodeRestriction',
  'etcd-cafile': '/etc/kubernetes/pki/etcd/ca.crt',
  'etcd-certfile': '/etc/kubernetes/pki/apiserver-etcd-client.crt',
  'etcd-keyfile': '/etc/kubernetes/pki/apiserver-etcd-client.key',
  'etcd-servers': 'https://127.0.0.1:2379',
  'kubelet-client-certificate': '/etc/kubernetes/pki/apiserver-kubelet-client.crt',
  'kubelet-client-key': '/etc/kubernetes/pki/apiserver-kubelet-client.key',
  'secure-port': '6443',
  'service-account-issuer': 'https://kubernetes.default.svc.cluster.local',
  'service-account-key-file': '/etc/kubernetes/pki/sa.pub',
  'service-account-signing-key-file': '/etc/kubernetes/pki/sa.key',
  'service-cluster-ip-range': '10.96.0.0/12',
  'tls-cert-file': '/etc/kubernetes/pki/apiserver.crt',
  'tls-private-key-file': '/etc/kubernetes/pki/apiserver.key',
};

function node(name: string, address: string, isControlPlane: boolean): Stored {
  const labels = {
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    ...(isControlPlane ? { 'node-role.kubernetes.io/control-plane': '' } : {}),
  };
  return object(
    'Node',
    name,
    { labels },
    {
      spec: isControlPlane ? { taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] } : {},
      status: {
        addresses: [{ type: 'InternalIP', address }],
        nodeInfo: {
          kubeletVersion: VERSION,
          operatingSystem: 'linux',
          osImage: 'Debian GNU/Linux 13',
          architecture: 'amd64',
        },
      },
    },
  );
}

function staticPod(component: string, image: string, flags: Readonly<Record<string, string>>): Stored {
  const command = [component, ...Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`)];
  const name = `${component}-control-plane-1`;
  const pod = barePod(name, [container(component, image, { command, mounts: { pki: '/etc/kubernetes/pki' } })], {
    namespace: NS,
    labels: { component, tier: 'control-plane' },
    annotations: { 'kubernetes.io/config.source': 'file', 'kubernetes.io/config.mirror': uidOf(name) },
    ownerReferences: [
      {
        apiVersion: 'v1',
        kind: 'Node',
        name: 'control-plane-1',
        uid: uidOf('/Node//control-plane-1'),
        controller: true,
      },
    ],
    security: { seccompProfile: { type: 'RuntimeDefault' } },
    volumes: [{ name: 'pki', hostPath: { path: '/etc/kubernetes/pki', type: 'DirectoryOrCreate' } }],
    spec: { hostNetwork: true, priorityClassName: 'system-node-critical' },
  });
  return { ...pod, spec: { ...(pod.spec as JsonObject), nodeName: 'control-plane-1' } };
}

const COREDNS = deployment(
  'coredns',
  [
    container('coredns', 'registry.k8s.io/coredns/coredns:v1.13.1', {
      ports: [53, 9153],
      args: ['-conf', '/etc/coredns/Corefile'],
      mounts: { config: '/etc/coredns' },
      security: {
        allowPrivilegeEscalation: false,
        capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
        readOnlyRootFilesystem: true,
      },
    }),
  ],
  {
    namespace: NS,
    replicas: 2,
    account: 'coredns',
    podLabels: { 'k8s-app': 'kube-dns' },
    writer: { by: 'kubeadm' },
    volumes: [{ name: 'config', configMap: { name: 'coredns' } }],
  },
);

const KUBE_PROXY = controller(
  'DaemonSet',
  'kube-proxy',
  [
    container('kube-proxy', `registry.k8s.io/kube-proxy:${VERSION}`, {
      command: ['/usr/local/bin/kube-proxy', '--config=/var/lib/kube-proxy/config.conf'],
      security: { privileged: true },
      mounts: { modules: '/lib/modules' },
    }),
  ],
  {
    namespace: NS,
    replicas: 3,
    account: 'kube-proxy',
    writer: { by: 'kubeadm' },
    volumes: [{ name: 'modules', hostPath: { path: '/lib/modules', type: '' } }],
    spec: { hostNetwork: true },
  },
);

const CILIUM = controller(
  'DaemonSet',
  'cilium',
  [
    container('cilium-agent', 'quay.io/cilium/cilium:v1.18.4', {
      security: { privileged: true },
      mounts: { run: '/var/run/cilium' },
    }),
  ],
  {
    namespace: NS,
    replicas: 3,
    account: 'cilium',
    writer: { by: 'helm', name: 'cilium' },
    volumes: [{ name: 'run', hostPath: { path: '/var/run/cilium', type: 'DirectoryOrCreate' } }],
    spec: { hostNetwork: true },
  },
);

const KUBE_DNS = service(
  NS,
  'kube-dns',
  53,
  {
    clusterIP: '10.96.0.10',
    selector: { 'k8s-app': 'kube-dns' },
    ports: [
      { name: 'dns', port: 53, protocol: 'UDP', targetPort: 53 },
      { name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort: 53 },
    ],
  },
  { labels: { 'k8s-app': 'kube-dns', 'kubernetes.io/name': 'CoreDNS' }, writer: { by: 'kubeadm' } },
);

export const CONTROL_PLANE: readonly Stored[] = [
  node('control-plane-1', '10.20.0.10', true),
  node('worker-1', '10.20.0.21', false),
  node('worker-2', '10.20.0.22', false),
  namespace(NS),
  namespace('kube-public'),
  namespace('kube-node-lease'),
  staticPod('etcd', 'registry.k8s.io/etcd:3.6.6-0', {
    'cert-file': '/etc/kubernetes/pki/etcd/server.crt',
    'client-cert-auth': 'true',
    'data-dir': '/var/lib/etcd',
    'key-file': '/etc/kubernetes/pki/etcd/server.key',
    'listen-client-urls': 'https://127.0.0.1:2379,https://10.20.0.10:2379',
    'listen-metrics-urls': 'http://127.0.0.1:2381',
    'listen-peer-urls': 'https://10.20.0.10:2380',
    'peer-cert-file': '/etc/kubernetes/pki/etcd/peer.crt',
    'peer-client-cert-auth': 'true',
    'peer-key-file': '/etc/kubernetes/pki/etcd/peer.key',
    'trusted-ca-file': '/etc/kubernetes/pki/etcd/ca.crt',
  }),
  staticPod('kube-apiserver', `registry.k8s.io/kube-apiserver:${VERSION}`, API_SERVER_FLAGS),
  staticPod('kube-controller-manager', `registry.k8s.io/kube-controller-manager:${VERSION}`, {
    'bind-address': '127.0.0.1',
    'root-ca-file': '/etc/kubernetes/pki/ca.crt',
    'service-account-private-key-file': '/etc/kubernetes/pki/sa.key',
    'use-service-account-credentials': 'true',
  }),
  staticPod('kube-scheduler', `registry.k8s.io/kube-scheduler:${VERSION}`, { 'bind-address': '127.0.0.1' }),
  COREDNS,
  KUBE_PROXY,
  CILIUM,
  KUBE_DNS,
  ...['coredns', 'kube-proxy', 'cilium', 'default'].map((name) => serviceAccount(NS, name)),
];
