/** How the flags of the control plane are changed: where the Kubernetes API does not reach. */
import type { Proposal } from '../../plugin-api/index.ts';

export const FLAGS_BY_FILE: Proposal = {
  readiness: 'elsewhere',
  reason:
    'The flags are files of the control plane nodes, or settings of a provider, out of reach of the Kubernetes API.',
  changes: [],
};

/** How an operator of kubeadm carries out a change of flags of one of them: the end of a guidance. */
export function howToSetFlags(component: 'an API server' | 'an etcd member'): string {
  return (
    'With kubeadm the flags belong in `extraArgs` of the ClusterConfiguration, so that upgrades keep them; elsewhere in ' +
    'the manifest under `/etc/kubernetes/manifests`, or in the configuration of the distribution. Do one control plane ' +
    `node at a time, and wait until the replica is ready: ${component} that does not take a flag does not start.`
  );
}
