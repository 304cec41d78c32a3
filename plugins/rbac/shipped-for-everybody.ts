/** What Kubernetes gives to everybody who logs in. */
import { rbac } from 'kubectl-harden/plugin-api';

/**
 * The default roles system:basic-user, system:discovery, system:public-info-viewer and
 * system:service-account-issuer-discovery as of 1.37. By content: whoever adds to those roles gives rights.
 */
export const SHIPPED_FOR_EVERYBODY: readonly rbac.Rule[] = [
  {
    apiGroups: ['authorization.k8s.io'],
    resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
    verbs: ['create'],
  },
  { apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'], verbs: ['create'] },
  { nonResourceURLs: ['/api', '/api/*', '/apis', '/apis/*', '/openapi', '/openapi/*'], verbs: ['get'] },
  ...rbac.PUBLIC_RULES,
];
