import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  driftedFields,
  EditError,
  fieldChangesOf,
  inverseFieldChanges,
  withFieldChanges,
} from '../../src/model/edits.ts';
import type { Edit, FieldPath, KubeObject } from '../../src/plugin-api/index.ts';

const container = (name: string): FieldPath => ['spec', 'containers', { key: 'name', is: name }];
const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a', labels: { tier: 'web' } },
  spec: { containers: [{ name: 'one', securityContext: { privileged: true } }, { name: 'two' }], tolerations: [] },
} as KubeObject;

test('Undoing a created parent removes the parent, not only the leaf', () => {
  const fieldChanges = fieldChangesOf(pod, [
    { op: 'set', path: [...container('two'), 'securityContext', 'privileged'], value: false },
  ]);
  expect(fieldChanges).toEqual([{ path: [...container('two'), 'securityContext'], after: { privileged: false } }]);
});

test('Two edits below one missing parent are one field change', () => {
  const base = [...container('two'), 'securityContext'];
  const fieldChanges = fieldChangesOf(pod, [
    { op: 'set', path: [...base, 'privileged'], value: false },
    { op: 'include', path: [...base, 'capabilities', 'drop'], value: 'ALL' },
  ]);
  expect(fieldChanges).toEqual([{ path: base, after: { privileged: false, capabilities: { drop: ['ALL'] } } }]);
});

test('An edit that changes nothing gives no field change', () => {
  expect(fieldChangesOf(pod, [{ op: 'set', path: ['metadata', 'labels', 'tier'], value: 'web' }])).toEqual([]);
  expect(fieldChangesOf(pod, [{ op: 'unset', path: ['metadata', 'annotations'] }])).toEqual([]);
});

test('A keyed item that is not there is an invalid edit, by name', () => {
  expect(() => fieldChangesOf(pod, [{ op: 'set', path: [...container('three'), 'image'], value: 'x' }])).toThrow(
    EditError,
  );
});

test('Member names that objects inherit are ordinary names', () => {
  const fieldChanges = fieldChangesOf(pod, [{ op: 'set', path: ['metadata', 'labels', '__proto__'], value: 'x' }]);
  expect(fieldChanges).toEqual([{ path: ['metadata', 'labels', '__proto__'], after: 'x' }]);
  const edited = withFieldChanges(pod, fieldChanges);
  expect(Object.hasOwn(edited.metadata.labels ?? {}, '__proto__')).toBe(true);
});

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    op: fc.constant('set' as const),
    path: fc.constantFrom<FieldPath>(
      ['metadata', 'labels', 'tier'],
      ['metadata', 'labels', 'new'],
      ['spec', 'securityContext', 'runAsNonRoot'],
      [...container('one'), 'securityContext', 'privileged'],
      [...container('two'), 'securityContext', 'capabilities', 'add'],
    ),
    value: fc.constantFrom('x', true, ['A']),
  }),
  fc.record({
    op: fc.constant('unset' as const),
    path: fc.constantFrom<FieldPath>(
      ['metadata', 'labels'],
      [...container('one'), 'securityContext'],
      ['spec', 'tolerations'],
    ),
  }),
  fc.record({
    op: fc.constantFrom('include' as const, 'exclude' as const),
    path: fc.constant<FieldPath>(['spec', 'tolerations']),
    value: fc.constantFrom('x', 'y'),
  }),
);

test('Field changes give the edited object, their inverse the earlier one, and each precondition holds', () => {
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 6 }), (edits) => {
      const fieldChanges = fieldChangesOf(pod, edits);
      expect(driftedFields(pod, fieldChanges)).toEqual([]);
      const edited = withFieldChanges(pod, fieldChanges);
      expect(fieldChangesOf(edited, [])).toEqual([]);
      const back = inverseFieldChanges(fieldChanges, edited);
      expect(driftedFields(edited, back)).toEqual([]);
      expect(withFieldChanges(edited, back)).toEqual(pod);
    }),
  );
});
