/** Policies that verify signatures. */
import type { Example } from 'kubectl-harden/plugin-api';

const KYVERNO = `apiVersion: policies.kyverno.io/v1
kind: ImageValidatingPolicy
metadata:
  name: verify-signatures
spec:
  # Deny in the place of Audit once its reports are clean.
  validationActions: [Audit]
  failurePolicy: Fail
  matchConstraints:
    resourceRules:
      - apiGroups: [""]
        apiVersions: [v1]
        operations: [CREATE, UPDATE]
        resources: [pods, pods/ephemeralcontainers]
  matchImageReferences:
    - glob: registry.example.com/*
  validationConfigurations:
    mutateDigest: true
    verifyDigest: true
    required: true
  attestors:
    - name: pipeline
      cosign:
        keyless:
          identities:
            - issuer: https://token.actions.githubusercontent.com
              subject: https://github.com/example/shop/.github/workflows/image.yml@refs/heads/main
        ctlog:
          url: https://rekor.sigstore.dev
  validations:
    - expression: >-
        images.containers.map(image, verifyImageSignatures(image, [attestors.pipeline])).all(count, count > 0)
      message: An image is not signed by the pipeline.
    - expression: >-
        images.initContainers.map(image, verifyImageSignatures(image, [attestors.pipeline])).all(count, count > 0)
      message: An image of an init container is not signed by the pipeline.
    - expression: >-
        images.ephemeralContainers.map(image, verifyImageSignatures(image, [attestors.pipeline])).all(count, count > 0)
      message: An image of an ephemeral container is not signed by the pipeline.
`;

export const EXAMPLES: readonly Example[] = [
  {
    name: 'verify-signatures.yaml',
    title: 'Policy of Kyverno that verifies signatures of the pipeline',
    text: KYVERNO,
  },
];
