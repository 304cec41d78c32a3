import type { Example } from 'kubectl-harden/plugin-api';

function account(name: string, annotations: string): string {
  return `apiVersion: v1
kind: ServiceAccount
metadata:
  name: ${name}
  namespace: shop
  annotations:
${annotations}
`;
}

export const examples: readonly Example[] = [
  {
    name: 'eks.yaml',
    title: 'ServiceAccount with a role of AWS (IRSA)',
    text: account(
      'orders',
      '    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/shop-orders\n    eks.amazonaws.com/sts-regional-endpoints: "true"',
    ),
  },
  {
    name: 'eks-trust-policy.json',
    title: 'Trust policy of that role: this ServiceAccount and no other',
    text: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF"
      },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {
        "StringEquals": {
          "oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF:aud": "sts.amazonaws.com",
          "oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF:sub": "system:serviceaccount:shop:orders"
        }
      }
    }
  ]
}
`,
  },
  {
    name: 'gke.yaml',
    title: 'ServiceAccount with one of Google Cloud',
    text: account('orders', '    iam.gke.io/gcp-service-account: shop-orders@shop-prod.iam.gserviceaccount.com'),
  },
  {
    name: 'aks.yaml',
    title: 'ServiceAccount and Deployment with a managed identity of Azure',
    text: `${account('orders', '    azure.workload.identity/client-id: 00000000-0000-0000-0000-000000000001')}---
apiVersion: apps/v1
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
        azure.workload.identity/use: "true"
    spec:
      serviceAccountName: orders
      securityContext:
        runAsNonRoot: true
        runAsUser: 10001
        seccompProfile:
          type: RuntimeDefault
      containers:
        - name: orders
          image: registry.example.com/shop/orders@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
`,
  },
];
