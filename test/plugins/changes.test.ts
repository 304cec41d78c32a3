/** A change of a proposal that names a place which its kind has not, or which is another one tomorrow, is refused. */
import { expect, test } from 'vitest';
import { refKey, refOf } from '../../src/kube/refs.ts';
import {
  type AnyAutomatedCheck,
  type Change,
  defineCheck,
  type Edit,
  type KubeObject,
} from '../../src/plugin-api/index.ts';
import { changeProblem } from '../support/fixture-runner/changes.ts';
import { expectPlaces } from '../support/fixture-runner/places.ts';
import { readVocabulary } from '../support/fixture-runner/vocabulary.ts';
import { settable } from '../support/settable.ts';

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { containers: [{ name: 'a', env: [{ name: 'X' }, { name: 'X' }] }] },
} as unknown as KubeObject;
const SPEC = ['spec'] as const;
const CONTAINER = ['spec', 'containers', { key: 'name', is: 'a' }] as const;

function problem(edit: Edit): string | undefined {
  const change: Change = {
    op: 'edit',
    target: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'web' },
    edits: [edit],
  };
  return changeProblem(change, new Map([[refKey(refOf(POD)), POD]]));
}

test.each<[string, Edit]>([
  ['no member of V1PodSpec', { op: 'set', path: [...SPEC, 'hostNetworks'], value: false }],
  ['no member of V1PodSpec', { op: 'unset', path: [...SPEC, 'hostnetwork'] }],
  ['must be true or false', { op: 'set', path: [...SPEC, 'hostNetwork'], value: 'false' }],
  ['privilege is no member', { op: 'set', path: [...CONTAINER, 'securityContext'], value: { privilege: false } }],
  ['names no one item', { op: 'set', path: [...SPEC, 'containers', '0', 'stdin'], value: false }],
  ['names no one item', { op: 'set', path: [...CONTAINER, 'env', { key: 'name', is: 'X' }, 'value'], value: '' }],
  ['the merge key name', { op: 'unset', path: [...SPEC, 'containers', { key: 'image', is: 'a' }] }],
  [
    'V1VolumeMount[] has the merge key mountPath',
    { op: 'add', path: [...CONTAINER, 'volumeMounts'], key: 'name', value: { name: 'tmp' } },
  ],
  [
    'V1EnvFromSource[] has no merge key',
    { op: 'add', path: [...CONTAINER, 'envFrom'], key: 'prefix', value: { prefix: 'A' } },
  ],
  [
    '.spec.volumes.emptydir is no member',
    { op: 'add', path: [...SPEC, 'volumes'], key: 'name', value: { name: 'tmp', emptydir: {} } },
  ],
  ['include takes a list', { op: 'include', path: [...CONTAINER, 'securityContext'], value: 'ALL' }],
  ['exclude takes a list', { op: 'exclude', path: [...SPEC, 'nodeName'], value: 'a' }],
  ['must be a string', { op: 'include', path: [...CONTAINER, 'args'], value: 1 }],
])('%s: the edit is refused', (words, edit) => {
  expect(problem(edit)).toContain(words);
});

test.each<[string, Edit]>([
  ['a member', { op: 'set', path: [...SPEC, 'hostNetwork'], value: false }],
  ['a key of a map', { op: 'set', path: ['metadata', 'labels', 'any/label'], value: 'a' }],
  ['an item to add', { op: 'add', path: [...SPEC, 'volumes'], key: 'name', value: { name: 'tmp', emptyDir: {} } }],
  [
    'an item by value',
    { op: 'include', path: [...CONTAINER, 'securityContext', 'capabilities', 'drop'], value: 'ALL' },
  ],
])('%s is found', (_, edit) => {
  expect(problem(edit)).toBeUndefined();
});

test('an object to create has the members of its kind', () => {
  const object = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: { port: 1 } };
  expect(changeProblem({ op: 'ensure', object }, new Map())).toContain('.spec.port is no member of V1ServiceSpec');
  const target = { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'web' };
  expect(changeProblem({ op: 'delete', target }, new Map())).toBeUndefined();
});

test('what a check proposes is held to this', () => {
  const changing: AnyAutomatedCheck = defineCheck({
    mode: 'automated',
    meta: { ...settable.meta, id: 'labels/changed' },
    subject: 'Namespace',
    evaluate: ({ ref }) => {
      const edits: readonly Edit[] = [{ op: 'set', path: ['metadata', 'label', 'colour'], value: 'red' }];
      const proposal = {
        readiness: 'ready',
        reason: 'Red is free.',
        changes: [{ op: 'edit', target: ref, edits }],
      } as const;
      return [{ message: 'It has no colour.', proposal }];
    },
  });
  const fixture = readVocabulary([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }], 'fixture.yaml');
  expect(() => expectPlaces(changing, fixture)).toThrow('.metadata.label: no member of V1ObjectMeta');
});
