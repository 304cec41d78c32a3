import type { Example } from 'kubectl-harden/plugin-api';

export const examples: readonly Example[] = [
  {
    name: 'password-from-a-secret.yaml',
    title: 'Deployment whose password is a file that a Secret brings, and a variable only where the program needs one',
    text: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: orders
  namespace: shop
spec:
  replicas: 2
  selector:
    matchLabels:
      app: orders
  template:
    metadata:
      labels:
        app: orders
    spec:
      automountServiceAccountToken: false
      securityContext:
        runAsNonRoot: true
        runAsUser: 10001
        fsGroup: 10001
        seccompProfile:
          type: RuntimeDefault
      containers:
        - name: orders
          image: registry.example.com/shop/orders@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
          env:
            - name: DB_PASSWORD_FILE
              value: /var/run/secrets/orders/password
            - name: QUEUE_PASSWORD
              valueFrom:
                secretKeyRef:
                  name: orders
                  key: queue-password
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
          volumeMounts:
            - name: credentials
              mountPath: /var/run/secrets/orders
              readOnly: true
      volumes:
        - name: credentials
          secret:
            secretName: orders
            defaultMode: 0440
            items:
              - key: password
                path: password
`,
  },
];
