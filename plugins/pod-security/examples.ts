/** A namespace with its levels, a pod that meets them, and the defaults of the cluster. */
import type { Example } from 'kubectl-harden/plugin-api';

export const NAMESPACE_EXAMPLE: Example = {
  name: 'namespace.yaml',
  title: 'Namespace for production that enforces restricted and warns of what newer rules refuse',
  text: `apiVersion: v1
kind: Namespace
metadata:
  name: production
  labels:
    pod-security.kubernetes.io/enforce: restricted
    # Pinned to the release of the cluster: an upgrade changes no verdict by itself.
    pod-security.kubernetes.io/enforce-version: v1.37
    pod-security.kubernetes.io/audit: restricted
    pod-security.kubernetes.io/audit-version: latest
    pod-security.kubernetes.io/warn: restricted
    pod-security.kubernetes.io/warn-version: latest
`,
};

export const POD_EXAMPLE: Example = {
  name: 'secure-pod.yaml',
  title: 'Pod that the level restricted admits, with a volume for what it has to write',
  text: `apiVersion: v1
kind: Pod
metadata:
  name: secure-pod
  namespace: production
  labels: {app: secure-pod}
spec:
  automountServiceAccountToken: false
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    runAsGroup: 10001
    fsGroup: 10001
    seccompProfile: {type: RuntimeDefault}
  containers:
  - name: app
    image: registry.example.com/production/app@sha256:7d9c1a1e7f64b4e5b1a0cbb8a2b3f5f2a9c8e4d3b2a1908f7e6d5c4b3a291807
    ports:
    # Above 1024: no capability is needed.
    - {name: http, containerPort: 8080}
    securityContext:
      allowPrivilegeEscalation: false
      readOnlyRootFilesystem: true
      capabilities: {drop: [ALL]}
    resources:
      requests: {cpu: 100m, memory: 128Mi}
      limits: {memory: 128Mi}
    volumeMounts:
    - {name: tmp, mountPath: /tmp}
  volumes:
  - name: tmp
    emptyDir: {sizeLimit: 64Mi}
`,
};

export const ADMISSION_EXAMPLE: Example = {
  name: 'admission-configuration.yaml',
  title: 'Levels for all namespaces that have no labels, with no exemption',
  text: `# File of --admission-control-config-file on every API server.
apiVersion: apiserver.config.k8s.io/v1
kind: AdmissionConfiguration
plugins:
- name: PodSecurity
  configuration:
    apiVersion: pod-security.admission.config.k8s.io/v1
    kind: PodSecurityConfiguration
    defaults:
      enforce: baseline
      enforce-version: v1.37
      audit: restricted
      audit-version: latest
      warn: restricted
      warn-version: latest
    # A user or a class that is exempt may create a privileged pod anywhere. Label the namespaces of agents instead.
    exemptions:
      usernames: []
      runtimeClasses: []
      namespaces: [kube-system]
`,
};
