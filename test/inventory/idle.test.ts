import { expect, test } from 'vitest';
import { createInventory } from '../../src/inventory/index.ts';
import type { JsonObject, KubeObject } from '../../src/plugin-api/index.ts';
import { deployment, observed, pod, podOf, replicaSet } from '../support/objects.ts';

function idleIn(...objects: readonly KubeObject[]): readonly string[] {
  const inventory = createInventory();
  for (const object of objects)
    inventory.apply({ type: 'upsert', kind: object.kind as 'Pod', items: observed(object) });
  return inventory.idleWorkloads('shop').map(({ ref, pods }) => `${ref.kind}/${ref.name} ${pods.length}`);
}

const ROLLOUT = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'web', uid: 'rollout', controller: true };
const PLAIN = { containers: [{ name: 'app', image: 'example.com/app:1' }] };

function revision(name: string, replicas: number, spec: JsonObject = PLAIN, kind = 'ReplicaSet'): KubeObject {
  return {
    apiVersion: kind === 'ReplicaSet' ? 'apps/v1' : 'v1',
    kind,
    metadata: { name, namespace: 'shop', uid: name, ownerReferences: [ROLLOUT] },
    spec: { replicas, template: { spec } },
  } as unknown as KubeObject;
}

function job(name: string, more: object = {}, isFinished = true): KubeObject {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, namespace: 'shop', uid: name, ...more },
    spec: { template: { spec: PLAIN } },
    status: { conditions: isFinished ? [{ type: 'Complete', status: 'True' }] : [] },
  } as unknown as KubeObject;
}

function finished<T extends KubeObject>(object: T): T {
  return { ...object, status: { phase: 'Succeeded' } };
}

test.each(['ReplicaSet', 'ReplicationController'])('a %s that an unread owner has scaled to zero is idle', (kind) => {
  expect(idleIn(revision('web-1', 0, PLAIN, kind))).toEqual([`${kind}/web-1 0`]);
});

test('beside a revision that runs, the others of its owner are old', () => {
  expect(idleIn(revision('web-1', 0), revision('web-2', 3))).toEqual([]);
});

test('of revisions that are alike one is enough, of others each counts', () => {
  const shared = { ...PLAIN, hostNetwork: true };
  expect(idleIn(revision('web-1', 0), revision('web-2', 0), revision('web-3', 0, shared))).toEqual([
    'ReplicaSet/web-1 0',
    'ReplicaSet/web-3 0',
  ]);
});

test('old revisions of a Deployment are not idle: its template counts', () => {
  const api = deployment('shop', 'api');
  const old = replicaSet(api);
  expect(idleIn(api, { ...old, spec: { ...old.spec, replicas: 0 } } as KubeObject)).toEqual([]);
});

test('finished Jobs are idle; those of a CronJob follow its template, those that run are workloads', () => {
  const cron = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'nightly', namespace: 'shop', uid: 'cron' },
    spec: { jobTemplate: { spec: { template: { spec: PLAIN } } } },
  } as unknown as KubeObject;
  const owned = {
    ownerReferences: [{ apiVersion: 'batch/v1', kind: 'CronJob', name: 'nightly', uid: 'cron', controller: true }],
  };
  expect(idleIn(cron, job('nightly-1', owned), job('once'), job('now', {}, false))).toEqual(['Job/once 0']);
});

test('Jobs of one unread owner that are alike count once', () => {
  const owned = { ownerReferences: [{ ...ROLLOUT, kind: 'ScaledJob' }] };
  expect(idleIn(job('scaled-1', owned), job('scaled-2', owned), job('scaled-3', owned))).toEqual(['Job/scaled-1 0']);
});

test('finished pods of nobody, or of an unread owner, are idle', () => {
  const task = { ownerReferences: [{ ...ROLLOUT, kind: 'TaskRun', name: 'build' }] };
  expect(idleIn(finished(pod('shop', 'debug')), finished(pod('shop', 'build-1', {}, task)))).toEqual([
    'Pod/debug 0',
    'TaskRun/build 0',
  ]);
});

test('a finished pod is idle where something was put into it that its template does not have', () => {
  const api = deployment('shop', 'api');
  const set = replicaSet(api);
  const injected = podOf(set, 'b', { containers: [...PLAIN.containers, { name: 'proxy' }] });
  expect(idleIn(api, set, finished(podOf(set, 'a')), finished(injected))).toEqual(['ReplicaSet/api-1 0']);
});
