/** Places in objects: by members and by merge keys, whatever the type of a key is. */
import { expect, test } from 'vitest';
import { compileTests } from '../../src/kube/json-patch.ts';
import { keyedIndex, valueAt } from '../../src/kube/path.ts';
import type { Json, KubeObject } from '../../src/plugin-api/index.ts';

const PORTS: readonly Json[] = [{ containerPort: 8080 }, { containerPort: 80, name: 'http' }];
const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { containers: [{ name: 'a', ports: PORTS }] },
} as unknown as KubeObject;
const PORT = ['spec', 'containers', { key: 'name', is: 'a' }, 'ports', { key: 'containerPort', is: '80' }, 'name'];

test('an item is found by a key that is a number', () => {
  expect(keyedIndex(PORTS, 'containerPort', '80')).toBe(1);
  expect(valueAt(POD, PORT)).toBe('http');
});

test.each<[string, object]>([
  ['it has none', {}],
  ['it is null', { containerPort: null }],
  ['it is an object', { containerPort: {} }],
  ['it begins alike', { containerPort: 8080 }],
  ['it is written in another way', { containerPort: '080' }],
])('an item has not the key where %s', (_, item) => {
  expect(keyedIndex([item as never], 'containerPort', '80')).toBe(-1);
  expect(keyedIndex([item as never], 'constructor', 'function Object() { [native code] }')).toBe(-1);
});

test('a patch tests a key with the type that it has in the object', () => {
  expect(compileTests(POD, [{ path: PORT, before: 'http', after: 'web' }])).toEqual([
    { op: 'test', path: '/spec/containers/0/name', value: 'a' },
    { op: 'test', path: '/spec/containers/0/ports/1/containerPort', value: 80 },
    { op: 'test', path: '/spec/containers/0/ports/1/name', value: 'http' },
  ]);
});
