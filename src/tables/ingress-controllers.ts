/** Where the controllers of Ingresses take their certificates from: `spec.tls` alone, or places that are not read. */
import { defineTable } from '../plugin-api/index.ts';

export interface IngressController {
  /** As its makers write it: `AWS Load Balancer Controller`. */
  readonly name: string;
  /** `spec.controller` of its IngressClass; `*` at the end stands for any characters. */
  readonly controller: string;
  /**
   * spec: from `spec.tls` of the Ingress. elsewhere: also from annotations, its own settings or a certificate store.
   * always: it issues one for each Ingress, and serves none without TLS alone.
   */
  readonly certificates: 'spec' | 'elsewhere' | 'always';
}

export const ingressControllers = defineTable<IngressController>({
  id: 'ingress-controllers',
  describe: 'Ingress controllers, and whether they terminate TLS by more than what an Ingress says in spec.tls.',
  asOf: '2026-11-28',
  source: 'Documentation of each controller: IngressClass, TLS, annotations',
  columns: {
    name: { describe: 'The controller.' },
    controller: { describe: 'spec.controller of its IngressClass; * at the end stands for any characters.' },
    certificates: {
      describe:
        'spec: only from spec.tls of the Ingress; elsewhere: from annotations, settings or a store as well; always: it ' +
        'issues one for each Ingress.',
      choices: ['spec', 'elsewhere', 'always'],
    },
  },
  rows: [
    { name: 'ingress-nginx', controller: 'k8s.io/ingress-nginx*', certificates: 'spec' },
    { name: 'NGINX Ingress Controller', controller: 'nginx.org/ingress-controller*', certificates: 'spec' },
    {
      name: 'HAProxy Kubernetes Ingress Controller',
      controller: 'haproxy.org/ingress-controller*',
      certificates: 'elsewhere',
    },
    { name: 'HAProxy Ingress', controller: 'haproxy-ingress.github.io/controller*', certificates: 'spec' },
    { name: 'Contour', controller: 'projectcontour.io/*', certificates: 'spec' },
    { name: 'Kong', controller: 'ingress-controllers.konghq.com/kong', certificates: 'spec' },
    { name: 'Istio', controller: 'istio.io/ingress-controller', certificates: 'spec' },
    { name: 'Cilium', controller: 'cilium.io/ingress-controller', certificates: 'spec' },
    { name: 'AWS Load Balancer Controller', controller: 'ingress.k8s.aws/*', certificates: 'elsewhere' },
    { name: 'EKS Auto Mode', controller: 'eks.amazonaws.com/*', certificates: 'elsewhere' },
    {
      name: 'Application Gateway Ingress Controller',
      controller: 'azure/application-gateway',
      certificates: 'elsewhere',
    },
    { name: 'OCI Native Ingress Controller', controller: 'oci.oraclecloud.com/*', certificates: 'elsewhere' },
    {
      name: 'Alibaba Cloud ALB Ingress Controller',
      controller: 'ingress.k8s.alibabacloud/*',
      certificates: 'elsewhere',
    },
    { name: 'Traefik', controller: 'traefik.io/ingress-controller', certificates: 'elsewhere' },
    { name: 'OpenShift router', controller: 'openshift.io/ingress-to-route', certificates: 'elsewhere' },
    { name: 'Tailscale', controller: 'tailscale.com/ts-ingress', certificates: 'always' },
    { name: 'ngrok', controller: 'k8s.ngrok.com/ingress-controller*', certificates: 'elsewhere' },
    { name: 'ngrok', controller: 'ngrok.com/ingress-controller*', certificates: 'elsewhere' },
  ],
});
