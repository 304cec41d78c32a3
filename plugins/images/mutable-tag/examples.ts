/** A workload whose image is named by its digest. */
import type { Example } from 'kubectl-harden/plugin-api';

export const EXAMPLES: readonly Example[] = [
  {
    name: 'by-digest.yaml',
    title: 'Deployment with its image by digest; the tag is for people',
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
      containers:
        - name: api
          # docker buildx imagetools inspect registry.example.com/shop/api:1.9.0 --format '{{.Manifest.Digest}}'
          image: registry.example.com/shop/api:1.9.0@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
`,
  },
];
