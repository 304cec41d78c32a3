/** Limits of kubelets, and kube-proxy that keeps its metrics to its node. */
import type { Example } from 'kubectl-harden/plugin-api';

const FILE_1 = `# A file of the folder that --config-dir of the kubelet names.
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
podPidsLimit: 4096
streamingConnectionIdleTimeout: 4h0m0s
eventRecordQPS: 50
makeIPTablesUtilChains: true
`;

const FILE_2 = `apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
metricsBindAddress: 127.0.0.1:10249
`;

export const EXAMPLES: readonly Example[] = [
  { name: 'kubelet-configuration.yaml', title: 'Part of the configuration of every kubelet', text: FILE_1 },
  { name: 'kube-proxy.yaml', title: 'Part of the configuration of kube-proxy, in its ConfigMap', text: FILE_2 },
];
