/** A program with a controller, as the checks of this area ask for it. */
import type { Example } from 'kubectl-harden/plugin-api';
import { SECURE_TEMPLATE } from '../secure-pod.ts';

const DEPLOYMENT = `apiVersion: v1
kind: ServiceAccount
metadata:
  name: api
  namespace: shop
automountServiceAccountToken: false
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  namespace: shop
spec:
  replicas: 2
  selector:
    matchLabels: {app: api}
${SECURE_TEMPLATE}`;

export const EXAMPLES: readonly Example[] = [
  { name: 'deployment.yaml', title: 'Secure pod of a Deployment, as the level restricted admits it', text: DEPLOYMENT },
];
