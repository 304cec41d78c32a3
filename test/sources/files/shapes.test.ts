/** The types of every member of every typed kind, as the API server decodes them. */
import { expect, test } from 'vitest';
import { apiVersionOf, KINDS, TYPED_KINDS, type TypedKind } from '../../../src/kube/kinds.ts';
import { objectsIn } from '../../../src/sources/files/read/objects.ts';
import { scanText } from './harness.ts';

/** Least bodies that are taken. */
const BODIES: Readonly<Partial<Record<TypedKind, object>>> = {
  Pod: { spec: { containers: [] } },
  ReplicationController: { spec: { template: { spec: { containers: [] } } } },
  PodTemplate: { template: { spec: { containers: [] } } },
  Deployment: { spec: { template: { spec: { containers: [] } } } },
  ReplicaSet: { spec: { template: { spec: { containers: [] } } } },
  StatefulSet: { spec: { template: { spec: { containers: [] } } } },
  DaemonSet: { spec: { template: { spec: { containers: [] } } } },
  Job: { spec: { template: { spec: { containers: [] } } } },
  CronJob: { spec: { schedule: '@daily', jobTemplate: { spec: { template: { spec: { containers: [] } } } } } },
  RoleBinding: { roleRef: { kind: 'Role', name: 'r' } },
  ClusterRoleBinding: { roleRef: { kind: 'ClusterRole', name: 'r' } },
  LimitRange: { spec: { limits: [] } },
  Event: { involvedObject: { kind: 'Pod', name: 'p' } },
  EndpointSlice: { addressType: 'IPv4' },
  ValidatingAdmissionPolicyBinding: { spec: { policyName: 'p', validationActions: ['Deny'] } },
  HorizontalPodAutoscaler: { spec: { maxReplicas: 3, scaleTargetRef: { kind: 'Deployment', name: 'd' } } },
  StorageClass: { provisioner: 'p' },
  RuntimeClass: { handler: 'h' },
  CertificateSigningRequest: { spec: { request: 'YQ==', signerName: 's' } },
  APIService: { spec: { groupPriorityMinimum: 1, versionPriority: 1 } },
  CustomResourceDefinition: {
    spec: { group: 'g', names: { kind: 'K', plural: 'ks' }, scope: 'Cluster', versions: [] },
  },
};

/** What is said of it, or nothing when it is taken. */
function problemOf(kind: TypedKind, body: object = BODIES[kind] ?? {}): string | undefined {
  const object = { apiVersion: apiVersionOf(KINDS[kind]), kind, metadata: { name: 'a' }, ...body };
  const [found] = objectsIn(object);
  return found !== undefined && 'problem' in found ? found.problem : undefined;
}

test.each(TYPED_KINDS)('a %s is taken, and with metadata that are no map it is not', (kind) => {
  expect(problemOf(kind)).toBeUndefined();
  expect(problemOf(kind, { ...BODIES[kind], metadata: [] })).toBe(`${kind}: .metadata must be a map, not a list`);
});

test.each<[TypedKind, object, string]>([
  ['Pod', { spec: {} }, '.spec.containers is missing'],
  ['Pod', {}, '.spec is missing'],
  ['Deployment', { spec: {} }, '.spec.template is missing'],
  ['StorageClass', {}, '.provisioner is missing'],
  ['PersistentVolume', { spec: { nfs: { server: 's' } } }, '.spec.nfs.path is missing'],
  ['ResourceQuota', { spec: { hard: { pods: true } } }, '.spec.hard.pods must be a quantity, not true'],
  ['ResourceQuota', { spec: { hard: { pods: 'many' } } }, '.spec.hard.pods must be a quantity such as 500m or 1Gi'],
  ['PriorityClass', { value: '7' }, '.value must be a whole number, not a string'],
  ['PriorityClass', { value: 3_000_000_000 }, '.value must be a whole number of at most 32 bits'],
  ['PriorityClass', { value: 1.5 }, '.value must be a whole number of at most 32 bits'],
  ['PodDisruptionBudget', { spec: { minAvailable: [] } }, '.spec.minAvailable must be a number or a name, not a list'],
  [
    'Namespace',
    { metadata: { name: 'a', creationTimestamp: 'yesterday' } },
    '.metadata.creationTimestamp must be a time such as 2026-01-31T12:00:00Z',
  ],
  [
    'Pod',
    { spec: { containers: [], tolerations: [{ tolerationSeconds: 'x' }] } },
    '.spec.tolerations[0].tolerationSeconds must be a whole number, not a string',
  ],
  [
    'Pod',
    { spec: { containers: [], affinity: { nodeAffinity: [] } } },
    '.spec.affinity.nodeAffinity must be a map, not a list',
  ],
  [
    'Ingress',
    { spec: { rules: [{ http: { paths: [{ backend: {} }] } }] } },
    '.spec.rules[0].http.paths[0].pathType is missing',
  ],
  [
    'CertificateSigningRequest',
    { spec: { request: 'YQ==', signerName: 's', extra: { a: 'b' } } },
    '.spec.extra.a must be a list, not a string',
  ],
  [
    'Deployment',
    { ...BODIES.Deployment, status: { replicas: 'x' } },
    '.status.replicas must be a whole number, not a string',
  ],
])('a %s with %j is refused', (kind, body, said) => {
  expect(problemOf(kind, body)).toBe(`${kind} a: ${said}`);
});

test.each<[string, TypedKind, object]>([
  [
    'quantities that are numbers',
    'ResourceQuota',
    { spec: { hard: { pods: 10, cpu: 0.5, memory: '1Gi', disk: '1e3' } } },
  ],
  [
    'ports and shares by number and by name',
    'PodDisruptionBudget',
    { spec: { minAvailable: '50%', maxUnavailable: 1 } },
  ],
  [
    'members that are null',
    'Deployment',
    { spec: { replicas: null, template: { spec: { containers: [], volumes: null } } } },
  ],
  ['values of maps that are null', 'Namespace', { metadata: { name: 'a', labels: { b: null } } }],
  ['members that nobody knows', 'PriorityClass', { value: 1, colour: [1] }],
  [
    'a time with a fraction',
    'Namespace',
    { metadata: { name: 'a', creationTimestamp: '2026-01-31T12:00:00.123456Z' } },
  ],
  ['a status that lacks what an API server would say', 'Node', { status: { nodeInfo: { kubeletVersion: 'v1.36.0' } } }],
  ['a workload without a selector', 'Deployment', { ...BODIES.Deployment }],
  [
    'a schema in a schema',
    'CustomResourceDefinition',
    {
      spec: {
        group: 'g',
        names: { kind: 'K', plural: 'ks' },
        scope: 'Cluster',
        versions: [
          { name: 'v1', schema: { openAPIV3Schema: { properties: { a: { items: { type: 'string' }, default: 1 } } } } },
        ],
      },
    },
  ],
])('%s are taken', (_what, kind, body) => {
  expect(problemOf(kind, body)).toBeUndefined();
});

test('keys that objects of the language know by themselves are keys like any other', () => {
  const labels = JSON.parse('{"constructor": "a", "__proto__": "b", "toString": "c"}');
  expect(problemOf('Namespace', { metadata: { name: 'a', labels } })).toBeUndefined();
  expect(problemOf('Namespace', JSON.parse('{"constructor": [], "__proto__": []}'))).toBeUndefined();
});

test('the controller of a custom kind may choose the port of a probe', async () => {
  const template = '{spec: {containers: [{image: "registry.test/c:1", readinessProbe: {httpGet: {path: /}}}]}}';
  const text = `apiVersion: example.com/v1\nkind: Site\nmetadata: {name: s}\nspec: {template: ${template}}\n`;
  const { errors, names } = await scanText(text);
  expect([errors, names]).toEqual([[], ['site.example.com/s']]);
});
