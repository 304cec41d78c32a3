import { expect, test } from 'vitest';
import { rolloutCaveats } from '../../src/kube/rollout.ts';
import type { KubeObject } from '../../src/plugin-api/index.ts';

const caveats = (kind: string, spec: object) =>
  rolloutCaveats(kind, 'db', { apiVersion: 'apps/v1', kind, metadata: { name: 'db' }, spec } as KubeObject);

test.each([
  ['Deployment', { replicas: 3 }, []],
  ['Deployment', { replicas: 3, strategy: { type: 'Recreate' } }, ['All pods of db stop before new ones start.']],
  ['Deployment', { replicas: 0 }, ['db is scaled to zero: whether it works shows when it is scaled up.']],
  ['Deployment', { replicas: 0, paused: true }, ['db is paused: its pods change when it is resumed.']],
  ['StatefulSet', { replicas: 0 }, ['db is scaled to zero: whether it works shows when it is scaled up.']],
  ['StatefulSet', {}, ['db has one replica: it is away while it restarts.']],
  ['StatefulSet', { replicas: 3 }, []],
  ['StatefulSet', { replicas: 3, updateStrategy: { type: 'OnDelete' } }, ['Pods of db change when they are deleted.']],
  [
    'StatefulSet',
    { replicas: 3, updateStrategy: { type: 'Recreate' } },
    ['All pods of db stop before new ones start.'],
  ],
  [
    'StatefulSet',
    { replicas: 5, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '40%' } } },
    ['Pods of db may be away at the same time: 40%.'],
  ],
  ['DaemonSet', { updateStrategy: { type: 'OnDelete' } }, ['Pods of db change when they are deleted.']],
  ['DaemonSet', {}, []],
])('of a %s with %j is said what its pods do', (kind, spec, expected) => {
  expect(caveats(kind, spec)).toEqual(expected);
});
