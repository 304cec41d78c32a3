import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDecoder, DecodeError } from '../../src/decode/decode.ts';
import { shareWith } from '../../src/decode/share.ts';

const CANARY = 'canary-7f3a';

const container = {
  name: 'api',
  image: 'registry.example.com/api:1',
  env: [
    { name: 'PASSWORD', value: CANARY },
    { name: 'KEY', valueFrom: { secretKeyRef: { name: 'keys', key: 'api' } } },
  ],
  livenessProbe: { httpGet: { path: '/', port: 80, host: '10.0.0.1', httpHeaders: [{ name: 'a', value: CANARY }] } },
  lifecycle: { preStop: { httpGet: { port: 80, httpHeaders: [{ name: 'a', value: CANARY }] } } },
  securityContext: { privileged: true },
};

/** What is kept of a variable with a value in clear. */
const PASSWORD = { name: 'PASSWORD', literal: { rule: 'its name', isShape: false, length: CANARY.length } };
const template = {
  metadata: {
    labels: { app: 'api' },
    annotations: { note: CANARY, 'container.apparmor.security.beta.kubernetes.io/api': 'unconfined' },
  },
  spec: { containers: [container] },
};

function meta(more: object = {}): object {
  return {
    name: 'api',
    namespace: 'shop',
    uid: 'u1',
    resourceVersion: '7',
    generation: 3,
    creationTimestamp: '2026-01-01T00:00:00Z',
    annotations: {
      'kubectl.kubernetes.io/last-applied-configuration': `{"env":"${CANARY}"}`,
      'vault.example.com/token': CANARY,
    },
    managedFields: [
      { manager: 'kubectl-client-side-apply', operation: 'Update', fieldsV1: { 'f:spec': {} } },
      { manager: 'kube-controller-manager', operation: 'Update' },
      { manager: 'kube-controller-manager', operation: 'Update', subresource: 'status' },
    ],
    ...more,
  };
}

test('a deployment keeps its template and loses what may carry values', () => {
  const value = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: meta(),
    spec: { replicas: 2, selector: { matchLabels: { app: 'api' } }, template },
    status: {
      replicas: 2,
      observedGeneration: 3,
      conditions: [{ type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable', lastUpdateTime: 'x' }],
    },
  };
  const observed = createDecoder().decode(value);
  expect(observed).toEqual({
    object: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: 'api',
        namespace: 'shop',
        uid: 'u1',
        resourceVersion: '7',
        generation: 3,
        creationTimestamp: '2026-01-01T00:00:00Z',
      },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'api' } },
        template: {
          metadata: {
            labels: { app: 'api' },
            annotations: { 'container.apparmor.security.beta.kubernetes.io/api': 'unconfined' },
          },
          spec: {
            containers: [
              {
                name: 'api',
                image: 'registry.example.com/api:1',
                env: [PASSWORD, { name: 'KEY', valueFrom: { secretKeyRef: { name: 'keys', key: 'api' } } }],
                livenessProbe: { httpGet: { path: '/', port: 80, host: '10.0.0.1' } },
                lifecycle: { preStop: { httpGet: { port: 80 } } },
                securityContext: { privileged: true },
              },
            ],
          },
        },
      },
      status: {
        replicas: 2,
        observedGeneration: 3,
        conditions: [{ type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable' }],
      },
    },
    facts: {
      owner: { manager: 'kubectl', label: 'kubectl apply' },
      managers: ['kubectl-client-side-apply', 'kube-controller-manager'],
    },
  });
});

test.each([
  ['a CronJob', 'batch/v1', 'CronJob', { spec: { jobTemplate: { metadata: template.metadata, spec: { template } } } }],
  ['a PodTemplate', 'v1', 'PodTemplate', { template }],
  ['a bare Pod', 'v1', 'Pod', { spec: { ...template.spec, initContainers: [container] } }],
  [
    'a StatefulSet with claims',
    'apps/v1',
    'StatefulSet',
    {
      spec: {
        template,
        volumeClaimTemplates: [{ metadata: { name: 'data', annotations: { note: CANARY } }, spec: {} }],
      },
    },
  ],
  ['a custom workload', 'example.com/v1', 'Rollout', { spec: { template, token: CANARY }, data: CANARY }],
  ['a Secret', 'v1', 'Secret', { data: { password: CANARY }, stringData: { password: CANARY } }],
  ['a ConfigMap', 'v1', 'ConfigMap', { data: { password: CANARY } }],
])('no planted value passes the decoder in %s', (_, apiVersion, kind, body) => {
  const observed = createDecoder().decode({ apiVersion, kind, metadata: meta(), ...body });
  expect(JSON.stringify(observed)).not.toContain(CANARY);
  expect(observed.object.metadata.name).toBe('api');
});

test('a pod keeps phase and what its containers run as', () => {
  const { object } = createDecoder().decode(
    {
      metadata: meta(),
      spec: { nodeName: 'n1', containers: [] },
      status: {
        phase: 'Running',
        podIP: '10.1.2.3',
        conditions: [{ type: 'Ready', status: 'True' }],
        containerStatuses: [
          {
            name: 'api',
            user: { linux: { uid: 10001 } },
            imageID: 'sha256:1',
            restartCount: 1,
            ready: true,
            started: true,
            state: { waiting: { reason: 'CrashLoopBackOff', message: CANARY } },
            lastState: { terminated: { message: CANARY } },
          },
        ],
      },
    },
    { apiVersion: 'v1', kind: 'Pod' },
  );
  expect(object).toMatchObject({ apiVersion: 'v1', kind: 'Pod' });
  expect(object.metadata).not.toHaveProperty('generation');
  expect((object as unknown as { status: unknown }).status).toEqual({
    phase: 'Running',
    containerStatuses: [
      {
        name: 'api',
        user: { linux: { uid: 10001 } },
        imageID: 'sha256:1',
        restartCount: 1,
        ready: true,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
      },
    ],
  });
});

test.each([
  [null, 'it is not an object'],
  [[], 'it is not an object'],
  [{ kind: 'Pod', metadata: { name: 'a' } }, 'apiVersion is missing'],
  [{ apiVersion: 'v1', metadata: { name: 'a' } }, 'kind is missing'],
  [{ apiVersion: 'v1', kind: 'Pod' }, 'Pod without metadata'],
  [{ apiVersion: 'v1', kind: 'Pod', metadata: {} }, 'Pod without metadata.name'],
  [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: 'x' } }, 'containers must be a list'],
  [
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [], volumes: [1] } },
    'every item of volumes must be an object',
  ],
  [
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'a' }, rules: {} },
    'rules must be a list',
  ],
])('what is no object is refused with the reason: %j', (value, message) => {
  expect(() => createDecoder().decode(value)).toThrow(new DecodeError(message));
});

test('pods of one owner share their equal parts, pods of others do not', () => {
  const decode = podDecoder();
  const [first, second, other] = [decode('a', 'u1'), decode('b', 'u1'), decode('c', 'u2')];
  expect(second.nodeName).toBe('b');
  expect(second.containers).toBe(first.containers);
  expect(other.containers).not.toBe(first.containers);
  expect(other.containers).toEqual(first.containers);
});

test('ten thousand pods of five hundred owners share the parts of their owner, in whatever order they come', () => {
  const decode = podDecoder();
  const containers = new Set(
    Array.from({ length: 10_000 }, (_, index) => decode(`p${index}`, `u${index % 500}`).containers),
  );
  expect(containers.size).toBe(500);
});

test('owners seen long ago are forgotten, those in use are not', () => {
  const decode = podDecoder();
  const inUse = decode('a', 'in-use').containers;
  const done = decode('b', 'done').containers;
  for (let index = 0; index < 3_000; index++) {
    decode(`job-${index}`, `job-${index}`);
    if (index % 1_000 === 0) decode('a', 'in-use');
  }
  expect(decode('c', 'in-use').containers).toBe(inUse);
  expect(decode('d', 'done').containers).not.toBe(done);
});

test('sharing never changes a value, nor the model', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (model, value) => {
      const [modelBefore, valueBefore] = [structuredClone(model), structuredClone(value)];
      expect(shareWith(deepFreeze(model), deepFreeze(value))).toEqual(valueBefore);
      expect(model).toEqual(modelBefore);
    }),
  );
});

/** The specs of pods that differ in name and node only, all through one decoder. */
function podDecoder(): (name: string, owner: string) => { readonly nodeName: string; readonly containers: unknown } {
  const decoder = createDecoder();
  return (name, uid) => {
    const { object } = decoder.decode({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name,
        ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'r', uid, controller: true }],
      },
      spec: { nodeName: name, containers: [{ name: 'api', securityContext: { privileged: true } }] },
    });
    return (object as unknown as { readonly spec: { readonly nodeName: string; readonly containers: unknown } }).spec;
  };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) deepFreeze(member);
  return Object.freeze(value);
}

test('of the values of variables only that there is none passes', () => {
  const env = [
    { name: 'NONE' },
    { name: 'EMPTY', value: '' },
    { name: 'SET', value: CANARY },
    { name: 'KEY', value: '', valueFrom: { secretKeyRef: { name: 'keys', key: 'api' } } },
  ];
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'api' },
    spec: { containers: [{ name: 'api', env }] },
  };
  expect(createDecoder().decode(pod).object).toMatchObject({
    spec: {
      containers: [
        {
          env: [
            { name: 'NONE', value: '' },
            { name: 'EMPTY', value: '' },
            { name: 'SET' },
            { name: 'KEY', valueFrom: { secretKeyRef: { name: 'keys', key: 'api' } } },
          ],
        },
      ],
    },
  });
  expect(JSON.stringify(createDecoder().decode(pod))).not.toContain(CANARY);
});

test('equal rules of roles are one object, and equal lists of them one list', () => {
  const role = (namespace: string, ...names: readonly string[]) => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name: 'reader', namespace },
    rules: names.map((resource) => ({ apiGroups: [''], resources: [resource], verbs: ['get'] })),
  });
  const { decode } = createDecoder();
  const rulesOf = (value: object) => (decode(value).object as unknown as { readonly rules: readonly object[] }).rules;
  const [one, same, other] = [role('a', 'pods'), role('b', 'pods'), role('b', 'secrets', 'pods')].map(rulesOf);
  expect(same).toBe(one);
  expect(other).toEqual(role('b', 'secrets', 'pods').rules);
  expect(other?.[1]).toBe(one?.[0]);
});
