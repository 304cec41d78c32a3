/** A Secret as files, in the place of variables. */
import type { Example } from 'kubectl-harden/plugin-api';

export const EXAMPLES: readonly Example[] = [
  {
    name: 'secret-as-file.yaml',
    title: 'Deployment that reads a password from a file of its own',
    text: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  namespace: production
spec:
  replicas: 2
  selector:
    matchLabels: {app: api}
  template:
    metadata:
      labels: {app: api}
    spec:
      automountServiceAccountToken: false
      containers:
        - name: api
          image: registry.example.com/shop/api:1.9.0
          env:
            # A path is no secret: many programs take one under such a name.
            - {name: DATABASE_PASSWORD_FILE, value: /run/secrets/database/password}
          volumeMounts:
            - {name: database, mountPath: /run/secrets/database, readOnly: true}
      volumes:
        - name: database
          secret:
            secretName: database
            defaultMode: 0440
            items:
              - {key: password, path: password}
`,
  },
];
