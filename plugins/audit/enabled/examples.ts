/** The audit policy, and how an API server that kubeadm runs is started with it. */
import type { Example } from 'kubectl-harden/plugin-api';

const POLICY = `# /etc/kubernetes/audit/policy.yaml on every control plane node. The first rule that fits an event decides.
apiVersion: audit.k8s.io/v1
kind: Policy
# Each request once, when it is answered, and streams when they begin.
omitStages: [RequestReceived]
rules:
# Health probes and the leases of components say nothing about people.
- level: None
  nonResourceURLs: ["/healthz*", "/livez*", "/readyz*", /version]
- level: None
  userGroups: ["system:nodes", "system:serviceaccounts:kube-system"]
  verbs: [get, update, patch]
  resources:
  - {group: coordination.k8s.io, resources: [leases]}
- level: None
  users: ["system:kube-controller-manager", "system:kube-scheduler"]
  verbs: [get, update]
  resources:
  - {group: coordination.k8s.io, resources: [leases]}
# Bodies of these hold credentials: who asked for which, and nothing of what is in them.
- level: Metadata
  resources:
  - {group: "", resources: [secrets, configmaps, serviceaccounts/token]}
  - {group: authentication.k8s.io, resources: [tokenreviews, tokenrequests]}
# The way into a running container: with the command.
- level: Request
  resources:
  - {group: "", resources: [pods/exec, pods/attach, pods/portforward, pods/proxy, services/proxy, nodes/proxy]}
# Who changes rights and gates: what was asked and what came of it.
- level: RequestResponse
  verbs: [create, update, patch, delete, deletecollection]
  resources:
  - {group: rbac.authorization.k8s.io}
  - {group: admissionregistration.k8s.io}
  - {group: certificates.k8s.io}
# Everything else: who, what, when, from where.
- level: Metadata
`;

const KUBEADM = `# Merge into the ClusterConfiguration of the ConfigMap kubeadm-config in kube-system, so that upgrades keep it. Then run
# "kubeadm init phase control-plane apiserver --config FILE" on one control plane node after the other.
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
apiServer:
  extraArgs:
  - {name: audit-policy-file, value: /etc/kubernetes/audit/policy.yaml}
  - {name: audit-log-path, value: /var/log/kubernetes/audit/audit.log}
  - {name: audit-log-maxage, value: "30"}
  - {name: audit-log-maxbackup, value: "10"}
  - {name: audit-log-maxsize, value: "100"}
  extraVolumes:
  - name: audit-policy
    hostPath: /etc/kubernetes/audit
    mountPath: /etc/kubernetes/audit
    pathType: Directory
    readOnly: true
  - name: audit-log
    hostPath: /var/log/kubernetes/audit
    mountPath: /var/log/kubernetes/audit
    pathType: DirectoryOrCreate
`;

export const EXAMPLES: readonly Example[] = [
  {
    name: 'audit-policy.yaml',
    title: 'Audit policy that records all requests and keeps bodies of Secrets out',
    text: POLICY,
  },
  { name: 'kubeadm.yaml', title: 'How kubeadm starts the API server with this policy and a log', text: KUBEADM },
];
