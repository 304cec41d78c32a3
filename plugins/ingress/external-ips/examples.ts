import type { Example } from 'kubectl-harden/plugin-api';

const REFUSE = `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: refuse-service-external-ips
spec:
  failurePolicy: Fail
  matchConstraints:
    resourceRules:
      - apiGroups: [""]
        apiVersions: [v1]
        operations: [CREATE, UPDATE]
        resources: [services]
  validations:
    # Services that have some already may keep or give back what they have.
    - expression: >-
        !has(object.spec.externalIPs) ||
        object.spec.externalIPs.all(ip, oldObject != null && has(oldObject.spec.externalIPs) && ip in oldObject.spec.externalIPs)
      message: externalIPs of Services are refused. Use a LoadBalancer or a Gateway.
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: refuse-service-external-ips
spec:
  policyName: refuse-service-external-ips
  validationActions: [Deny]
`;

export const examples: readonly Example[] = [
  { name: 'refuse-external-ips.yaml', title: 'Policy that refuses new external addresses of Services', text: REFUSE },
];
