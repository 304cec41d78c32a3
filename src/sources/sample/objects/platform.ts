/** Monitoring and ingress, installed by Helm as their charts come. */
import { namespace, object, type Stored, service, serviceAccount } from '../make.ts';
import { container, controller, deployment } from '../workload.ts';

const STACK = { by: 'helm', name: 'kube-prometheus-stack' } as const;
const INGRESS = { by: 'helm', name: 'ingress-nginx' } as const;
const NON_ROOT = { runAsNonRoot: true, runAsUser: 65534, seccompProfile: { type: 'RuntimeDefault' } };
const CONFINED = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true };

const MONITORING: readonly Stored[] = [
  namespace('monitoring', { labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } }),
  serviceAccount('monitoring', 'default'),
  serviceAccount('monitoring', 'prometheus', STACK),
  serviceAccount('monitoring', 'kube-state-metrics', STACK),
  controller(
    'StatefulSet',
    'prometheus',
    [
      container('prometheus', 'quay.io/prometheus/prometheus:v3.8.0', {
        ports: [9090],
        security: CONFINED,
        mounts: { data: '/prometheus' },
      }),
    ],
    {
      namespace: 'monitoring',
      replicas: 2,
      account: 'prometheus',
      writer: STACK,
      security: NON_ROOT,
      volumes: [{ name: 'data', emptyDir: {} }],
    },
  ),
  deployment('grafana', [container('grafana', 'docker.io/grafana/grafana:12.3.0', { ports: [3000] })], {
    namespace: 'monitoring',
    writer: STACK,
    security: { runAsUser: 472, fsGroup: 472 },
  }),
  deployment(
    'kube-state-metrics',
    [
      container('kube-state-metrics', 'registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.17.0', {
        ports: [8080],
        security: CONFINED,
      }),
    ],
    { namespace: 'monitoring', account: 'kube-state-metrics', writer: STACK, security: NON_ROOT },
  ),
  controller(
    'DaemonSet',
    'node-exporter',
    [
      container('node-exporter', 'quay.io/prometheus/node-exporter:v1.10.2', {
        ports: [9100],
        mounts: { root: '/host/root' },
      }),
    ],
    {
      namespace: 'monitoring',
      replicas: 3,
      writer: STACK,
      security: NON_ROOT,
      volumes: [{ name: 'root', hostPath: { path: '/', type: '' } }],
      spec: { hostNetwork: true, hostPID: true },
    },
  ),
  service('monitoring', 'prometheus', 9090),
  service('monitoring', 'grafana', 3000),
];

const INGRESS_NGINX: readonly Stored[] = [
  namespace('ingress-nginx'),
  serviceAccount('ingress-nginx', 'default'),
  serviceAccount('ingress-nginx', 'ingress-nginx', INGRESS),
  deployment(
    'ingress-nginx-controller',
    [
      container('controller', 'registry.k8s.io/ingress-nginx/controller:v1.14.0', {
        ports: [80, 443],
        security: {
          allowPrivilegeEscalation: false,
          capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
          runAsNonRoot: true,
          runAsUser: 101,
          seccompProfile: { type: 'RuntimeDefault' },
        },
      }),
    ],
    { namespace: 'ingress-nginx', replicas: 2, account: 'ingress-nginx', writer: INGRESS },
  ),
  service('ingress-nginx', 'ingress-nginx-controller', 443, { type: 'LoadBalancer' }, { writer: INGRESS }),
  ingress('shop', 'storefront', 'shop.example.com', 'web', 8080),
  ingress('legacy-crm', 'crm', 'crm.example.com', 'crm', 80),
];

function ingress(namespace: string, name: string, host: string, backend: string, port: number): Stored {
  const path = { path: '/', pathType: 'Prefix', backend: { service: { name: backend, port: { number: port } } } };
  return object(
    'Ingress',
    name,
    { namespace, writer: { by: 'kubectl' } },
    { spec: { ingressClassName: 'nginx', rules: [{ host, http: { paths: [path] } }] } },
  );
}

export const PLATFORM: readonly Stored[] = [...MONITORING, ...INGRESS_NGINX];
