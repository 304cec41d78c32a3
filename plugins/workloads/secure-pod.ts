/** The pod template of the examples: it meets the Pod Security level restricted, and what the checks of this area ask. */

const DIGEST = 'sha256:7f3c9f6d0a5b4e1c8d2a6b9e4f1c3d5a7b8e9f0c1d2e3f4a5b6c7d8e9f0a1b2c';

/** Indented as the `template` of a Deployment. */
export const SECURE_TEMPLATE = `  template:
    metadata:
      labels: {app: api}
    spec:
      automountServiceAccountToken: false
      serviceAccountName: api
      securityContext:
        runAsNonRoot: true
        runAsUser: 10001
        runAsGroup: 10001
        fsGroup: 10001
        fsGroupChangePolicy: OnRootMismatch
        seccompProfile: {type: RuntimeDefault}
      containers:
        - name: api
          image: registry.example.com/shop/api:1.4.2@${DIGEST}
          ports: [{name: http, containerPort: 8080}]
          readinessProbe: {httpGet: {path: /ready, port: http}}
          livenessProbe: {tcpSocket: {port: http}, periodSeconds: 20, failureThreshold: 6}
          resources:
            requests: {cpu: 100m, memory: 128Mi}
            limits: {memory: 256Mi}
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities: {drop: [ALL]}
          volumeMounts: [{name: tmp, mountPath: /tmp}]
      volumes:
        - name: tmp
          emptyDir: {sizeLimit: 64Mi}
`;
