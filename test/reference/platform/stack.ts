/** Charts that platform teams install beside kube-system, one namespace each. */
import { levels, type Manifest, namespace, object, secret, service } from '../make.ts';
import { byFlux, byHelm } from '../owners.ts';
import { binding } from '../rights.ts';
import { PRIVILEGED } from '../workload.ts';
import { type Component, component, OF_NODE } from './component.ts';

const ARGO = 'quay.io/argoproj/argocd:v3.2.1';
const EVERYTHING = ['*: *'];
const ALL_READ = ['get,list,watch: *'];
const LEASES = 'get,create,update: leases.coordination.k8s.io';
const EVENTS = 'create,patch: events';

type Chart = readonly [
  release: string,
  namespace: string,
  parts: readonly Component[],
  labels?: Readonly<Record<string, string>>,
];

const CHARTS: readonly Chart[] = [
  [
    'argocd',
    'argocd',
    [
      {
        name: 'argocd-application-controller',
        image: ARGO,
        kind: 'StatefulSet',
        rights: [...EVERYTHING, '*: /*'],
        mounts: { '/tmp': 'emptyDir' },
      },
      {
        name: 'argocd-server',
        image: ARGO,
        port: 8080,
        rights: ['get,delete,patch: *', 'list: events', 'get: pods,pods/log'],
        mounts: { '/tmp': 'emptyDir' },
      },
      { name: 'argocd-repo-server', image: ARGO, port: 8081, rights: [], mounts: { '/tmp': 'emptyDir' } },
      {
        name: 'argocd-applicationset-controller',
        image: ARGO,
        rights: [
          'get,list,watch,create,update,patch,delete: applications.argoproj.io,applicationsets.argoproj.io',
          'get,list,watch: secrets,configmaps',
          EVENTS,
        ],
      },
      {
        name: 'argocd-notifications-controller',
        image: ARGO,
        rights: ['get,list,watch,update,patch: applications.argoproj.io', 'get,list,watch: secrets,configmaps'],
      },
      { name: 'argocd-dex-server', image: 'ghcr.io/dexidp/dex:v2.44.0', port: 5556, rights: [] },
      { name: 'argocd-redis', image: 'public.ecr.aws/docker/library/redis:8.2.2-alpine', port: 6379, rights: [] },
    ],
  ],
  [
    'cert-manager',
    'cert-manager',
    [
      {
        name: 'cert-manager',
        image: 'quay.io/jetstack/cert-manager-controller:v1.19.1',
        rights: [
          'get,list,watch,create,update,delete,patch: secrets',
          'get,list,watch,update,patch: certificates.cert-manager.io,certificaterequests.cert-manager.io,issuers.cert-manager.io,clusterissuers.cert-manager.io',
          'get,list,watch,create,delete: pods,services',
          'get,list,watch,create,delete,update: ingresses.networking.k8s.io',
          EVENTS,
        ],
      },
      {
        name: 'cert-manager-cainjector',
        image: 'quay.io/jetstack/cert-manager-cainjector:v1.19.1',
        rights: [
          'get,list,watch: secrets',
          'get,list,watch,update,patch: validatingwebhookconfigurations.admissionregistration.k8s.io,mutatingwebhookconfigurations.admissionregistration.k8s.io',
          'get,list,watch,update,patch: customresourcedefinitions.apiextensions.k8s.io',
          LEASES,
        ],
      },
      {
        name: 'cert-manager-webhook',
        image: 'quay.io/jetstack/cert-manager-webhook:v1.19.1',
        port: 10250,
        rights: ['create: subjectaccessreviews.authorization.k8s.io'],
      },
      {
        name: 'trust-manager',
        image: 'quay.io/jetstack/trust-manager:v0.20.2',
        replicas: 1,
        rights: ['get,list,watch,create,update,patch,delete: configmaps', 'get,list,watch: namespaces', EVENTS],
      },
    ],
  ],
  [
    'ingress-nginx',
    'ingress-nginx',
    [
      {
        name: 'ingress-nginx-controller',
        image: 'registry.k8s.io/ingress-nginx/controller:v1.14.0',
        port: 443,
        security: {
          allowPrivilegeEscalation: false,
          capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
          runAsNonRoot: true,
          runAsUser: 101,
          seccompProfile: { type: 'RuntimeDefault' },
        },
        rights: [
          'list,watch: configmaps,endpoints,nodes,pods,secrets,namespaces',
          'get,list,watch: services',
          'get,list,watch: ingresses.networking.k8s.io,ingressclasses.networking.k8s.io',
          'update: ingresses/status.networking.k8s.io',
          EVENTS,
        ],
      },
      {
        name: 'ingress-nginx-defaultbackend',
        image: 'registry.k8s.io/defaultbackend-amd64:1.5',
        port: 8080,
        rights: [],
      },
      {
        name: 'ingress-nginx-internal',
        image: 'registry.k8s.io/ingress-nginx/controller:v1.14.0',
        port: 443,
        rights: [
          'list,watch: configmaps,endpoints,nodes,pods,secrets,namespaces',
          'get,list,watch: services',
          'get,list,watch: ingresses.networking.k8s.io,ingressclasses.networking.k8s.io',
          EVENTS,
        ],
      },
    ],
  ],
  [
    'istio',
    'istio-system',
    [
      {
        name: 'istiod',
        image: 'docker.io/istio/pilot:1.28.1',
        port: 15017,
        rights: [
          'get,list,watch: pods,services,endpoints,nodes,namespaces,configmaps',
          'get,list,watch,update: validatingwebhookconfigurations.admissionregistration.k8s.io,mutatingwebhookconfigurations.admissionregistration.k8s.io',
          'create: tokenreviews.authentication.k8s.io',
          'get,watch,list: secrets',
          'get,list,watch: customresourcedefinitions.apiextensions.k8s.io',
        ],
      },
      {
        name: 'istio-cni-node',
        image: 'docker.io/istio/install-cni:1.28.1',
        kind: 'DaemonSet',
        security: {
          privileged: false,
          runAsUser: 0,
          runAsNonRoot: false,
          capabilities: { drop: ['ALL'], add: ['NET_ADMIN', 'NET_RAW', 'SYS_PTRACE', 'SYS_ADMIN', 'DAC_OVERRIDE'] },
        },
        rights: ['get,list,watch: pods,nodes,namespaces'],
        mounts: { '/host/opt/cni/bin': 'host:/opt/cni/bin', '/host/proc': 'host:/proc' },
      },
      { name: 'istio-ingressgateway', image: 'docker.io/istio/proxyv2:1.28.1', port: 8443, rights: [] },
      { name: 'istio-eastwestgateway', image: 'docker.io/istio/proxyv2:1.28.1', port: 15443, rights: [] },
      {
        name: 'kiali',
        image: 'quay.io/kiali/kiali:v2.18.0',
        port: 20001,
        replicas: 1,
        rights: [
          'get,list,watch: configmaps,endpoints,namespaces,pods,services,nodes',
          'get: pods/log',
          'create: pods/portforward',
          'get,list,watch: deployments.apps,statefulsets.apps,daemonsets.apps,replicasets.apps',
        ],
      },
      { name: 'jaeger', image: 'docker.io/jaegertracing/jaeger:2.12.0', port: 16686, replicas: 1, security: false },
    ],
  ],
  [
    'kyverno',
    'kyverno',
    [
      {
        name: 'kyverno-admission-controller',
        image: 'ghcr.io/kyverno/kyverno:v1.16.1',
        port: 9443,
        replicas: 3,
        rights: [
          'create,get,list,update,watch,delete: validatingwebhookconfigurations.admissionregistration.k8s.io,mutatingwebhookconfigurations.admissionregistration.k8s.io',
          'get,list,watch: *',
          'create: subjectaccessreviews.authorization.k8s.io',
          EVENTS,
        ],
      },
      {
        name: 'kyverno-background-controller',
        image: 'ghcr.io/kyverno/background-controller:v1.16.1',
        rights: [
          ...ALL_READ,
          'create,update,delete: networkpolicies.networking.k8s.io',
          'create,update,delete: configmaps,resourcequotas,limitranges',
        ],
      },
      {
        name: 'kyverno-cleanup-controller',
        image: 'ghcr.io/kyverno/cleanup-controller:v1.16.1',
        port: 9444,
        rights: ALL_READ,
      },
      { name: 'kyverno-reports-controller', image: 'ghcr.io/kyverno/reports-controller:v1.16.1', rights: ALL_READ },
      {
        name: 'policy-reporter',
        image: 'ghcr.io/kyverno/policy-reporter:3.7.0',
        port: 8080,
        replicas: 1,
        rights: ['get,list,watch: policyreports.wgpolicyk8s.io,clusterpolicyreports.wgpolicyk8s.io'],
      },
      {
        name: 'policy-reporter-ui',
        image: 'ghcr.io/kyverno/policy-reporter-ui:2.5.0',
        port: 8080,
        replicas: 1,
        rights: [],
      },
    ],
  ],
  [
    'falco',
    'falco',
    [
      {
        name: 'falco',
        image: 'docker.io/falcosecurity/falco:0.42.1',
        kind: 'DaemonSet',
        security: PRIVILEGED,
        rights: ['get,list,watch: pods,namespaces,nodes'],
        mounts: { '/host/proc': 'host:/proc', '/host/etc': 'host:/etc', '/sys/module': 'host:/sys/module' },
      },
      {
        name: 'falcosidekick',
        image: 'docker.io/falcosecurity/falcosidekick:2.32.0',
        port: 2801,
        rights: ['get: endpoints'],
      },
      {
        name: 'falcosidekick-ui',
        image: 'docker.io/falcosecurity/falcosidekick-ui:2.2.0',
        port: 2802,
        replicas: 1,
        rights: [],
      },
      {
        name: 'falcosidekick-ui-redis',
        image: 'docker.io/library/redis:8.2.2',
        kind: 'StatefulSet',
        port: 6379,
        security: false,
      },
    ],
    levels('privileged', 'enforce'),
  ],
  [
    'external-secrets',
    'external-secrets',
    [
      {
        name: 'external-secrets',
        image: 'ghcr.io/external-secrets/external-secrets:v1.1.1',
        rights: [
          'get,list,watch,create,update,delete,patch: secrets',
          'get,list,watch: externalsecrets.external-secrets.io,secretstores.external-secrets.io,clustersecretstores.external-secrets.io',
          'create: serviceaccounts/token',
          EVENTS,
        ],
      },
      {
        name: 'external-secrets-webhook',
        image: 'ghcr.io/external-secrets/external-secrets:v1.1.1',
        port: 10250,
        rights: [],
      },
      {
        name: 'external-secrets-cert-controller',
        image: 'ghcr.io/external-secrets/external-secrets:v1.1.1',
        rights: [
          'get,list,watch,update,patch: customresourcedefinitions.apiextensions.k8s.io',
          'get,list,watch,update,patch: validatingwebhookconfigurations.admissionregistration.k8s.io',
          'get,list,watch,update,patch: secrets',
          LEASES,
        ],
      },
    ],
  ],
  [
    'operators',
    'operators',
    [
      {
        name: 'cnpg-controller-manager',
        image: 'ghcr.io/cloudnative-pg/cloudnative-pg:1.27.1',
        port: 9443,
        rights: [
          'get,list,watch,create,update,patch,delete: pods,persistentvolumeclaims,secrets,services,configmaps,serviceaccounts',
          'create: pods/exec',
          'get,list,watch,create,update,patch: roles.rbac.authorization.k8s.io,rolebindings.rbac.authorization.k8s.io',
          'get,list,watch,update,patch: clusters.postgresql.cnpg.io',
        ],
      },
      {
        name: 'elastic-operator',
        image: 'docker.elastic.co/eck/eck-operator:3.2.0',
        kind: 'StatefulSet',
        rights: [
          'get,list,watch,create,update,patch,delete: pods,secrets,services,configmaps,persistentvolumeclaims',
          'get,list,watch,create,update,patch,delete: statefulsets.apps,deployments.apps',
          'get,list,watch,update: elasticsearches.elasticsearch.k8s.elastic.co',
        ],
      },
      {
        name: 'rabbitmq-cluster-operator',
        image: 'docker.io/rabbitmqoperator/cluster-operator:2.17.0',
        replicas: 1,
        rights: [
          'get,list,watch,create,update: secrets,services,configmaps,serviceaccounts',
          'create: pods/exec',
          'get,list,watch,create,update,delete: statefulsets.apps',
          'get,list,watch,create,update: roles.rbac.authorization.k8s.io,rolebindings.rbac.authorization.k8s.io',
          'get,list,watch,update: rabbitmqclusters.rabbitmq.com',
        ],
      },
      {
        name: 'messaging-topology-operator',
        image: 'docker.io/rabbitmqoperator/messaging-topology-operator:1.18.1',
        port: 9443,
        replicas: 1,
        rights: ['get,list,watch: secrets,services', 'get,list,watch,update,patch: queues.rabbitmq.com', EVENTS],
      },
      {
        name: 'strimzi-cluster-operator',
        image: 'quay.io/strimzi/operator:0.49.0',
        replicas: 1,
        rights: [
          'get,list,watch,create,update,patch,delete: pods,secrets,services,configmaps,serviceaccounts',
          'get,list,watch,create,delete,patch,update: rolebindings.rbac.authorization.k8s.io,clusterrolebindings.rbac.authorization.k8s.io',
          'get: nodes',
        ],
      },
    ],
  ],
  [
    'velero',
    'velero',
    [
      {
        name: 'velero',
        image: 'docker.io/velero/velero:v1.17.1',
        replicas: 1,
        security: false,
        rights: EVERYTHING,
        mounts: { '/plugins': 'emptyDir', '/scratch': 'emptyDir' },
      },
      {
        name: 'node-agent',
        image: 'docker.io/velero/velero:v1.17.1',
        kind: 'DaemonSet',
        security: { runAsUser: 0 },
        rights: [],
        mounts: { '/host_pods': 'host:/var/lib/kubelet/pods' },
      },
    ],
    levels('privileged', 'enforce'),
  ],
];

const GRAFANA = 'docker.io/grafana';
const MONITORING: readonly Component[] = [
  {
    name: 'prometheus',
    image: 'quay.io/prometheus/prometheus:v3.8.0',
    kind: 'StatefulSet',
    replicas: 2,
    port: 9090,
    rights: ['get,list,watch: nodes,nodes/metrics,services,endpoints,pods', 'get: /metrics'],
    mounts: { '/prometheus': 'emptyDir' },
  },
  {
    name: 'alertmanager',
    image: 'quay.io/prometheus/alertmanager:v0.29.0',
    kind: 'StatefulSet',
    replicas: 3,
    port: 9093,
    rights: [],
    mounts: { '/alertmanager': 'emptyDir' },
  },
  {
    name: 'prometheus-operator',
    image: 'quay.io/prometheus-operator/prometheus-operator:v0.87.0',
    replicas: 1,
    port: 8443,
    rights: [
      'get,list,watch,create,update,patch,delete: configmaps,secrets,services',
      '*: statefulsets.apps',
      '*: prometheuses.monitoring.coreos.com,alertmanagers.monitoring.coreos.com',
      'list,delete: pods',
    ],
  },
  {
    name: 'grafana',
    image: `${GRAFANA}/grafana:12.3.0`,
    port: 3000,
    rights: ['get,list,watch: configmaps,secrets'],
    security: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    podSecurity: { runAsNonRoot: true, runAsUser: 472, fsGroup: 472 },
    beside: [{ name: 'sidecar', image: 'quay.io/kiwigrid/k8s-sidecar:1.30.11' }],
  },
  {
    name: 'kube-state-metrics',
    image: 'registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.17.0',
    replicas: 1,
    port: 8080,
    rights: [
      'list,watch: configmaps,secrets,nodes,pods,services,namespaces,persistentvolumes',
      'list,watch: deployments.apps,statefulsets.apps,daemonsets.apps,replicasets.apps',
      'list,watch: jobs.batch,cronjobs.batch',
    ],
  },
  {
    name: 'node-exporter',
    image: 'quay.io/prometheus/node-exporter:v1.10.2',
    kind: 'DaemonSet',
    security: { readOnlyRootFilesystem: true },
    podSecurity: { runAsNonRoot: true, runAsUser: 65534 },
    rights: [],
    mounts: { '/host/root': 'host:/', '/host/proc': 'host:/proc' },
    pod: { ...OF_NODE, hostPID: true },
  },
  { name: 'blackbox-exporter', image: 'quay.io/prometheus/blackbox-exporter:v0.27.0', replicas: 1, port: 9115 },
  {
    name: 'prometheus-adapter',
    image: 'registry.k8s.io/prometheus-adapter/prometheus-adapter:v0.12.0',
    port: 6443,
    rights: ['get,list,watch: pods,nodes,namespaces'],
  },
  { name: 'pushgateway', image: 'quay.io/prometheus/pushgateway:v1.11.2', replicas: 1, port: 9091 },
  { name: 'loki-read', image: `${GRAFANA}/loki:3.6.0`, port: 3100, mounts: { '/var/loki': 'emptyDir' } },
  {
    name: 'loki-write',
    image: `${GRAFANA}/loki:3.6.0`,
    kind: 'StatefulSet',
    port: 3100,
    mounts: { '/var/loki': 'emptyDir' },
  },
  {
    name: 'loki-backend',
    image: `${GRAFANA}/loki:3.6.0`,
    kind: 'StatefulSet',
    port: 3100,
    mounts: { '/var/loki': 'emptyDir' },
  },
  {
    name: 'alloy',
    image: `${GRAFANA}/alloy:v1.11.3`,
    kind: 'DaemonSet',
    security: false,
    rights: ['get,list,watch: nodes,namespaces,pods,services', 'get: pods/log'],
    mounts: { '/var/log': 'host:/var/log' },
  },
  {
    name: 'tempo',
    image: `${GRAFANA}/tempo:2.9.0`,
    kind: 'StatefulSet',
    port: 3200,
    mounts: { '/var/tempo': 'emptyDir' },
  },
  { name: 'thanos-query', image: 'quay.io/thanos/thanos:v0.40.1', port: 9090 },
  {
    name: 'thanos-store',
    image: 'quay.io/thanos/thanos:v0.40.1',
    kind: 'StatefulSet',
    port: 10901,
    mounts: { '/data': 'emptyDir' },
  },
  {
    name: 'thanos-compactor',
    image: 'quay.io/thanos/thanos:v0.40.1',
    kind: 'StatefulSet',
    port: 10902,
    mounts: { '/data': 'emptyDir' },
  },
  {
    name: 'otel-collector',
    image: 'ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-k8s:0.140.1',
    port: 4317,
    rights: ['get,list,watch: pods,namespaces,nodes', 'get,list,watch: replicasets.apps'],
  },
  { name: 'grafana-image-renderer', image: `${GRAFANA}/grafana-image-renderer:v4.0.17`, replicas: 1, port: 8081 },
  {
    name: 'x509-certificate-exporter',
    image: 'docker.io/enix/x509-certificate-exporter:3.19.1',
    replicas: 1,
    port: 9793,
    rights: ['get,list,watch: secrets'],
  },
];

const FLUX: readonly Component[] = [
  'source',
  'kustomize',
  'helm',
  'notification',
  'image-reflector',
  'image-automation',
].map((name, minor) => ({
  name: `${name}-controller`,
  image: `ghcr.io/fluxcd/${name}-controller:v1.${7 - minor}.0`,
  port: 8080,
  replicas: 1,
  rights: [
    'get,list,watch,update,patch: kustomizations.kustomize.toolkit.fluxcd.io,helmreleases.helm.toolkit.fluxcd.io',
    'get,list,watch: secrets,configmaps,serviceaccounts',
    LEASES,
    EVENTS,
  ],
  mounts: { '/data': 'emptyDir', '/tmp': 'emptyDir' },
}));

export const STACK: readonly Manifest[] = [
  ...CHARTS.flatMap(([release, at, parts, labels = {}]) => [
    namespace(at, labels),
    ...byHelm(
      release,
      at,
      parts.flatMap((each) => component(at, each)),
    ),
  ]),
  namespace('monitoring', levels('privileged', 'enforce')),
  ...byHelm(
    'monitoring',
    'monitoring',
    MONITORING.flatMap((each) => component('monitoring', each)),
  ),
  ...byFlux('flux-system', [
    namespace('flux-system', levels('restricted', 'warn')),
    ...FLUX.flatMap((each) => component('flux-system', each)),
    binding(
      '',
      'cluster-reconciler-flux-system',
      'cluster-admin',
      'flux-system/kustomize-controller',
      'flux-system/helm-controller',
    ),
  ]),
  service('ingress-nginx', 'ingress-nginx', 443, { type: 'LoadBalancer', app: 'ingress-nginx-controller' }),
  service('istio-system', 'istio-gateway', 8443, { type: 'LoadBalancer', app: 'istio-ingressgateway' }),
  secret('argocd', 'argocd-secret', ['admin.password', 'server.secretkey']),
  secret('monitoring', 'grafana', ['admin-user', 'admin-password']),
  object('networking.k8s.io/v1', 'IngressClass', '', 'nginx', { spec: { controller: 'k8s.io/ingress-nginx' } }),
];
