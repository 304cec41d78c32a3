import { expect, test } from 'vitest';
import { applierOwner, appliersOf } from '../../../src/model/writers/appliers.ts';
import type { Change, FieldPath } from '../../../src/plugin-api/index.ts';

const TARGET = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' };
const WEB = { key: 'name', is: 'web' };
const POD = ['spec', 'template', 'spec'] as const;

function set(...path: FieldPath): Change {
  return { op: 'edit', target: TARGET, edits: [{ op: 'set', path, value: true }] };
}

/** Of a deployment with one container that is privileged, adds a capability, and has an empty pod context. */
const FIELDS = {
  'f:metadata': { 'f:labels': { 'f:app': {} } },
  'f:spec': {
    'f:template': {
      'f:spec': {
        'f:securityContext': {},
        'f:nodeSelector': {},
        'f:containers': {
          'k:{"name":"web"}': {
            '.': {},
            'f:name': {},
            'f:securityContext': { 'f:privileged': {}, 'f:capabilities': { 'f:add': {} } },
          },
        },
      },
    },
  },
};
const APPLIERS = appliersOf({ managedFields: [{ manager: 'deployer', operation: 'Apply', fieldsV1: FIELDS }] });

test.each<[string, Change]>([
  ['a field that it sets', set(...POD, 'containers', WEB, 'securityContext', 'privileged')],
  ['an object with a field that it sets', set(...POD, 'containers', WEB, 'securityContext')],
  ['a list that it sets as one', set(...POD, 'containers', WEB, 'securityContext', 'capabilities', 'add')],
  ['a member of a map that it sets as one', set(...POD, 'nodeSelector', 'disk')],
  ['a label that it sets', set('metadata', 'labels', 'app')],
  ['the object, to delete it', { op: 'delete', target: TARGET }],
])('who applies owns %s', (_, change) => {
  expect(applierOwner(APPLIERS, change)).toEqual({
    manager: 'applier',
    label: 'server-side apply of the field manager "deployer"',
  });
});

test.each<[string, Change]>([
  ['a field beside its own', set(...POD, 'containers', WEB, 'securityContext', 'runAsNonRoot')],
  ['a list beside its own', set(...POD, 'containers', WEB, 'securityContext', 'capabilities', 'drop')],
  ['a member of what it left empty', set(...POD, 'securityContext', 'runAsNonRoot')],
  ['another container', set(...POD, 'containers', { key: 'name', is: 'sidecar' }, 'securityContext', 'privileged')],
  ['another label', set('metadata', 'labels', 'pod-security.kubernetes.io/enforce')],
  ['an object to be created', { op: 'ensure', object: { ...TARGET, metadata: { name: 'web' } } }],
])('who applies does not own %s', (_, change) => {
  expect(applierOwner(APPLIERS, change)).toBeUndefined();
});

test('updates, and what is applied to a subresource, own nothing', () => {
  const entry = { manager: 'm', operation: 'Apply', fieldsV1: FIELDS };
  expect(
    appliersOf({
      managedFields: [
        { ...entry, operation: 'Update' },
        { ...entry, subresource: 'status' },
      ],
    }),
  ).toEqual([]);
  expect(appliersOf({ managedFields: [{ manager: 'm', operation: 'Apply' }] })).toEqual([]);
  expect(appliersOf({ managedFields: 'x' as never })).toEqual([]);
});
