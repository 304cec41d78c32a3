/** Where distributions that somebody runs himself keep the settings of their control plane, and what shows them there. */
import type { ControlPlaneRecords, KindMap, ServerVersion } from '../../plugin-api/index.ts';
import { type DistributionName, distributionOf } from './distribution.ts';
import { type Provider, type ProviderSetting, providerOf } from './provider.ts';

type Commands = Readonly<Partial<Record<ProviderSetting, string>>> & { readonly other: string };

interface Keeper {
  readonly name: DistributionName | 'kubeadm';
  readonly home: string;
  readonly commands: Commands;
}

const MANIFEST = 'sudo cat /etc/kubernetes/manifests/kube-apiserver.yaml';
const KUBELET = 'sudo cat /var/lib/kubelet/config.yaml';

const KUBEADM: Keeper = {
  name: 'kubeadm',
  home: 'files of the control plane nodes',
  commands: { 'settings of the kubelets': KUBELET, other: MANIFEST },
};

/** None of these commands shows a key. */
const KEEPERS: readonly Keeper[] = [
  {
    name: 'k3s',
    home: 'the configuration of its servers',
    commands: {
      'encryption of Secrets': 'sudo k3s secrets-encrypt status',
      'backups of the control plane': 'sudo k3s etcd-snapshot ls',
      other: "sudo grep -E -- '-arg|tls|anonymous|secrets-encryption' /etc/rancher/k3s/config.yaml",
    },
  },
  {
    name: 'RKE2',
    home: 'the configuration of its servers',
    commands: {
      'encryption of Secrets': 'sudo rke2 secrets-encrypt status',
      'backups of the control plane': 'sudo rke2 etcd-snapshot ls',
      other: "sudo grep -E -- '-arg|profile|audit|secrets-encryption' /etc/rancher/rke2/config.yaml",
    },
  },
  {
    name: 'Talos',
    home: 'the configuration of its machines',
    commands: {
      'settings of the kubelets': 'talosctl --nodes NODE get kubeletspec --output yaml',
      'backups of the control plane': 'talosctl --nodes NODE etcd status',
      other: 'talosctl --nodes NODE get staticpods --output yaml',
    },
  },
  {
    name: 'OpenShift',
    home: 'objects of its operators',
    commands: {
      'audit log': "oc get apiserver cluster --output jsonpath='{.spec.audit}'",
      'encryption of Secrets': "oc get apiserver cluster --output jsonpath='{.spec.encryption.type}'",
      authentication: "oc get oauth cluster --output jsonpath='{.spec.identityProviders[*].type}'",
      'settings of the kubelets': 'oc get kubeletconfig --output yaml',
      'backups of the control plane': 'oc get backups.config.openshift.io',
      other: 'oc get configmap config --namespace openshift-kube-apiserver --output yaml',
    },
  },
  {
    name: 'kind',
    home: 'files of its node containers',
    commands: {
      'settings of the kubelets': 'docker exec CLUSTER-control-plane cat /var/lib/kubelet/config.yaml',
      other: 'docker exec CLUSTER-control-plane cat /etc/kubernetes/manifests/kube-apiserver.yaml',
    },
  },
  {
    name: 'minikube',
    home: 'files of its machine',
    commands: { 'settings of the kubelets': `minikube ssh -- ${KUBELET}`, other: `minikube ssh -- ${MANIFEST}` },
  },
  {
    name: 'vcluster',
    home: 'the cluster that it runs in',
    commands: { other: 'helm get values NAME --namespace NAMESPACE, with the kubeconfig of that cluster' },
  },
];

/**
 * Who is to be asked for a setting that nothing shows: a provider, a distribution, or where its ConfigMaps are there
 * kubeadm. Says nothing about who runs the control plane.
 */
export function keeperOf(
  version: ServerVersion | undefined,
  nodes: readonly KindMap['Node'][],
  records?: ControlPlaneRecords,
): Provider | undefined {
  const provider = providerOf(version, nodes);
  if (provider !== undefined) return provider;
  const name = distributionOf(version, nodes)?.name;
  const found = KEEPERS.find((keeper) => keeper.name === name);
  if (found !== undefined) return asked(found);
  return Object.keys(records?.flags ?? {}).length > 0 ? asked(KUBEADM) : undefined;
}

function asked({ name, home, commands }: Keeper): Provider {
  return { name, home, command: (setting) => commands[setting] ?? commands.other };
}
