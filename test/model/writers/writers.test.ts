/** Who wrote a field last, by the field managers that the server keeps. */
import { expect, test } from 'vitest';
import { writersOf } from '../../../src/model/writers/appliers.ts';
import type { FieldPath } from '../../../src/plugin-api/index.ts';

const entry = (manager: string, fieldsV1: object, more: object = {}) => ({
  manager,
  operation: 'Update',
  fieldsV1,
  ...more,
});
const CONTAINER = {
  'f:spec': { 'f:template': { 'f:spec': { 'f:containers': { 'k:{"name":"api"}': { 'f:image': {} } } } } },
};
const IMAGE: FieldPath = ['spec', 'template', 'spec', 'containers', { key: 'name', is: 'api' }, 'image'];
const managedFields = [
  entry('harden', CONTAINER),
  entry('argocd-application-controller', CONTAINER),
  entry('kube-controller-manager', { 'f:status': {}, ...CONTAINER }, { subresource: 'status' }),
  entry('kubectl-scale', { 'f:spec': { 'f:replicas': {} } }),
];

test.each([
  ['the field itself', [IMAGE], ['argocd-application-controller']],
  ['another field', [['spec', 'replicas']], ['kubectl-scale']],
  ['a field that nobody has', [['spec', 'paused']], []],
  ['several', [IMAGE, ['spec', 'replicas']], ['argocd-application-controller', 'kubectl-scale']],
] as const)('%s', (_, paths, writers) => {
  expect(writersOf({ managedFields }, paths)).toEqual(writers);
});

test('an object without them has no writers', () => {
  expect(writersOf({}, [IMAGE])).toEqual([]);
});
