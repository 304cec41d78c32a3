import { readFile } from 'node:fs/promises';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import type { FieldChange } from '../../src/kube/field-change.ts';
import { compilePatch } from '../../src/kube/json-patch.ts';
import { refOf } from '../../src/kube/refs.ts';
import { fieldChangesOf, inverseFieldChanges } from '../../src/model/edits.ts';
import { type Target, TargetError } from '../../src/model/ports.ts';
import type { Edit, FieldPath, Json, KubeObject, ObjectRef } from '../../src/plugin-api/index.ts';
import { type ConnectionFlags, connectLive } from '../../src/sources/live/index.ts';
import { cluster, eventually, type TestCluster } from '../support/cluster.ts';

let the: TestCluster;
beforeAll(() => {
  the = cluster();
});

const signal = new AbortController().signal;
const REAL = { dryRun: false };
const DRY = { dryRun: true };

async function targetFor(flags: ConnectionFlags = {}): Promise<Target> {
  const given = { kubeconfig: the.kubeconfig, ...flags };
  const connection = await connectLive(given, { hasScreen: () => true });
  onTestFinished(() => connection.close());
  return connection.target;
}

async function failure(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof TargetError ? error.code : `unexpected: ${String(error)}`;
}

const app: FieldPath = ['spec', 'template', 'spec', 'containers', { key: 'name', is: 'app' }];

/** A Deployment of no pods with two containers; gives where it is. */
async function deployment(): Promise<ObjectRef> {
  const namespace = await the.namespace('target');
  await the.api.json('POST', `/apis/apps/v1/namespaces/${namespace}/deployments`, {
    metadata: { name: 'api' },
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: 'api' } },
      template: {
        metadata: { labels: { app: 'api' } },
        spec: {
          containers: [
            { name: 'side', image: 'example.com/side:1' },
            { name: 'app', image: 'example.com/app:1', securityContext: { capabilities: { drop: ['NET_RAW'] } } },
          ],
        },
      },
    },
  });
  return { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name: 'api' };
}

async function read(target: Target, ref: ObjectRef): Promise<KubeObject> {
  const found = await target.read(ref, signal);
  if (found === undefined) throw new Error(`${ref.name} is not there`);
  return found;
}

const EDITS: readonly Edit[] = [
  { op: 'set', path: [...app, 'securityContext', 'allowPrivilegeEscalation'], value: false },
  { op: 'include', path: [...app, 'securityContext', 'capabilities', 'drop'], value: 'ALL' },
  {
    op: 'set',
    path: ['spec', 'template', 'spec', 'securityContext', 'seccompProfile', 'type'],
    value: 'RuntimeDefault',
  },
  { op: 'add', path: ['spec', 'template', 'spec', 'volumes'], key: 'name', value: { name: 'tmp', emptyDir: {} } },
  { op: 'set', path: ['metadata', 'labels', 'example.com/touched'], value: 'yes' },
];

function specOf(object: KubeObject): Json {
  return (object as unknown as { spec: Json }).spec;
}

test('a patch is previewed, stored as previewed, and taken back to exactly what was there', async () => {
  const [target, ref] = [await targetFor(), await deployment()];
  const seen = await read(target, ref);
  const fieldChanges = fieldChangesOf(seen, EDITS);
  const uid = seen.metadata.uid ?? '';
  const preview = await target.write({ op: 'patch', ref, uid, fieldChanges }, DRY, signal);
  expect(specOf(await read(target, ref))).toEqual(specOf(seen));
  const result = await target.write({ op: 'patch', ref, uid, fieldChanges }, REAL, signal);
  const after = await read(target, ref);
  expect([result.verified, specOf(after)]).toEqual(['server', specOf(preview.after ?? after)]);
  expect(specOf(after)).not.toEqual(specOf(seen));
  const managers = (after.metadata as { managedFields?: { manager: string }[] }).managedFields ?? [];
  expect(managers.map(({ manager }) => manager)).toContain('harden');
  await target.write({ op: 'patch', ref, uid, fieldChanges: inverseFieldChanges(fieldChanges, after) }, REAL, signal);
  const back = await read(target, ref);
  expect([specOf(back), back.metadata.labels]).toEqual([specOf(seen), seen.metadata.labels]);
});

test('the server itself refuses a patch that was made for another state: absence, order, identity', async () => {
  const [target, ref] = [await targetFor(), await deployment()];
  const seen = await read(target, ref);
  const path = `/apis/apps/v1/namespaces/${ref.namespace}/deployments/api`;
  const send = async (fieldChanges: readonly FieldChange[], uid = seen.metadata.uid ?? '') =>
    (
      await the.api.raw('PATCH', `${path}?dryRun=All`, compilePatch(seen, fieldChanges, { uid }), {
        'content-type': 'application/json-patch+json',
      })
    ).status;
  const labels: readonly FieldChange[] = [{ path: ['metadata', 'labels'], after: { a: 'b' } }];
  const image: readonly FieldChange[] = [
    { path: [...app, 'image'], before: 'example.com/app:1', after: 'example.com/app:2' },
  ];
  expect([await send(labels), await send(image), await send(image, 'another')]).toEqual([200, 200, 422]);
  await the.kubectl(['label', '-n', ref.namespace ?? '', 'deployment/api', 'other=x']);
  expect([await send(labels), await send(image)]).toEqual([422, 200]);
  const first = [{ op: 'add', path: '/spec/template/spec/containers/0', value: { name: 'injected', image: 'x:1' } }];
  const patched = await the.api.raw('PATCH', path, first, { 'content-type': 'application/json-patch+json' });
  expect([patched.status, await send(image)]).toEqual([200, 422]);
});

test('what somebody else changed is drift, what the server does not accept is invalid, what is not there is gone', async () => {
  const [target, ref] = [await targetFor(), await deployment()];
  const seen = await read(target, ref);
  const fieldChanges = fieldChangesOf(seen, EDITS);
  const bad = fieldChangesOf(seen, [{ op: 'set', path: [...app, 'imagePullPolicy'], value: 'Sometimes' }]);
  expect(await failure(target.write({ op: 'patch', ref, fieldChanges: bad }, REAL, signal))).toBe('invalid');
  const unknown = fieldChangesOf(seen, [{ op: 'set', path: [...app, 'noSuchField'], value: 'x' }]);
  expect(await failure(target.write({ op: 'patch', ref, fieldChanges: unknown }, DRY, signal))).toBe('invalid');
  expect(await failure(target.write({ op: 'patch', ref, uid: 'another', fieldChanges }, REAL, signal))).toBe('drift');
  const { resourceVersion = '' } = seen.metadata;
  await the.kubectl(['label', '-n', ref.namespace ?? '', 'deployment/api', 'other=x']);
  expect(await failure(target.write({ op: 'patch', ref, resourceVersion, fieldChanges }, REAL, signal))).toBe('drift');
  expect(await failure(target.write({ op: 'patch', ref, fieldChanges }, REAL, signal))).toBe('drift');
  await the.kubectl(['delete', '-n', ref.namespace ?? '', 'deployment/api']);
  expect(await failure(target.write({ op: 'patch', ref, fieldChanges }, REAL, signal))).toBe('gone');
});

test('an invalid patch says the last clause, not the object', async () => {
  const [target, ref] = [await targetFor(), await deployment()];
  const fieldChanges = fieldChangesOf(await read(target, ref), [
    { op: 'set', path: [...app, 'ports'], value: 'canary-7f3a' },
  ]);
  const error = await target
    .write({ op: 'patch', ref, fieldChanges }, DRY, signal)
    .catch((thrown: TargetError) => thrown);
  expect(error).toMatchObject({ code: 'invalid' });
  expect((error as TargetError).message).not.toContain('canary');
  expect((error as TargetError).message.length).toBeLessThan(500);
});

test('an object is created once, found by name afterwards, and deleted only as it was seen', async () => {
  const target = await targetFor();
  const namespace = await the.namespace('target');
  const object = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'harden-default-deny-ingress', namespace },
    spec: { podSelector: {}, policyTypes: ['Ingress'] },
  } as KubeObject;
  const preview = await target.write({ op: 'create', object }, DRY, signal);
  expect([preview.after?.metadata.name, await target.read(refOf(object), signal)]).toEqual([
    object.metadata.name,
    undefined,
  ]);
  const made = await target.write({ op: 'create', object }, REAL, signal);
  expect(await failure(target.write({ op: 'create', object }, REAL, signal))).toBe('conflict');
  const ref = refOf(object);
  expect(await failure(target.write({ op: 'delete', ref, uid: 'another' }, REAL, signal))).toBe('drift');
  const { uid = '', resourceVersion = '' } = made.after?.metadata ?? {};
  await target.write({ op: 'delete', ref, uid, resourceVersion }, DRY, signal);
  expect(await target.read(ref, signal)).toBeDefined();
  await target.write({ op: 'delete', ref, uid, resourceVersion }, REAL, signal);
  expect(await target.read(ref, signal)).toBeUndefined();
  expect(await failure(target.write({ op: 'delete', ref }, REAL, signal))).toBe('gone');
});

test('a user who may not write is denied, and told so', async () => {
  const ref = await deployment();
  const target = await targetFor({ kubeconfig: await the.tokenKubeconfig('viewer') });
  const fieldChanges = fieldChangesOf(await read(target, ref), EDITS);
  expect(await failure(target.write({ op: 'patch', ref, fieldChanges }, DRY, signal))).toBe('denied');
});

test('warnings of the server come with the result', async () => {
  const target = await targetFor();
  const namespace = await the.namespace('target', { 'pod-security.kubernetes.io/warn': 'restricted' });
  const object = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api', namespace },
    spec: {
      selector: { matchLabels: { app: 'api' } },
      template: { metadata: { labels: { app: 'api' } }, spec: { containers: [{ name: 'a', image: 'a:1' }] } },
    },
  } as KubeObject;
  const { warnings } = await target.write({ op: 'create', object }, DRY, signal);
  expect(warnings).toEqual([expect.stringContaining('would violate PodSecurity "restricted:latest"')]);
});

test('custom resources are patched as well', async () => {
  const target = await targetFor();
  const group = `live-${Math.random().toString(36).slice(2)}.example.com`;
  const spec = {
    group,
    scope: 'Namespaced',
    names: { kind: 'Widget', plural: 'widgets', singular: 'widget' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  };
  await the.api.json('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
    metadata: { name: `widgets.${group}` },
    spec,
  });
  const namespace = await the.namespace('target');
  const object = { apiVersion: `${group}/v1`, kind: 'Widget', metadata: { name: 'w' }, spec: { size: 1 } };
  const create = async () =>
    (await the.api.raw('POST', `/apis/${group}/v1/namespaces/${namespace}/widgets`, object)).status === 201;
  await eventually('the custom resource is served', create);
  const ref = { apiVersion: object.apiVersion, kind: 'Widget', namespace, name: 'w' };
  const fieldChanges: readonly FieldChange[] = [{ path: ['spec', 'size'], before: 1, after: 2 }];
  await target.write({ op: 'patch', ref, fieldChanges }, REAL, signal);
  expect(specOf(await read(target, ref))).toEqual({ size: 2 });
});

test('a session that only reads leaves nothing but reads and self reviews in the audit log', async () => {
  const ref = await deployment();
  const group = `readers-${Math.random().toString(36).slice(2)}`;
  const target = await targetFor({ readOnly: true, as: group, asGroups: ['system:masters'] });
  const fieldChanges = fieldChangesOf(await read(target, ref), EDITS);
  const preview = await target.write({ op: 'patch', ref, fieldChanges }, DRY, signal);
  expect(preview).toMatchObject({ verified: 'local' });
  expect(await failure(target.write({ op: 'patch', ref, fieldChanges }, REAL, signal))).toBe('denied');
  const verbs = async () =>
    (await readFile(the.auditLog, 'utf8'))
      .split('\n')
      .filter((line) => line.includes(group))
      .map((line) => JSON.parse(line) as { verb: string; requestURI: string })
      .map(({ verb, requestURI }) => (requestURI.includes('selfsubject') ? 'review' : verb));
  await eventually('the requests are in the audit log', async () => (await verbs()).includes('review'));
  expect([...new Set(await verbs())].toSorted()).toEqual(['get', 'review']);
});
