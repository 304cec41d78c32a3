/** Network plugins, and whether they enforce NetworkPolicies. */
import { defineTable } from '../plugin-api/index.ts';

export interface NetworkPlugin {
  /** As its makers write it. */
  readonly name: string;
  /** Ends of the image repositories of its agent on the nodes, in whole path segments. */
  readonly images: readonly string[];
  /** Names that its installers give to the DaemonSet, where its images have no name of their own. */
  readonly daemonSets: readonly string[];
  /** yes: always. no: it connects pods, and policies are ignored. settings: what it is started with decides. */
  readonly enforces: 'yes' | 'no' | 'settings';
}

export const networkPlugins = defineTable<NetworkPlugin>({
  id: 'network-plugins',
  describe: 'Agents that connect pods on the nodes, and whether they enforce NetworkPolicies.',
  asOf: '2026-11-28',
  source: 'Documentation and installation manifests of each project',
  columns: {
    name: { describe: 'The plugin.' },
    images: {
      type: 'list',
      describe: 'Ends of the image repositories of its agent, in whole path segments.',
      default: [],
    },
    daemonSets: { type: 'list', describe: 'Names of its DaemonSet; * stands for any characters.', default: [] },
    enforces: {
      describe: 'yes: always; no: policies are ignored; settings: what it is started with decides.',
      choices: ['yes', 'no', 'settings'],
    },
  },
  rows: [
    { name: 'Cilium', images: ['cilium/cilium'], daemonSets: ['anetd'], enforces: 'settings' },
    {
      name: 'Calico',
      images: ['calico/node', 'rancher/mirrored-calico-node', 'rancher/hardened-calico', 'tigera/cnx-node'],
      daemonSets: [],
      enforces: 'yes',
    },
    {
      name: 'Antrea',
      images: ['antrea/antrea-agent-ubuntu', 'antrea/antrea-agent-ubi', 'antrea/antrea-ubuntu'],
      daemonSets: [],
      enforces: 'yes',
    },
    {
      name: 'kube-router',
      images: ['cloudnativelabs/kube-router', 'k0sproject/kube-router'],
      daemonSets: [],
      enforces: 'settings',
    },
    {
      name: 'OVN-Kubernetes',
      images: ['ovn-kube-ubuntu', 'ovn-kube-fedora'],
      daemonSets: ['ovnkube-node*'],
      enforces: 'yes',
    },
    { name: 'Kube-OVN', images: ['kubeovn/kube-ovn'], daemonSets: [], enforces: 'yes' },
    { name: 'Weave Net', images: ['weaveworks/weave-npc'], daemonSets: [], enforces: 'yes' },
    { name: 'kube-network-policies', images: ['networking/kube-network-policies'], daemonSets: [], enforces: 'yes' },
    {
      name: 'Azure Network Policy Manager',
      images: ['containernetworking/azure-npm'],
      daemonSets: [],
      enforces: 'yes',
    },
    {
      name: 'Amazon network policy agent',
      images: ['amazon/aws-network-policy-agent'],
      daemonSets: [],
      enforces: 'settings',
    },
    { name: 'kindnet', images: ['kindest/kindnetd'], daemonSets: [], enforces: 'settings' },
    {
      name: 'Flannel',
      images: [
        'flannel-io/flannel',
        'flannel/flannel',
        'coreos/flannel',
        'rancher/mirrored-flannel-flannel',
        'rancher/hardened-flannel',
      ],
      daemonSets: [],
      enforces: 'no',
    },
    { name: 'Amazon VPC CNI', images: ['amazon-k8s-cni'], daemonSets: [], enforces: 'no' },
    { name: 'Azure CNI', images: ['containernetworking/azure-cns'], daemonSets: [], enforces: 'no' },
  ],
});
