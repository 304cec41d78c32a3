/** The plugins, and the limits of events. */
import type { Example } from 'kubectl-harden/plugin-api';

const FILE_1 = `# Merge into the ClusterConfiguration of the ConfigMap kubeadm-config in kube-system, so that upgrades keep it. Then run
# "kubeadm init phase control-plane apiserver --config FILE" on one control plane node after the other.
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
apiServer:
  extraArgs:
  - {name: enable-admission-plugins, value: "NodeRestriction,EventRateLimit,DenyServiceExternalIPs"}
  - {name: admission-control-config-file, value: /etc/kubernetes/admission/configuration.yaml}
  extraVolumes:
  - name: admission
    hostPath: /etc/kubernetes/admission
    mountPath: /etc/kubernetes/admission
    pathType: Directory
    readOnly: true
`;

const FILE_2 = `# /etc/kubernetes/admission/configuration.yaml on every control plane node.
apiVersion: apiserver.config.k8s.io/v1
kind: AdmissionConfiguration
plugins:
- name: EventRateLimit
  configuration:
    apiVersion: eventratelimit.admission.k8s.io/v1alpha1
    kind: Configuration
    limits:
    - {type: Server, qps: 100, burst: 500}
    - {type: Namespace, qps: 20, burst: 100, cacheSize: 500}
`;

export const EXAMPLES: readonly Example[] = [
  { name: 'kubeadm.yaml', title: 'How kubeadm starts the API server with the optional plugins', text: FILE_1 },
  {
    name: 'admission-configuration.yaml',
    title: 'Limits of events, for --admission-control-config-file',
    text: FILE_2,
  },
];
