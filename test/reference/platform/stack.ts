/** Charts that platform teams install beside kube-system, one namespace each. */
import { levels, type Manifest, namespace, object, secret, service } from '../make.ts';
import { byFlux, byHelm } from '../owners.ts';
import { binding } from '../rights.ts';
import { PRIVILEGED } from '../workload.ts';
import { type Component, component } from './component.ts';
import { FLUX, MONITORING } from './monitoring.ts';
import { OPERATORS } from './operators.ts';

const ARGO = 'quay.io/argoproj/argocd:v3.5.4';
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
  ['operators', 'operators', OPERATORS],
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
