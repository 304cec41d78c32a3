/** One generated application: a Deployment and what comes with it. */
import type { Random } from './random.ts';
import { WEAKNESSES } from './weaknesses.ts';

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

const RBAC = 'rbac.authorization.k8s.io';
const SIZES = ['64Mi', '128Mi', '256Mi', '512Mi'];

/** Even numbers are secure and isolated, odd ones have 1 to 4 weaknesses. */
export function application(number: number, namespace: string, random: Random): Manifest[] {
  const name = `app-${String(number).padStart(5, '0')}`;
  const labels = {
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/part-of': namespace,
  };
  const isSecure = number % 2 === 0;
  const container = goodContainer(name, random);
  const pod = goodPod(name, container);
  const role = {
    rules: [{ apiGroups: [''], resources: ['configmaps'], resourceNames: [name], verbs: ['get', 'watch'] }],
  };
  if (!isSecure) {
    const parts = { pod, container, securityContext: container.securityContext, role } as never;
    for (const spoil of random.some(Object.values(WEAKNESSES), 1 + random.below(4))) spoil(parts);
  }
  const metadata = { name, namespace, labels };
  return [
    deployment(metadata, random, pod),
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector: selector(name), ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
    },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false },
    { apiVersion: `${RBAC}/v1`, kind: 'Role', metadata, ...role },
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: RBAC, kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
    ...(isSecure ? [isolation(metadata)] : []),
  ];
}

function selector(name: string): { 'app.kubernetes.io/name': string } {
  return { 'app.kubernetes.io/name': name };
}

function deployment(metadata: Manifest['metadata'], random: Random, spec: object): Manifest {
  const annotations = {
    'example.com/commit': random.hex(40),
    'example.com/owner': `team-${random.below(30)}@example.com`,
    'prometheus.io/scrape': 'true',
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { ...metadata, annotations } as Manifest['metadata'],
    spec: {
      replicas: 1 + random.below(5),
      revisionHistoryLimit: 3,
      selector: { matchLabels: selector(metadata.name) },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: { metadata: { labels: { ...(metadata as { labels?: object }).labels }, annotations }, spec },
    },
  };
}

function goodPod(name: string, container: object) {
  return {
    serviceAccountName: name,
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [container],
    volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '64Mi' } }],
  };
}

function goodContainer(name: string, random: Random) {
  const probe = (path: string) => ({ httpGet: { path, port: 'http' }, periodSeconds: 10 });
  return {
    name: 'app',
    image: `registry.example/${name}@sha256:${random.hex(64)}`,
    args: ['serve', `--shards=${1 + random.below(16)}`],
    env: [
      { name: 'REGION', value: random.pick(['eu-1', 'eu-2', 'us-1']) },
      { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    ],
    ports: [{ name: 'http', containerPort: 8080 }],
    livenessProbe: probe('/live'),
    readinessProbe: probe('/ready'),
    resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '1', memory: random.pick(SIZES) } },
    securityContext: {
      runAsUser: 10000 + random.below(1000),
      runAsNonRoot: true,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
  };
}

function isolation(metadata: Manifest['metadata']): Manifest {
  const { name } = metadata;
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata,
    spec: {
      podSelector: { matchLabels: selector(name) },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress' } } }],
          ports: [{ protocol: 'TCP', port: 8080 }],
        },
      ],
      egress: [{ to: [{ namespaceSelector: {} }], ports: [{ protocol: 'UDP', port: 53 }] }],
    },
  };
}
