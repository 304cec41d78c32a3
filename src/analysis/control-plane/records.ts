/** What kubeadm has written down of a component, laid over the command line that it writes itself. */
import type { ControlPlaneRecords } from '../../plugin-api/index.ts';
import type { ComponentName } from './component.ts';
import type { Flags } from './flags.ts';

export interface ComponentRecord {
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

/** `undefined`: kubeadm has written down nothing of it. */
export function recordOf(records: ControlPlaneRecords | undefined, name: ComponentName): ComponentRecord | undefined {
  const added = records?.flags[name];
  if (added === undefined) return undefined;
  return { added: new Set(Object.keys(added)), flags: new Map(Object.entries({ ...WRITTEN[name], ...added })) };
}
