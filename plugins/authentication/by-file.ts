/** Flags and configuration of the control plane are files of its nodes, or settings of a provider. */
import type { Proposal } from 'kubectl-harden/plugin-api';

export const BY_FILE: Proposal = {
  readiness: 'elsewhere',
  reason:
    'The flags are files of the control plane nodes, or settings of a provider, out of reach of the Kubernetes API.',
  changes: [],
};

/** How an operator of kubeadm carries out a change of flags, the end of a guidance. */
export const HOW =
  'With kubeadm the flags belong in `extraArgs` of the ClusterConfiguration, so that upgrades keep them; elsewhere in ' +
  'the manifest under `/etc/kubernetes/manifests`, or in the configuration of the distribution. Do one control plane ' +
  'node at a time, and wait until the replica is ready: an API server that does not take a flag does not start.';
