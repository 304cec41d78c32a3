import type { Example } from 'kubectl-harden/plugin-api';

export const examples: readonly Example[] = [
  {
    name: 'registry-policy.yaml',
    title: 'ValidatingAdmissionPolicy with its binding: images come from one registry, by digest',
    text: `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: images-from-our-registry
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
        object.spec.containers
        + object.spec.?initContainers.orValue([])
        + object.spec.?ephemeralContainers.orValue([])
  validations:
    - expression: variables.containers.all(c, c.image.startsWith('registry.example.com/'))
      message: Images come from registry.example.com.
    - expression: variables.containers.all(c, c.image.contains('@sha256:'))
      message: Images are named by their digest.
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: images-from-our-registry
spec:
  policyName: images-from-our-registry
  validationActions: [Deny, Audit]
  matchResources:
    namespaceSelector:
      matchExpressions:
        - key: kubernetes.io/metadata.name
          operator: NotIn
          values: [kube-system, kube-node-lease, kube-public]
`,
  },
  {
    name: 'kyverno-policy.yaml',
    title: 'The same for Kyverno, in its current kind',
    text: `apiVersion: policies.kyverno.io/v1
kind: ValidatingPolicy
metadata:
  name: images-from-our-registry
spec:
  validationActions: [Deny]
  failurePolicy: Fail
  matchConstraints:
    resourceRules:
      - apiGroups: [""]
        apiVersions: [v1]
        operations: [CREATE, UPDATE]
        resources: [pods]
  validations:
    - expression: object.spec.containers.all(c, c.image.startsWith('registry.example.com/'))
      message: Images come from registry.example.com.
`,
  },
];
