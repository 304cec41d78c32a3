import { expect, test } from 'vitest';
import { createInventory, type Inventory } from '../../src/inventory/index.ts';
import type { KindMap, KubeObject } from '../../src/plugin-api/index.ts';
import { deployment, namespace, observed, pod, podOf, replicaSet } from '../support/objects.ts';

function inventoryOf(...objects: readonly KubeObject[]): Inventory {
  const inventory = createInventory();
  for (const object of objects)
    inventory.apply({ type: 'upsert', kind: object.kind as 'Pod', items: observed(object) });
  return inventory;
}

function summary(inventory: Inventory, name = 'shop') {
  return inventory.workloads(name).map(({ ref, pods, access, deviatesFrom }) => ({
    ref: `${ref.kind}/${ref.name}`,
    pods: pods.length,
    access,
    ...(deviatesFrom === undefined ? {} : { deviatesFrom: deviatesFrom.name }),
  }));
}

const api = deployment('shop', 'api');
const apiSet = replicaSet(api);

test('A Deployment, its ReplicaSet and its pods are one workload', () => {
  const inventory = inventoryOf(namespace('shop'), api, apiSet, podOf(apiSet, 'a'), podOf(apiSet, 'b'));
  expect(summary(inventory)).toEqual([{ ref: 'Deployment/api', pods: 2, access: 'template' }]);
});

test('Pods with an injected container are one workload of their own beside the template', () => {
  const injected = { containers: [...(api.spec?.template.spec?.containers ?? []), { name: 'proxy' }] };
  const inventory = inventoryOf(
    api,
    apiSet,
    podOf(apiSet, 'b', injected as never),
    podOf(apiSet, 'a', injected as never),
  );
  expect(summary(inventory)).toEqual([
    { ref: 'Pod/api-1-a', pods: 2, access: 'none', deviatesFrom: 'api' },
    { ref: 'Deployment/api', pods: 2, access: 'template' },
  ]);
});

test('A pod whose own containers differ from its template says nothing of how that runs', () => {
  const other = { containers: [{ name: 'app', securityContext: { privileged: true } }, { name: 'proxy' }] };
  const hosted = { hostPID: true, containers: [...(api.spec?.template.spec?.containers ?? []), { name: 'proxy' }] };
  const inventory = inventoryOf(api, apiSet, podOf(apiSet, 'a', other as never), podOf(apiSet, 'b', hosted as never));
  expect(summary(inventory)).toEqual([
    { ref: 'Pod/api-1-a', pods: 1, access: 'none', deviatesFrom: 'api' },
    { ref: 'Pod/api-1-b', pods: 1, access: 'none', deviatesFrom: 'api' },
    { ref: 'Deployment/api', pods: 0, access: 'template' },
  ]);
});

test('A pod of an older revision does not deviate: it equals the ReplicaSet that made it', () => {
  const changed = deployment('shop', 'api', { hostNetwork: true });
  const inventory = inventoryOf(changed, apiSet, podOf(apiSet, 'a'));
  expect(summary(inventory)).toEqual([{ ref: 'Deployment/api', pods: 1, access: 'template' }]);
});

test('A bare pod can only be made again, a mirror pod not be changed at all', () => {
  const mirror = pod('shop', 'mirror', {}, { annotations: { 'kubernetes.io/config.mirror': 'x' } });
  expect(summary(inventoryOf(pod('shop', 'bare'), mirror))).toEqual([
    { ref: 'Pod/bare', pods: 1, access: 'recreate' },
    { ref: 'Pod/mirror', pods: 1, access: 'none' },
  ]);
});

test('Pods of an owner that cannot be read are one workload named after it', () => {
  const owner = {
    ownerReferences: [{ apiVersion: 'example.com/v1', kind: 'Fleet', name: 'blue', uid: 'fleet', controller: true }],
  };
  const inventory = inventoryOf(pod('shop', 'one', {}, owner), pod('shop', 'two', {}, owner));
  expect(summary(inventory)).toEqual([{ ref: 'Fleet/blue', pods: 2, access: 'none' }]);
});

/** As the controllers name and label them. */
function hashed(made: KindMap['Pod'], hash: string, app = 'api'): KindMap['Pod'] {
  const owners = made.metadata.ownerReferences?.map((owner) => ({ ...owner, name: `api-${hash}` })) ?? [];
  const labels = { app, 'pod-template-hash': hash };
  return { ...made, metadata: { ...made.metadata, labels, ownerReferences: owners } };
}

test('Where ReplicaSets cannot be read, their pods are those of the Deployment that they are named after', () => {
  const made = hashed(podOf(apiSet, 'a'), '8fc57d696');
  expect(summary(inventoryOf(api, made))).toEqual([{ ref: 'Deployment/api', pods: 1, access: 'template' }]);
  const alien = { ref: 'ReplicaSet/api-8fc57d696', pods: 1, access: 'none' };
  const apart = { ref: 'Deployment/api', pods: 0, access: 'template' };
  expect(summary(inventoryOf(api, hashed(podOf(apiSet, 'a'), '8fc57d696', 'other')))).toEqual([apart, alien]);
  expect(summary(inventoryOf(deployment('shop', 'web'), made))).toEqual([{ ...apart, ref: 'Deployment/web' }, alien]);
  const unlabelled = { ...made, metadata: { ...made.metadata, labels: { app: 'api' } } };
  expect(summary(inventoryOf(api, unlabelled))).toEqual([apart, alien]);
});

test('A pod of an unread revision deviates from its Deployment, unless that is being rolled out', () => {
  const old = hashed(podOf(apiSet, 'a', { hostNetwork: true }), '5d4f');
  expect(summary(inventoryOf(api, old))).toEqual([
    { ref: 'Pod/api-1-a', pods: 1, access: 'none', deviatesFrom: 'api' },
    { ref: 'Deployment/api', pods: 0, access: 'template' },
  ]);
  const rolling = { ...api, status: { replicas: 2, updatedReplicas: 1 } };
  expect(summary(inventoryOf(rolling, old))).toEqual([{ ref: 'Deployment/api', pods: 1, access: 'template' }]);
  const failed = { ...hashed(podOf(apiSet, 'a'), '5d4f'), status: { phase: 'Failed' } };
  expect(inventoryOf(api, failed as KindMap['Pod']).idleWorkloads('shop')).toEqual([]);
});

test('Finished pods and finished Jobs are no workloads', () => {
  const done = { ...pod('shop', 'done'), status: { phase: 'Succeeded' } } as KindMap['Pod'];
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'once', namespace: 'shop', uid: 'job' },
    spec: { template: { spec: { containers: [{ name: 'app' }] } } },
    status: { conditions: [{ type: 'Complete', status: 'True' }] },
  } as unknown as KindMap['Job'];
  expect(summary(inventoryOf(done, job))).toEqual([]);
});

test('A CronJob is patched two templates deep, and the Jobs that it made are not workloads', () => {
  const template = {
    spec: { template: { spec: { containers: [{ name: 'app' }], initContainers: [{ name: 'before' }] } } },
  };
  const cron = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'nightly', namespace: 'shop', uid: 'cron' },
    spec: { jobTemplate: template },
  } as unknown as KindMap['CronJob'];
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: 'nightly-1',
      namespace: 'shop',
      uid: 'job',
      ownerReferences: [{ apiVersion: 'batch/v1', kind: 'CronJob', name: 'nightly', uid: 'cron', controller: true }],
    },
    spec: template.spec,
  } as unknown as KindMap['Job'];
  const inventory = inventoryOf(cron, job);
  const [found, ...others] = inventory.workloads('shop');
  expect(others).toEqual([]);
  expect(found?.podPath).toEqual(['spec', 'jobTemplate', 'spec', 'template', 'spec']);
  expect(found?.containers.map(({ role, name }) => `${role} ${name}`)).toEqual(['init before', 'app app']);
});

test('A change of one namespace leaves the workloads of the others as they were', () => {
  const inventory = inventoryOf(api, deployment('other', 'web'));
  const before = inventory.workloads('other');
  inventory.apply({ type: 'upsert', kind: 'Deployment', items: observed(deployment('shop', 'second')) });
  expect(inventory.workloads('other')).toBe(before);
  expect(summary(inventory).map(({ ref }) => ref)).toEqual(['Deployment/api', 'Deployment/second']);
});

test('An update that moves only the resourceVersion changes nothing', () => {
  const inventory = inventoryOf(api);
  const touched = { ...api, metadata: { ...api.metadata, resourceVersion: '7' } };
  const delta = inventory.apply({ type: 'upsert', kind: 'Deployment', items: observed(touched) });
  expect(delta.objects).toEqual([]);
});

test('A fork takes changes that the original does not see, and the other way round', () => {
  const inventory = inventoryOf(api);
  const fork = inventory.fork();
  fork.apply({
    type: 'remove',
    kind: 'Deployment',
    refs: [{ apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'api' }],
  });
  expect(summary(fork)).toEqual([]);
  inventory.apply({ type: 'upsert', kind: 'Deployment', items: observed(deployment('shop', 'later')) });
  expect(summary(inventory).map(({ ref }) => ref)).toEqual(['Deployment/api', 'Deployment/later']);
  expect(summary(fork)).toEqual([]);
});

test('After a relist, what is not named any more is gone', () => {
  const inventory = inventoryOf(api, deployment('shop', 'gone'), deployment('other', 'kept'));
  const keep = [{ apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'api' }];
  inventory.apply({ type: 'retain', kind: 'Deployment', namespace: 'shop', refs: keep });
  expect(inventory.list('Deployment').map(({ metadata }) => metadata.name)).toEqual(['api', 'kept']);
});

test('A security context that pods share is looked at once for all of them', () => {
  expect(looksAtContext(30)).toBe(looksAtContext(1));
});

/** How often a member of the context that so many pods of one owner share is read until they are one workload. */
function looksAtContext(pods: number): number {
  let looks = 0;
  const securityContext = {
    get privileged() {
      looks++;
      return true;
    },
  };
  const owner = { apiVersion: 'example.com/v1', kind: 'Site', name: 'shop', uid: 'site', controller: true };
  const made = Array.from({ length: pods }, (_, number) => {
    const { metadata, ...rest } = pod('shop', `site-${number}`);
    const spec = { containers: [{ name: 'app', securityContext }] };
    return { ...rest, metadata: { ...metadata, ownerReferences: [owner] }, spec } as unknown as KubeObject;
  });
  expect(inventoryOf(...made).workloads('shop')).toHaveLength(1);
  return looks;
}
