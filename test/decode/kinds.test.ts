/** What the decoder keeps of kinds without pod templates: facts, but no bulk and nothing that could be a credential. */
import { expect, test } from 'vitest';
import { createDecoder } from '../../src/decode/decode.ts';
import { apiVersionOf, KINDS, TYPED_KINDS, type TypedKind } from '../../src/kube/kinds.ts';

const CANARY = 'canary-7f3a';
const READY = { type: 'Ready', status: 'True', reason: 'Ready', message: CANARY, lastTransitionTime: CANARY };
const KEPT_READY = { conditions: [{ type: 'Ready', status: 'True', reason: 'Ready' }] };

function decode(kind: TypedKind, body: object): Readonly<Record<string, unknown>> {
  const type = { apiVersion: apiVersionOf(KINDS[kind]), kind };
  const {
    metadata: _,
    apiVersion: __,
    kind: ___,
    ...rest
  } = createDecoder().decode({
    ...type,
    metadata: { name: 'a', annotations: { note: CANARY } },
    ...body,
  }).object;
  return rest as Readonly<Record<string, unknown>>;
}

test.each(TYPED_KINDS)('no data, no bundle of authorities and no message of a condition passes in a %s', (kind) => {
  const kept = decode(kind, {
    data: { a: CANARY },
    stringData: { a: CANARY },
    binaryData: { a: CANARY },
    status: { conditions: [READY], certificate: CANARY, message: CANARY, metrics: [CANARY] },
  });
  expect(JSON.stringify(kept)).not.toContain(CANARY);
});

test.each<[TypedKind, object, object]>([
  [
    'ResourceQuota',
    { spec: { hard: { pods: '10' } }, status: { used: { pods: '3' } } },
    { spec: { hard: { pods: '10' } }, status: {} },
  ],
  [
    'LimitRange',
    { spec: { limits: [{ type: 'Container', max: { cpu: 2 } }] } },
    { spec: { limits: [{ type: 'Container', max: { cpu: 2 } }] } },
  ],
  ['PersistentVolumeClaim', { spec: { storageClassName: 'fast' } }, { spec: { storageClassName: 'fast' } }],
  [
    'EndpointSlice',
    { addressType: 'IPv4', endpoints: [{ addresses: ['10.0.0.1'] }], ports: [{ port: 80 }] },
    { addressType: 'IPv4', endpoints: [{ addresses: ['10.0.0.1'] }], ports: [{ port: 80 }] },
  ],
  [
    'ValidatingAdmissionPolicy',
    {
      spec: { validations: [{ expression: 'true' }] },
      status: { typeChecking: { expressionWarnings: [] }, conditions: [READY] },
    },
    { spec: { validations: [{ expression: 'true' }] }, status: KEPT_READY },
  ],
  [
    'ValidatingAdmissionPolicyBinding',
    { spec: { policyName: 'p', validationActions: ['Deny'] } },
    { spec: { policyName: 'p', validationActions: ['Deny'] } },
  ],
  [
    'PodDisruptionBudget',
    { spec: { minAvailable: '50%' }, status: { disruptionsAllowed: 1, conditions: [READY] } },
    { spec: { minAvailable: '50%' }, status: KEPT_READY },
  ],
  [
    'HorizontalPodAutoscaler',
    { spec: { maxReplicas: 3 }, status: { currentReplicas: 2, currentMetrics: [{ type: 'Resource' }] } },
    { spec: { maxReplicas: 3 }, status: {} },
  ],
  ['CSIDriver', { spec: { podInfoOnMount: true } }, { spec: { podInfoOnMount: true } }],
  ['RuntimeClass', { handler: 'gvisor' }, { handler: 'gvisor' }],
  ['PriorityClass', { value: 7, globalDefault: true }, { value: 7, globalDefault: true }],
  ['IngressClass', { spec: { controller: 'c' } }, { spec: { controller: 'c' } }],
])('a %s keeps what it asks for', (kind, body, kept) => {
  expect(decode(kind, body)).toEqual(kept);
});

test.each<TypedKind>(['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'])(
  'a %s keeps its rules and where it calls, not whom it trusts',
  (kind) => {
    const rules = [{ operations: ['CREATE'], resources: ['pods'] }];
    const service = { namespace: 'hooks', name: 'hook' };
    const webhooks = [{ name: 'a', failurePolicy: 'Fail', rules, clientConfig: { service, caBundle: CANARY } }];
    expect(decode(kind, { webhooks })).toEqual({
      webhooks: [{ name: 'a', failurePolicy: 'Fail', rules, clientConfig: { service } }],
    });
  },
);

test('an APIService keeps whether it is verified, not by what', () => {
  const spec = { group: 'g', insecureSkipTLSVerify: true, caBundle: CANARY };
  expect(decode('APIService', { spec, status: { conditions: [READY] } })).toEqual({
    spec: { group: 'g', insecureSkipTLSVerify: true },
    status: KEPT_READY,
  });
});

test('a CertificateSigningRequest keeps who asks whom, neither the request nor the certificate', () => {
  const spec = { signerName: 's', username: 'u', usages: ['client auth'], request: CANARY };
  expect(decode('CertificateSigningRequest', { spec, status: { certificate: CANARY, conditions: [READY] } })).toEqual({
    spec: { signerName: 's', username: 'u', usages: ['client auth'] },
    status: KEPT_READY,
  });
});

test('a CustomResourceDefinition keeps its names and versions, not its schemas', () => {
  const names = { kind: 'Thing', plural: 'things' };
  const version = { name: 'v1', served: true, storage: true };
  const spec = {
    group: 'example.com',
    names,
    scope: 'Namespaced',
    conversion: { strategy: 'Webhook', webhook: { clientConfig: { caBundle: CANARY } } },
    versions: [{ ...version, schema: { openAPIV3Schema: { description: CANARY } }, additionalPrinterColumns: [] }],
  };
  expect(decode('CustomResourceDefinition', { spec, status: { storedVersions: ['v1'] } })).toEqual({
    spec: { group: 'example.com', names, scope: 'Namespaced', versions: [version] },
    status: {},
  });
});

test('options of drivers and of mounts may hold passwords: only their names are kept', () => {
  const mountOptions = ['vers=3.0', `password=${CANARY}`, 'noexec'];
  const names = ['vers', 'password', 'noexec'];
  const csi = { driver: 'd', volumeHandle: 'h' };
  const spec = {
    mountOptions,
    csi: { ...csi, volumeAttributes: { password: CANARY } },
    flexVolume: { driver: 'f', options: { password: CANARY } },
  };
  expect(decode('PersistentVolume', { spec })).toEqual({
    spec: { mountOptions: names, csi, flexVolume: { driver: 'f' } },
  });
  expect(decode('StorageClass', { provisioner: 'p', parameters: { encrypted: 'true' }, mountOptions })).toEqual({
    provisioner: 'p',
    parameters: { encrypted: 'true' },
    mountOptions: names,
  });
});

test('a claim that is made with a pod loses its annotations', () => {
  const template = {
    metadata: { labels: { a: 'b' }, annotations: { note: CANARY } },
    spec: { storageClassName: 'fast' },
  };
  const volumes = [{ name: 'v', ephemeral: { volumeClaimTemplate: template } }];
  expect(decode('Pod', { spec: { containers: [], volumes } })).toEqual({
    spec: {
      containers: [],
      volumes: [
        {
          name: 'v',
          ephemeral: { volumeClaimTemplate: { metadata: { labels: { a: 'b' } }, spec: { storageClassName: 'fast' } } },
        },
      ],
    },
  });
});
