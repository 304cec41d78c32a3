/** An aggregated API that is verified. */
import type { Example } from 'kubectl-harden/plugin-api';

const FILE_1 = `apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata:
  name: v1beta1.metrics.k8s.io
  annotations:
    # cert-manager's CA injector fills in caBundle from this certificate.
    cert-manager.io/inject-ca-from: kube-system/metrics-server
spec:
  group: metrics.k8s.io
  version: v1beta1
  groupPriorityMinimum: 100
  versionPriority: 100
  service: {name: metrics-server, namespace: kube-system, port: 443}
`;

export const EXAMPLES: readonly Example[] = [
  { name: 'apiservice.yaml', title: 'An APIService whose authority cert-manager writes', text: FILE_1 },
];
