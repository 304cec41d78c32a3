import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deepEqual } from '../../../src/kube/canonical.ts';
import type { FieldChange } from '../../../src/kube/field-change.ts';
import { fieldChangesOf, inverseFieldChanges, withFieldChanges } from '../../../src/model/edits.ts';
import type { Edit, FieldPath, JsonObject, KubeObject } from '../../../src/plugin-api/index.ts';
import { compilePatch, type PatchOperation } from '../../../src/sources/live/write/json-patch.ts';

/** RFC 6902 with the API server's reading of tests: a missing member equals null. Throws where a test fails. */
function applied(document: unknown, operations: readonly PatchOperation[]): unknown {
  const root = structuredClone(document) as Record<string, unknown>;
  for (const operation of operations) {
    const steps = operation.path
      .slice(1)
      .split('/')
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const name = steps.pop() ?? '';
    let parent: unknown = root;
    for (const step of steps) parent = (parent as Record<string, unknown>)[step];
    const holder = parent as Record<string, unknown>;
    if (operation.op === 'test') {
      if (!deepEqual(holder[name] ?? null, operation.value)) throw new Error(`test ${operation.path} failed`);
    } else if (operation.op === 'remove') {
      if (Array.isArray(parent)) parent.splice(Number(name), 1);
      else delete holder[name];
    } else if (Array.isArray(parent) && operation.op === 'add') {
      parent.splice(name === '-' ? parent.length : Number(name), 0, operation.value);
    } else holder[name] = operation.value;
  }
  return root;
}

const container = (name: string): FieldPath => ['spec', 'containers', { key: 'name', is: name }];

function pod(...names: readonly string[]): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', uid: 'u' },
    spec: { containers: names.map((name) => ({ name, image: name })) },
  } as unknown as KubeObject;
}

test('places, old values and the object itself are tested before anything changes', () => {
  const fieldChanges: FieldChange[] = [
    { path: [...container('b'), 'image'], before: 'b', after: 'c' },
    { path: [...container('b'), 'securityContext'], after: { privileged: false } },
    { path: ['metadata', 'labels'], after: { 'a/b~c': 'x' } },
  ];
  expect(compilePatch(pod('a', 'b'), fieldChanges, { uid: 'u', resourceVersion: '7' })).toEqual([
    { op: 'test', path: '/metadata/uid', value: 'u' },
    { op: 'test', path: '/metadata/resourceVersion', value: '7' },
    { op: 'test', path: '/spec/containers/1/name', value: 'b' },
    { op: 'test', path: '/spec/containers/1/image', value: 'b' },
    { op: 'test', path: '/spec/containers/1/securityContext', value: null },
    { op: 'test', path: '/metadata/labels', value: null },
    { op: 'replace', path: '/spec/containers/1/image', value: 'c' },
    { op: 'add', path: '/spec/containers/1/securityContext', value: { privileged: false } },
    { op: 'add', path: '/metadata/labels', value: { 'a/b~c': 'x' } },
  ]);
});

test('members with slashes and tildes are escaped', () => {
  const fieldChanges = [{ path: ['metadata', 'labels', 'a/b~c'], before: 'x', after: 'y' }];
  const object = { ...pod(), metadata: { name: 'p', labels: { 'a/b~c': 'x' } } };
  expect(compilePatch(object, fieldChanges, {}).at(-1)).toEqual({
    op: 'replace',
    path: '/metadata/labels/a~1b~0c',
    value: 'y',
  });
});

test('list items are removed from the end, after everything else, so that indexes hold', () => {
  const object = pod('a', 'b', 'c');
  const fieldChanges: FieldChange[] = [
    { path: container('a'), before: { name: 'a', image: 'a' } },
    { path: [...container('b'), 'image'], before: 'b', after: 'x' },
    { path: container('c'), before: { name: 'c', image: 'c' } },
  ];
  expect(applied(object, compilePatch(object, fieldChanges, {}))).toEqual(withFieldChanges(object, fieldChanges));
});

test('a new list item goes to the end', () => {
  const object = pod('a');
  const operations = compilePatch(object, [{ path: container('b'), after: { name: 'b' } }], {});
  expect(operations).toEqual([{ op: 'add', path: '/spec/containers/-', value: { name: 'b' } }]);
});

test.each([
  [[...container('gone'), 'image'], '.spec.containers[name="gone"].image is no longer there'],
  [['spec', 'volumes', { key: 'name', is: 'x' }, 'name'], 'is no longer there'],
  [['spec', 'nothing', 'below'], '.spec.nothing.below is no longer there'],
])('a place that is not there cannot be patched: %j', (path, message) => {
  expect(() => compilePatch(pod('a'), [{ path, before: 'x', after: 'y' }], {})).toThrow(message);
});

const NAMES = ['a', 'b', 'c'] as const;
const VOLUMES: readonly JsonObject[] = [{ name: 'tmp', emptyDir: {} }, { name: 'run' }];
const edit = fc.oneof<fc.Arbitrary<Edit>[]>(
  fc.record({
    op: fc.constant('set' as const),
    path: fc.oneof<fc.Arbitrary<FieldPath>[]>(
      fc.constantFrom(...NAMES).map((name) => [...container(name), 'securityContext', 'privileged']),
      fc.constantFrom(...NAMES).map((name) => [...container(name), 'image']),
      fc.constant(['metadata', 'labels', 'x/y']),
    ),
    value: fc.constantFrom(true, false, 'text'),
  }),
  fc.record({
    op: fc.constant('unset' as const),
    path: fc.constantFrom(...NAMES).map((name) => [...container(name), 'image']),
  }),
  fc.record({
    op: fc.constantFrom('include' as const, 'exclude' as const),
    path: fc.constantFrom(...NAMES).map((name) => [...container(name), 'securityContext', 'capabilities', 'drop']),
    value: fc.constantFrom('ALL', 'NET_RAW'),
  }),
  fc.record({
    op: fc.constant('add' as const),
    path: fc.constant(['spec', 'volumes']),
    key: fc.constant('name'),
    value: fc.constantFrom(...VOLUMES),
  }),
);

test('the patch gives what the field changes say, and the patch of the inverse gives the object back', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...NAMES], { minLength: 3 }), fc.array(edit, { maxLength: 6 }), (names, edits) => {
      const before = pod(...names);
      const fieldChanges = fieldChangesOf(before, edits);
      const after = applied(before, compilePatch(before, fieldChanges, { uid: 'u' })) as KubeObject;
      expect(after).toEqual(withFieldChanges(before, fieldChanges));
      const inverse = inverseFieldChanges(fieldChanges, after);
      expect(applied(after, compilePatch(after, inverse, { uid: 'u' }))).toEqual(before);
    }),
  );
});

test('an item that came in between fails the tests, whatever was changed', () => {
  const fieldChanges = [{ path: [...container('a'), 'securityContext'], after: {} }];
  const operations = compilePatch(pod('a', 'b'), fieldChanges, {});
  expect(() => applied(pod('injected', 'a', 'b'), operations)).toThrow('test /spec/containers/0/name failed');
});
