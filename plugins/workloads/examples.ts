/** One Deployment that meets what the checks of workloads ask for. */
import type { Example } from 'kubectl-harden/plugin-api';

export const DEPLOYMENT_EXAMPLE: Example = {
  name: 'deployment.yaml',
  title: 'Deployment without root, capabilities and a writable image',
  text: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: production
  labels: {app: web}
spec:
  replicas: 2
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      automountServiceAccountToken: false
      securityContext:
        runAsNonRoot: true
        # A number: names of users are known to the image alone.
        runAsUser: 10001
        runAsGroup: 10001
        fsGroup: 10001
        seccompProfile: {type: RuntimeDefault}
      containers:
      - name: web
        image: registry.example.com/production/web@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
        ports:
        - {name: http, containerPort: 8080}
        securityContext:
          allowPrivilegeEscalation: false
          readOnlyRootFilesystem: true
          # Nothing is added back: a port above 1024 needs no NET_BIND_SERVICE.
          capabilities: {drop: [ALL]}
        readinessProbe:
          httpGet: {path: /ready, port: http}
        livenessProbe:
          httpGet: {path: /live, port: http}
        resources:
          requests: {cpu: 100m, memory: 128Mi}
          limits: {memory: 128Mi}
        volumeMounts:
        - {name: tmp, mountPath: /tmp}
        - {name: cache, mountPath: /var/cache/web}
      volumes:
      # What the program writes, and no more than that.
      - name: tmp
        emptyDir: {sizeLimit: 64Mi}
      - name: cache
        emptyDir: {sizeLimit: 256Mi}
`,
};
