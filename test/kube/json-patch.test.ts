import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FieldChange } from '../../src/kube/field-change.ts';
import { compilePatch } from '../../src/kube/json-patch.ts';
import { fieldChangesOf, inverseFieldChanges, withFieldChanges } from '../../src/model/edits.ts';
import type { Edit, FieldPath, JsonObject, KubeObject } from '../../src/plugin-api/index.ts';
import { patched } from '../support/json-patch.ts';

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
  expect(patched(object, compilePatch(object, fieldChanges, {}))).toEqual(withFieldChanges(object, fieldChanges));
});

test('items of an inner list go before an item of the list around them', () => {
  const env = ['x', 'y'].map((name) => ({ name }));
  const object = {
    ...pod(),
    spec: { containers: [{ name: 'a' }, { name: 'b' }, { name: 'c', env }] },
  } as unknown as KubeObject;
  const changes: FieldChange[] = [
    { path: container('b'), before: { name: 'b' } },
    { path: [...container('c'), 'env', { key: 'name', is: 'x' }], before: { name: 'x' } },
    { path: [...container('c'), 'env', { key: 'name', is: 'y' }], before: { name: 'y' } },
  ];
  expect(patched(object, compilePatch(object, changes))).toEqual(withFieldChanges(object, changes));
});

test('what is as wanted already is tested and not written', () => {
  const changes: FieldChange[] = [{ path: ['spec', 'paused'] }, { path: ['spec', 'nothing', 'below'] }];
  expect(compilePatch(pod('a'), changes)).toEqual([{ op: 'test', path: '/spec/paused', value: null }]);
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
      const after = patched(before, compilePatch(before, fieldChanges, { uid: 'u' })) as KubeObject;
      expect(after).toEqual(withFieldChanges(before, fieldChanges));
      const inverse = inverseFieldChanges(fieldChanges, after);
      expect(patched(after, compilePatch(after, inverse, { uid: 'u' }))).toEqual(before);
    }),
  );
});

/** A list of lists with any of their items removed and any of their values changed, in any order. */
const removals = fc
  .uniqueArray(fc.constantFrom(...NAMES, 'd'), { minLength: 1 })
  .chain((names) =>
    fc.record({
      items: fc.tuple(...names.map((name) => fc.subarray(['x', 'y', 'z']).map((inner) => ({ name, inner })))),
      gone: fc.subarray(names),
      goneInner: fc.subarray(['x', 'y', 'z']),
    }),
  )
  .chain(({ items, gone, goneInner }) => {
    const containers = items.map(({ name, inner }) => ({
      name,
      image: name,
      env: inner.map((each) => ({ name: each })),
    }));
    const changes = containers.flatMap((item): readonly FieldChange[] => {
      if (gone.includes(item.name)) return [{ path: container(item.name), before: item }];
      const image = { path: [...container(item.name), 'image'], before: item.image, after: 'new' };
      const env = item.env.filter(({ name }) => goneInner.includes(name));
      const path = (is: string): FieldPath => [...container(item.name), 'env', { key: 'name', is }];
      return [image, ...env.map((before) => ({ path: path(before.name), before }))];
    });
    const object = { ...pod(), spec: { containers } } as unknown as KubeObject;
    return fc.record({
      object: fc.constant(object),
      changes: fc.shuffledSubarray(changes, { minLength: changes.length }),
    });
  });

test('whatever is removed together, the indexes hold', () => {
  fc.assert(
    fc.property(removals, ({ object, changes }) => {
      expect(patched(object, compilePatch(object, changes))).toEqual(withFieldChanges(object, changes));
    }),
  );
});

test('an item that came in between fails the tests, whatever was changed', () => {
  const fieldChanges = [{ path: [...container('a'), 'securityContext'], after: {} }];
  const operations = compilePatch(pod('a', 'b'), fieldChanges, {});
  expect(() => patched(pod('injected', 'a', 'b'), operations)).toThrow('testing /spec/containers/0/name failed');
});
