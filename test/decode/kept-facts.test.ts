import { expect, test } from 'vitest';
import { createDecoder } from '../../src/decode/decode.ts';

const binding = (annotations: Readonly<Record<string, string>>, kind = 'RoleBinding') => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind,
  metadata: { name: 'b', namespace: 'shop', annotations },
});

test.each<[boolean | undefined, Readonly<Record<string, string>>]>([
  [true, { pin: '4711' }],
  [true, { 'example.com/hook': 'https://ci/hook?token:abc' }],
  [undefined, { 'kubectl.kubernetes.io/last-applied-configuration': '{}', 'example.com/on': 'true' }],
  [undefined, {}],
])('whether a deletion can be taken back whole is told: %s for %j', (expected, annotations) => {
  expect(createDecoder().decode(binding(annotations)).facts?.hasUnkept).toBe(expected);
});
