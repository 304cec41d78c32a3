import type { Example } from 'kubectl-harden/plugin-api';

const EXTERNAL_SECRET = `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: orders
  namespace: shop
spec:
  refreshInterval: 1h0m0s
  secretStoreRef:
    kind: SecretStore
    name: shop
  target:
    name: orders
    creationPolicy: Owner
    deletionPolicy: Retain
  data:
    - secretKey: password
      remoteRef:
        key: shop/orders
        property: password
`;

export const examples: readonly Example[] = [
  {
    name: 'aws-secrets-manager.yaml',
    title: 'External Secrets from AWS Secrets Manager, reached by the role of a ServiceAccount',
    text: `apiVersion: v1
kind: ServiceAccount
metadata:
  name: shop-secrets
  namespace: shop
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/shop-secrets
automountServiceAccountToken: false
---
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata:
  name: shop
  namespace: shop
spec:
  provider:
    aws:
      service: SecretsManager
      region: eu-central-1
      auth:
        jwt:
          serviceAccountRef:
            name: shop-secrets
---
${EXTERNAL_SECRET}`,
  },
  {
    name: 'azure-key-vault.yaml',
    title: 'External Secrets from Azure Key Vault, reached by workload identity',
    text: `apiVersion: v1
kind: ServiceAccount
metadata:
  name: shop-secrets
  namespace: shop
  annotations:
    azure.workload.identity/client-id: 00000000-0000-0000-0000-000000000001
    azure.workload.identity/tenant-id: 00000000-0000-0000-0000-000000000002
automountServiceAccountToken: false
---
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata:
  name: shop
  namespace: shop
spec:
  provider:
    azurekv:
      authType: WorkloadIdentity
      vaultUrl: https://shop-prod.vault.azure.net
      serviceAccountRef:
        name: shop-secrets
---
${EXTERNAL_SECRET.replace('shop/orders\n        property: password', 'shop-orders-password')}`,
  },
  {
    name: 'vault.yaml',
    title: 'External Secrets from Vault, reached by a token of a ServiceAccount with an audience of its own',
    text: `apiVersion: v1
kind: ServiceAccount
metadata:
  name: shop-secrets
  namespace: shop
automountServiceAccountToken: false
---
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata:
  name: shop
  namespace: shop
spec:
  provider:
    vault:
      server: https://vault.example.com:8200
      path: secret
      version: v2
      auth:
        kubernetes:
          mountPath: kubernetes
          role: shop
          serviceAccountRef:
            name: shop-secrets
            audiences: [vault]
---
${EXTERNAL_SECRET}`,
  },
  {
    name: 'seal.sh',
    title: 'Sealed Secrets: from a value to the object that may be committed',
    text: `#!/bin/sh
# Reads the value from the terminal, so that it is in no history and in no file.
set -eu
printf 'password: ' >&2
stty -echo; read -r password; stty echo
printf '%s' "$password" |
  kubectl create secret generic orders --namespace shop --dry-run=client --from-file=password=/dev/stdin -o json |
  kubeseal --controller-namespace kube-system --controller-name sealed-secrets-controller --format yaml > orders.sealed.yaml
`,
  },
];
