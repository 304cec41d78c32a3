/** Rights for an agent: what it explains, and nothing that it could show or change. */
import type { Example } from 'kubectl-harden/plugin-api';

export const READ_ONLY_EXAMPLE: Example = {
  name: 'agent-read-only.yaml',
  title: 'Account for an agent that reads workloads, events and logs, without Secrets',
  text: `apiVersion: v1
kind: ServiceAccount
metadata:
  name: agent
  namespace: default
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: agent-read-only
rules:
# No Secrets, no ConfigMaps, no exec: what an agent can read it can be made to show.
- apiGroups: [""]
  resources: [events, namespaces, nodes, persistentvolumeclaims, pods, pods/log, services]
  verbs: [get, list, watch]
- apiGroups: [apps]
  resources: [daemonsets, deployments, replicasets, statefulsets]
  verbs: [get, list, watch]
- apiGroups: [batch]
  resources: [cronjobs, jobs]
  verbs: [get, list, watch]
- apiGroups: [networking.k8s.io]
  resources: [ingresses, networkpolicies]
  verbs: [get, list, watch]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: agent-read-only
subjects:
- kind: ServiceAccount
  name: agent
  namespace: default
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: agent-read-only
`,
};
