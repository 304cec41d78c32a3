/** A finding that names a place which is another one tomorrow, or which its kind has not, is refused. */
import { expect, test } from 'vitest';
import { type AnyAutomatedCheck, defineCheck, type FieldPath, type Violation } from '../../src/plugin-api/index.ts';
import { ambiguousStep, indexedStep, stepProblem } from '../support/fixture-runner/paths.ts';
import { expectPlaces } from '../support/fixture-runner/places.ts';
import { readVocabulary } from '../support/fixture-runner/vocabulary.ts';
import { settable } from '../support/settable.ts';

const POD = { apiVersion: 'v1', kind: 'Pod' };
const named = (key: string, is = 'a') => ({ key, is });
const CONTAINER = ['spec', 'containers', named('name')];

test.each<[string, FieldPath]>([
  ['V1Container[] has the merge key name', ['spec', 'containers', named('image')]],
  ['V1VolumeMount[] has the merge key mountPath', [...CONTAINER, 'volumeMounts', named('name')]],
  ['V1ContainerPort[] has the merge key containerPort', [...CONTAINER, 'ports', named('name')]],
  ['V1PodCondition[] has the merge key type', ['status', 'conditions', named('reason')]],
  ['V1EnvFromSource[] has no merge key', [...CONTAINER, 'envFrom', named('prefix')]],
  ['string[] has no merge key', [...CONTAINER, 'args', named('name')]],
  ['V1Container[] has no members', ['spec', 'containers', '0']],
  ['V1PodSpec is no list', ['spec', named('name')]],
  ['no member of V1PodSpec', ['spec', 'hostNetworks']],
  ['no member of V1PodSpec', ['spec', 'constructor']],
  ['boolean has no members', ['spec', 'hostNetwork', 'is']],
])('%s: the path is refused', (words, path) => {
  expect(stepProblem(POD, path)).toContain(words);
});

test('members of the kind, keys of maps and merge keys lead on', () => {
  const paths: readonly FieldPath[] = [
    [...CONTAINER, 'volumeMounts', named('mountPath', '/run'), 'readOnly'],
    [...CONTAINER, 'resources', 'limits', 'cpu'],
    [...CONTAINER, 'args'],
    ['metadata', 'labels', 'any/label'],
  ];
  for (const path of paths) expect(stepProblem(POD, path)).toBeUndefined();
  expect(stepProblem({ apiVersion: 'example.com/v1', kind: 'Widget' }, ['spec', 'any'])).toBeUndefined();
});

test('an index, or a key that several items have, names no one item', () => {
  const ports = [{ containerPort: 53, protocol: 'UDP' }, { containerPort: 53, protocol: 'TCP' }, { containerPort: 80 }];
  const pod = { ...POD, spec: { containers: [{ name: 'a', ports }] } };
  const port = (is: string): FieldPath => [...CONTAINER, 'ports', named('containerPort', is)];
  expect(ambiguousStep(pod, port('53'))).toEqual(named('containerPort', '53'));
  expect(ambiguousStep(pod, port('80'))).toBeUndefined();
  expect(indexedStep(pod, ['spec', 'containers', '0'])).toBe('0');
  expect(indexedStep(pod, port('53'))).toBeUndefined();
});

const FIXTURE = readVocabulary([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }], 'fixture.yaml');

function finding(violation: Omit<Violation, 'message'>): AnyAutomatedCheck {
  return defineCheck({
    mode: 'automated',
    meta: { ...settable.meta, id: 'labels/placed' },
    subject: 'Namespace',
    evaluate: () => [{ message: 'It has no colour.', ...violation }],
  });
}

test('a part or a key that is an index is refused', () => {
  expect(() => expectPlaces(finding({ part: '0' }), FIXTURE)).toThrow('its part is an index');
  expect(() => expectPlaces(finding({ key: '12' }), FIXTURE)).toThrow('its key is an index');
  expectPlaces(finding({ part: 'port 80', key: 'a1' }), FIXTURE);
});

test('a finding is held to the members of its kind', () => {
  expect(() => expectPlaces(finding({ path: ['metadata', 'label'] }), FIXTURE)).toThrow('.metadata.label');
  expectPlaces(finding({ path: ['metadata', 'labels', 'colour'] }), FIXTURE);
});
