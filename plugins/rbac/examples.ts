/** Rights for people, in their namespace and by the groups of the identity provider; and a pod without a token. */
import type { Example } from 'kubectl-harden/plugin-api';

export const DEVELOPER_EXAMPLE: Example = {
  name: 'developer-role.yaml',
  title: 'Role for the developers of one namespace, bound to a group of the identity provider',
  text: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: developer
  namespace: production
rules:
- apiGroups: [""]
  resources: [pods, pods/log, services, configmaps, events, persistentvolumeclaims]
  verbs: [get, list, watch]
- apiGroups: [apps]
  resources: [deployments, replicasets, statefulsets]
  verbs: [get, list, watch]
- apiGroups: [batch]
  resources: [jobs, cronjobs]
  verbs: [get, list, watch]
# Restarts and scaling. Neither exec nor Secrets, and no new pods: a pipeline deploys.
- apiGroups: [apps]
  resources: [deployments/scale]
  verbs: [get, patch]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: developers
  namespace: production
subjects:
# The prefix keeps groups of the identity provider apart from those of Kubernetes.
- apiGroup: rbac.authorization.k8s.io
  kind: Group
  name: oidc:production-developers
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: developer
`,
};

export const TEAM_EXAMPLE: Example = {
  name: 'team-lead.yaml',
  title: 'The built-in role edit for a team in its own namespace, in place of cluster-admin',
  text: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: team-leads
  namespace: production
subjects:
- apiGroup: rbac.authorization.k8s.io
  kind: Group
  name: oidc:production-leads
# A RoleBinding to a ClusterRole: its rules count in this namespace alone.
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: edit
`,
};

export const TOKEN_EXAMPLE: Example = {
  name: 'service-account.yaml',
  title: 'Account whose pods get no token, and a pod that asks for one of an hour by itself',
  text: `apiVersion: v1
kind: ServiceAccount
metadata:
  name: reader
  namespace: production
automountServiceAccountToken: false
---
apiVersion: v1
kind: Pod
metadata:
  name: reader
  namespace: production
spec:
  serviceAccountName: reader
  automountServiceAccountToken: false
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    seccompProfile: {type: RuntimeDefault}
  containers:
  - name: app
    image: registry.example.com/production/reader@sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae
    securityContext:
      allowPrivilegeEscalation: false
      readOnlyRootFilesystem: true
      capabilities: {drop: [ALL]}
    volumeMounts:
    - {name: token, mountPath: /var/run/secrets/tokens, readOnly: true}
  volumes:
  - name: token
    projected:
      sources:
      - serviceAccountToken:
          path: vault
          audience: vault.example.com
          expirationSeconds: 3600
`,
};
