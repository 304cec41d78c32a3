/** Credentials in objects that are no workloads. */
import { ANY, TOKEN } from '../canary.ts';
import { base64, container, type Form, form, object, type Planted } from './form.ts';

const PEM = (canary: string) =>
  `-----BEGIN PRIVATE KEY-----\n${base64(`${canary}${canary}`)}\n-----END PRIVATE KEY-----\n`;

function secret(name: string, members: (canary: string) => Planted, metadata?: (canary: string) => Planted): Form {
  return form(name, ANY, (canary, object_) => object('v1', 'Secret', object_, members(canary), metadata?.(canary)));
}

const SECRETS: readonly Form[] = [
  secret('data of a Secret', (canary) => ({
    data: { password: base64(canary), 'a.bin': base64(`\0\xff${canary}\0`) },
  })),
  secret('plain data of a Secret', (canary) => ({
    stringData: { password: canary, 'config.yaml': `key: ${canary}\n` },
  })),
  secret('data of a Secret that is not base64', (canary) => ({ data: { password: canary } })),
  secret('a password of a registry', (canary) => ({
    type: 'kubernetes.io/dockerconfigjson',
    data: {
      '.dockerconfigjson': base64(
        JSON.stringify({ auths: { 'registry.example.com': { auth: base64(`kim:${canary}`), password: canary } } }),
      ),
    },
  })),
  secret('a key of a certificate', (canary) => ({
    type: 'kubernetes.io/tls',
    data: { 'tls.key': base64(PEM(canary)), 'tls.crt': base64(canary) },
  })),
  secret(
    'annotations of a Secret',
    () => ({ data: {} }),
    (canary) => ({
      annotations: {
        note: canary,
        'kubectl.kubernetes.io/last-applied-configuration': `{"data":{"a":"${base64(canary)}"}}`,
      },
      labels: { password: canary },
    }),
  ),
  form('Secrets in a list', ANY, (canary) => ({
    apiVersion: 'v1',
    kind: 'List',
    items: [
      object('v1', 'Secret', 'first', { data: { a: base64(canary) } }),
      {
        apiVersion: 'v1',
        kind: 'SecretList',
        items: [object('v1', 'Secret', 'second', { stringData: { a: canary } })],
      },
    ],
  })),
];

const CONFIGURATION: readonly Form[] = [
  form('a ConfigMap of files', ANY, (canary, name) =>
    object('v1', 'ConfigMap', name, {
      data: {
        '.env': `A=${canary}\nexport B="${canary}"\n`,
        'app.properties': `spring.datasource.password = ${canary}\n`,
        'app.json': JSON.stringify({ nested: { password: canary } }),
        'tls.pem': PEM(canary),
        plain: canary,
      },
      binaryData: { blob: base64(canary) },
    }),
  ),
  form('a kubeconfig in a ConfigMap', ANY, (canary, name) =>
    object('v1', 'ConfigMap', name, {
      data: { kubeconfig: `users:\n- name: kim\n  user: {token: ${canary}, password: "${canary}"}\n` },
    }),
  ),
  form('a kubeconfig beside manifests', ANY, (canary) => ({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      { name: 'c', cluster: { server: `https://kim:${canary}@10.0.0.1`, 'proxy-url': `http://a:${canary}@p` } },
    ],
    users: [{ name: 'kim', user: { token: canary, password: canary, 'client-key-data': base64(PEM(canary)) } }],
  })),
  form('keys of encryption at rest', ANY, (canary) => ({
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'EncryptionConfiguration',
    resources: [
      {
        resources: ['secrets'],
        providers: [
          { aescbc: { keys: [{ name: 'k1', secret: base64(canary) }] } },
          { secretbox: { keys: [{ name: canary, secret: canary }] } },
          { identity: {} },
        ],
      },
    ],
  })),
  form('configuration of authentication', ANY, (canary) => ({
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'AuthenticationConfiguration',
    jwt: [{ issuer: { url: `https://kim:${canary}@issuer.example.com`, certificateAuthority: PEM(canary) } }],
  })),
  form('configuration of admission', ANY, (canary) => ({
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'AdmissionConfiguration',
    plugins: [
      { name: 'ImagePolicyWebhook', configuration: { imagePolicy: { kubeConfigFile: '/x', password: canary } } },
      {
        name: 'PodSecurity',
        configuration: { kind: 'PodSecurityConfiguration', defaults: { enforce: canary }, token: canary },
      },
    ],
  })),
  form('command lines of k3s on a node', ANY, (canary, name) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      annotations: {
        'k3s.io/node-args': JSON.stringify([
          'server',
          '--token',
          canary,
          '--kube-apiserver-arg',
          `service-account-signing-key=${canary}`,
          '--kube-apiserver-arg',
          `etcd-servers=https://kim:${canary}@etcd.example.com`,
          '--kubelet-arg',
          `bearer-token=${canary}`,
          '--etcd-arg',
          `${canary} ${canary}`,
        ]),
        'k3s.io/node-env': JSON.stringify({ K3S_TOKEN: canary }),
        'rke2.io/node-args': canary,
        'k3s.io/node-config-hash': canary,
      },
    },
  })),
  form('configuration of a kubelet', ANY, (canary) => ({
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    staticPodURLHeader: { Authorization: [canary] },
    staticPodURL: `https://kim:${canary}@a.example.com`,
  })),
];

const WIDE = { rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }] };
const RBAC = 'rbac.authorization.k8s.io/v1';
const KIM = { kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'kim' };
const roleRef = (name: string, kind = 'Role') => ({ apiGroup: 'rbac.authorization.k8s.io', kind, name });

const RIGHTS: readonly Form[] = [
  form('annotations of a binding that is deleted', ANY, (canary, name) =>
    object(
      RBAC,
      'RoleBinding',
      name,
      { roleRef: roleRef('nobody'), subjects: [KIM] },
      {
        annotations: { note: canary, pin: canary, 'example.com/url': `https://a.example.com/?token=${canary}` },
      },
    ),
  ),
  form('a credential name for a label of a binding that is deleted', ANY, (canary, name) =>
    object(
      RBAC,
      'RoleBinding',
      name,
      { roleRef: roleRef('nobody'), subjects: [KIM] },
      { labels: { 'api-key': canary } },
    ),
  ),
  form('a token for a role', TOKEN, (canary, name) =>
    object(RBAC, 'RoleBinding', name, { roleRef: roleRef(canary), subjects: [KIM] }),
  ),
  form('a token for a cluster role', TOKEN, (canary, name) =>
    object(RBAC, 'RoleBinding', name, { roleRef: roleRef(canary, 'ClusterRole'), subjects: [KIM] }),
  ),
  form('a token for a subject', TOKEN, (canary, name) =>
    object(RBAC, 'ClusterRoleBinding', name, {
      roleRef: roleRef('cluster-admin', 'ClusterRole'),
      subjects: [
        { ...KIM, name: canary },
        { kind: 'ServiceAccount', namespace: 'shop', name: canary },
        { kind: 'Group', apiGroup: KIM.apiGroup, name: `system:${canary}` },
      ],
    }),
  ),
  form('an account that is not there', TOKEN, (canary, name) =>
    object(RBAC, 'RoleBinding', name, {
      roleRef: roleRef('view', 'ClusterRole'),
      subjects: [{ kind: 'ServiceAccount', namespace: 'shop', name: canary }],
    }),
  ),
  form('tokens in rules', TOKEN, (canary, name) =>
    object(RBAC, 'ClusterRole', name, {
      rules: [
        { apiGroups: ['*'], resources: ['*'], verbs: ['*'], resourceNames: [canary] },
        { apiGroups: [canary], resources: ['*'], verbs: ['*'] },
        { apiGroups: [''], resources: [canary], verbs: [canary, '*'] },
        { nonResourceURLs: ['*', `/x?token=${canary}`], verbs: ['*'] },
        { apiGroups: [''], resources: [], verbs: ['get'], resourceNames: [canary] },
      ],
    }),
  ),
  form('annotations of a wide role', ANY, (canary, name) =>
    object(RBAC, 'Role', name, WIDE, { annotations: { note: canary }, labels: { token: canary } }),
  ),
  form('annotations of an account', ANY, (canary, name) =>
    object(
      'v1',
      'ServiceAccount',
      name,
      { automountServiceAccountToken: true },
      { annotations: { 'example.com/key': canary } },
    ),
  ),
  form('tokens for Secrets of an account', TOKEN, (canary, name) =>
    object('v1', 'ServiceAccount', name, { secrets: [{ name: canary }], imagePullSecrets: [{ name: canary }] }),
  ),
];

const NETWORK: readonly Form[] = [
  form('annotations of an Ingress', ANY, (canary, name) =>
    object(
      'networking.k8s.io/v1',
      'Ingress',
      name,
      { spec: { rules: [{ host: 'a.example.com' }] } },
      {
        annotations: {
          'nginx.ingress.kubernetes.io/auth-url': `https://kim:${canary}@auth.example.com`,
          'nginx.ingress.kubernetes.io/configuration-snippet': `proxy_set_header Authorization "Bearer ${canary}";`,
          'nginx.ingress.kubernetes.io/force-ssl-redirect': 'false',
        },
      },
    ),
  ),
  form('tokens for the hosts of an Ingress', TOKEN, (canary, name) =>
    object('networking.k8s.io/v1', 'Ingress', name, {
      spec: {
        ingressClassName: canary,
        rules: [
          {
            host: `${canary}.example.com`,
            http: { paths: [{ path: `/${canary}`, pathType: 'Prefix', backend: { service: { name: canary } } }] },
          },
        ],
        tls: [{ hosts: [canary], secretName: canary }],
      },
    }),
  ),
  form('annotations of a policy', ANY, (canary, name) =>
    object(
      'networking.k8s.io/v1',
      'NetworkPolicy',
      name,
      { spec: { podSelector: {}, policyTypes: ['Egress'] } },
      {
        annotations: { note: canary },
        labels: { secret: canary },
      },
    ),
  ),
  form('tokens for a Service', TOKEN, (canary, name) =>
    object('v1', 'Service', name, { spec: { type: 'ExternalName', externalName: canary, selector: { a: canary } } }),
  ),
];

const WHOLE: readonly Form[] = [
  form('annotations of a namespace', ANY, (canary, name) =>
    object(
      'v1',
      'Namespace',
      name,
      {},
      { namespace: undefined, annotations: { note: canary }, labels: { 'db-token': canary } },
    ),
  ),
  form('a value for a level', TOKEN, (canary, name) =>
    object(
      'v1',
      'Namespace',
      name,
      {},
      {
        namespace: undefined,
        labels: { 'pod-security.kubernetes.io/enforce': canary, 'pod-security.kubernetes.io/warn-version': canary },
      },
    ),
  ),
  form('a webhook', ANY, (canary, name) =>
    object(
      'admissionregistration.k8s.io/v1',
      'MutatingWebhookConfiguration',
      name,
      {
        webhooks: [
          {
            name: 'a.example.com',
            sideEffects: 'None',
            admissionReviewVersions: ['v1'],
            clientConfig: {
              url: `https://kim:${canary}@hook.example.com/?token=${canary}`,
              caBundle: base64(PEM(canary)),
            },
            rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
          },
        ],
      },
      { namespace: undefined },
    ),
  ),
  form('parameters of a storage class', ANY, (canary, name) =>
    object(
      'storage.k8s.io/v1',
      'StorageClass',
      name,
      { provisioner: 'a', parameters: { resturl: `http://kim:${canary}@h`, restuserkey: canary } },
      { namespace: undefined },
    ),
  ),
  form('attributes of a volume', ANY, (canary, name) =>
    object(
      'v1',
      'PersistentVolume',
      name,
      { spec: { csi: { driver: 'a', volumeHandle: 'v', volumeAttributes: { a: canary } } } },
      { namespace: undefined },
    ),
  ),
  form('annotations of a node', ANY, (canary, name) =>
    object(
      'v1',
      'Node',
      name,
      { status: { nodeInfo: { kubeletVersion: 'v1.37.2' } } },
      { namespace: undefined, annotations: { 'example.com/join-token': canary } },
    ),
  ),
  form('messages of events', ANY, (canary, name) =>
    object('v1', 'Event', name, {
      type: 'Warning',
      reason: 'FailedCreate',
      involvedObject: { apiVersion: 'apps/v1', kind: 'ReplicaSet', namespace: 'shop', name },
      message: `Error creating: pods "a" is forbidden: admission webhook denied the request: env DB_PASSWORD has value "${canary}"`,
    }),
  ),
];

function custom(name: string, apiVersion: string, kind: string, spec: (canary: string) => Planted): Form {
  return form(name, ANY, (canary, object_) => object(apiVersion, kind, object_, { spec: spec(canary) }));
}

const CUSTOM: readonly Form[] = [
  custom('values of a chart', 'helm.toolkit.fluxcd.io/v2', 'HelmRelease', (canary) => ({
    values: { auth: { rootPassword: canary } },
  })),
  custom('parameters of an application', 'argoproj.io/v1alpha1', 'Application', (canary) => ({
    source: {
      repoURL: `https://kim:${canary}@git.example.com/a.git`,
      helm: { parameters: [{ name: 'password', value: canary }], values: `password: ${canary}\n` },
    },
  })),
  custom('an external secret', 'external-secrets.io/v1', 'ExternalSecret', (canary) => ({
    target: { template: { data: { a: canary } } },
  })),
  custom('a rollout with a template', 'argoproj.io/v1alpha1', 'Rollout', (canary) => ({
    template: {
      metadata: { annotations: { note: canary } },
      spec: { containers: [container({ env: [{ name: 'A', value: canary }], args: ['--password', canary] })] },
    },
  })),
  custom('a stack', 'k8s.elastic.co/v1', 'Elasticsearch', (canary) => ({
    nodeSets: [
      {
        config: { password: canary },
        podTemplate: { spec: { containers: [container({ env: [{ name: 'A', value: canary }] })] } },
      },
    ],
  })),
];

export const OBJECTS: readonly Form[] = [...SECRETS, ...CONFIGURATION, ...RIGHTS, ...NETWORK, ...WHOLE, ...CUSTOM];
