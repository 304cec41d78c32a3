/** The shop: applied with kubectl, never hardened, but its images run as known users. And the static web site. */
import { namespace, object, type Stored, service, serviceAccount, type Writer } from '../make.ts';
import { container, cronJob, deployment } from '../workload.ts';

const KUBECTL: Writer = { by: 'kubectl' };
const NS = 'shop';
const TMP = [{ name: 'tmp', emptyDir: {} }];

export const SHOP: readonly Stored[] = [
  namespace(NS, { writer: KUBECTL }),
  serviceAccount(NS, 'default'),
  serviceAccount(NS, 'deployer', KUBECTL),
  deployment(
    'web',
    [container('web', 'registry.example.com/shop/web:4.2.0', { ports: [8080], mounts: { tmp: '/tmp' } })],
    { namespace: NS, replicas: 3, writer: KUBECTL, volumes: TMP },
  ),
  deployment(
    'cart',
    [
      container('cart', 'registry.example.com/shop/cart:2.9.1', {
        ports: [8081],
        env: { CART_STORE: 'redis://redis.data:6379', SESSION_SIGNING_KEY: 'sample-only-8f1c-not-a-real-key' },
      }),
    ],
    { namespace: NS, replicas: 2, writer: KUBECTL },
  ),
  deployment(
    'catalog',
    [
      container('catalog', 'registry.example.com/shop/catalog:2.14.0', {
        ports: [8082],
        security: { allowPrivilegeEscalation: false },
      }),
    ],
    { namespace: NS, replicas: 2, writer: KUBECTL, security: { seccompProfile: { type: 'RuntimeDefault' } } },
  ),
  deployment('search', [container('search', 'registry.example.com/shop/search:1.30.2', { ports: [9200] })], {
    namespace: NS,
    writer: KUBECTL,
  }),
  deployment(
    'mailer',
    [
      container('mailer', 'registry.example.com/shop/mailer:1.3.0', { env: { SMTP_HOST: 'mail.example.com' } }),
      container('log-shipper', 'registry.example.com/shop/log-shipper:0.8.0'),
    ],
    { namespace: NS, writer: KUBECTL },
  ),
  cronJob('thumbnails', '*/30 * * * *', [container('thumbnails', 'registry.example.com/shop/thumbnails:0.9.4')], {
    namespace: NS,
    writer: KUBECTL,
  }),
  service(NS, 'web', 8080, {}, { writer: KUBECTL }),
  service(NS, 'cart', 8081, {}, { writer: KUBECTL }),
  service(NS, 'catalog', 8082, {}, { writer: KUBECTL }),
  service(NS, 'search', 9200, {}, { writer: KUBECTL }),
];

/** Enforces baseline and could enforce restricted; isolates ingress already. */
export const WEB: readonly Stored[] = [
  namespace('web', {
    writer: KUBECTL,
    labels: {
      'pod-security.kubernetes.io/enforce': 'baseline',
      'pod-security.kubernetes.io/enforce-version': 'latest',
    },
  }),
  serviceAccount('web', 'default'),
  deployment(
    'landing',
    [
      container('landing', 'registry.example.com/web/landing:3.1.0', {
        ports: [8080],
        security: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
        mounts: { tmp: '/tmp' },
      }),
    ],
    {
      namespace: 'web',
      replicas: 2,
      writer: KUBECTL,
      security: { runAsNonRoot: true, runAsUser: 101, seccompProfile: { type: 'RuntimeDefault' } },
      volumes: TMP,
    },
  ),
  service('web', 'landing', 8080, {}, { writer: KUBECTL }),
  object(
    'NetworkPolicy',
    'default-deny-ingress',
    { namespace: 'web', writer: KUBECTL },
    { spec: { podSelector: {}, policyTypes: ['Ingress'] } },
  ),
  object(
    'NetworkPolicy',
    'allow-from-ingress',
    { namespace: 'web', writer: KUBECTL },
    {
      spec: {
        podSelector: { matchLabels: { app: 'landing' } },
        policyTypes: ['Ingress'],
        ingress: [
          {
            from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } } }],
            ports: [{ protocol: 'TCP', port: 8080 }],
          },
        ],
      },
    },
  ),
];
