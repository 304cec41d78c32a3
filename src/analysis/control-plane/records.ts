/** What an installer has written down of a component, laid over the command line that it writes itself. */
import type { ControlPlaneRecords, KindMap, ObjectRef } from '../../plugin-api/index.ts';
import type { ComponentName } from './component.ts';
import type { Flags } from './flags.ts';
import { type NodeArgs, nodeArgsOf } from './node-args.ts';

export interface ComponentRecord {
  /** Who has written it, the subject of a sentence: `kubeadm-config`, `k3s on node a`. */
  readonly by: string;
  readonly source: ObjectRef | string;
  /** Name of the node, where each has a record of its own. */
  readonly node?: string;
  /** Flags that an operator has added. */
  readonly added: ReadonlySet<string>;
  readonly flags: Flags;
}

const PKI = '/etc/kubernetes/pki';

/** kubeadm v1.36, `cmd/kubeadm/app/phases/controlplane` and `etcd`: without addresses and ranges, which no check judges. */
const WRITTEN: Readonly<Record<ComponentName, Readonly<Record<string, string>>>> = {
  'kube-apiserver': {
    'authorization-mode': 'Node,RBAC',
    'client-ca-file': `${PKI}/ca.crt`,
    'enable-admission-plugins': 'NodeRestriction',
    'etcd-cafile': `${PKI}/etcd/ca.crt`,
    'etcd-certfile': `${PKI}/apiserver-etcd-client.crt`,
    'etcd-keyfile': `${PKI}/apiserver-etcd-client.key`,
    'etcd-servers': 'https://127.0.0.1:2379',
    'kubelet-client-certificate': `${PKI}/apiserver-kubelet-client.crt`,
    'kubelet-client-key': `${PKI}/apiserver-kubelet-client.key`,
    'service-account-key-file': `${PKI}/sa.pub`,
    'tls-cert-file': `${PKI}/apiserver.crt`,
    'tls-private-key-file': `${PKI}/apiserver.key`,
  },
  'kube-controller-manager': {
    'bind-address': '127.0.0.1',
    'root-ca-file': `${PKI}/ca.crt`,
    'service-account-private-key-file': `${PKI}/sa.key`,
    'use-service-account-credentials': 'true',
  },
  'kube-scheduler': { 'bind-address': '127.0.0.1' },
  etcd: {
    'cert-file': `${PKI}/etcd/server.crt`,
    'client-cert-auth': 'true',
    'key-file': `${PKI}/etcd/server.key`,
    // One address is that of the node.
    'listen-client-urls': 'https://127.0.0.1:2379,https://ADDRESS:2379',
    'peer-cert-file': `${PKI}/etcd/peer.crt`,
    'peer-client-cert-auth': 'true',
    'peer-key-file': `${PKI}/etcd/peer.key`,
    'trusted-ca-file': `${PKI}/etcd/ca.crt`,
  },
};

/** k3s v1.36, `pkg/daemons/control/server.go`: without addresses and ranges, which no check judges. */
const TLS = '/var/lib/rancher/k3s/server/tls';
const BY_K3S: Readonly<Record<ComponentName, Readonly<Record<string, string>>>> = {
  'kube-apiserver': {
    'anonymous-auth': 'false',
    'authorization-mode': 'Node,RBAC',
    'client-ca-file': `${TLS}/client-ca.crt`,
    'enable-admission-plugins': 'NodeRestriction',
    'kubelet-certificate-authority': `${TLS}/server-ca.crt`,
    'kubelet-client-certificate': `${TLS}/client-kube-apiserver.crt`,
    'kubelet-client-key': `${TLS}/client-kube-apiserver.key`,
    profiling: 'false',
    'service-account-key-file': `${TLS}/service.key`,
    'tls-cert-file': `${TLS}/serving-kube-apiserver.crt`,
    'tls-private-key-file': `${TLS}/serving-kube-apiserver.key`,
  },
  'kube-controller-manager': {
    'bind-address': '127.0.0.1',
    profiling: 'false',
    'root-ca-file': `${TLS}/server-ca.crt`,
    'service-account-private-key-file': `${TLS}/service.key`,
    'use-service-account-credentials': 'true',
  },
  'kube-scheduler': { 'bind-address': '127.0.0.1', profiling: 'false' },
  etcd: {
    'cert-file': `${TLS}/etcd/server-client.crt`,
    'client-cert-auth': 'true',
    'key-file': `${TLS}/etcd/server-client.key`,
    'peer-cert-file': `${TLS}/etcd/peer-server-client.crt`,
    'peer-client-cert-auth': 'true',
    'peer-key-file': `${TLS}/etcd/peer-server-client.key`,
    'trusted-ca-file': `${TLS}/etcd/server-ca.crt`,
  },
};

/** Of kubeadm, and of k3s and RKE2 one for each node with a control plane. */
export function recordsOf(
  records: ControlPlaneRecords | undefined,
  nodes: readonly KindMap['Node'][],
  name: ComponentName,
): readonly ComponentRecord[] {
  const added = records?.flags[name];
  const kubeadm = {
    by: 'kubeadm-config',
    source: 'ConfigMap kube-system/kubeadm-config',
    added: new Set(Object.keys(added ?? {})),
    flags: new Map(Object.entries({ ...WRITTEN[name], ...added })),
  };
  const servers = nodeArgsOf(nodes).filter(({ isServer }) => isServer);
  return [...(added === undefined ? [] : [kubeadm]), ...servers.map((each) => recordOn(each, name))];
}

function recordOn({ distribution, node, source, added }: NodeArgs, name: ComponentName): ComponentRecord {
  const own = added(name);
  return {
    by: `${distribution} on node ${node}`,
    source,
    node,
    added: new Set(own.keys()),
    flags: new Map([...Object.entries(BY_K3S[name]), ...own]),
  };
}
