/** A policy of the API server itself that refuses images of other registries. */
import type { Example } from 'kubectl-harden/plugin-api';

const POLICY = `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: allowed-registries
spec:
  failurePolicy: Fail
  matchConstraints:
    resourceRules:
      - apiGroups: [""]
        apiVersions: [v1]
        operations: [CREATE, UPDATE]
        resources: [pods, pods/ephemeralcontainers]
  variables:
    - name: containers
      expression: >-
        object.spec.containers +
        object.spec.?initContainers.orValue([]) +
        object.spec.?ephemeralContainers.orValue([])
  validations:
    - expression: >-
        variables.containers.all(c,
          c.image.startsWith("registry.example.com/") ||
          c.image.startsWith("registry.k8s.io/"))
      message: Images come from registry.example.com or registry.k8s.io.
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: allowed-registries
spec:
  policyName: allowed-registries
  # Deny in the place of Warn once nothing is warned of any more.
  validationActions: [Warn, Audit]
  matchResources:
    namespaceSelector:
      matchExpressions:
        - key: kubernetes.io/metadata.name
          operator: NotIn
          values: [kube-system]
`;

export const EXAMPLES: readonly Example[] = [
  { name: 'allowed-registries.yaml', title: 'Policy that warns of images from other registries', text: POLICY },
];
