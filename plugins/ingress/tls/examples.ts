/** An Ingress whose hosts are all served by TLS. */
import type { Example } from 'kubectl-harden/plugin-api';

export const EXAMPLES: readonly Example[] = [
  {
    name: 'tls-ingress.yaml',
    title: 'Ingress with a certificate for each of its hosts, by the Secret that holds it',
    text: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: production
spec:
  ingressClassName: public
  tls:
    # Every host of the rules stands here: what is missing is served without TLS.
    - hosts: [shop.example.com]
      secretName: shop-tls
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service: {name: shop, port: {number: 8080}}
`,
  },
];
