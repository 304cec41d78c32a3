/** The configuration of kubelets is a file of each node, or a setting of a node pool. */
import type { Proposal } from 'kubectl-harden/plugin-api';

export const BY_FILE: Proposal = {
  readiness: 'elsewhere',
  reason:
    'The configuration of a kubelet is a file of its node, or a setting of its node pool, out of reach of the Kubernetes API.',
  changes: [],
};

export const HOW =
  'Write it as a file of the folder that `--config-dir` of the kubelet names, or in `/var/lib/kubelet/config.yaml` and in ' +
  'the ConfigMap `kubelet-config` of kube-system, so that new nodes get it; then restart the kubelet, one node after the ' +
  'other. Where a provider makes the nodes, it is a setting of the node pool.';
