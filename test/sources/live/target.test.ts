import { expect, test } from 'vitest';
import type { Target, TargetError, WriteRequest } from '../../../src/model/ports.ts';
import type { KubeObject } from '../../../src/plugin-api/index.ts';
import { type FakeServer, fakeServer, greeting, type Handler, json, notFoundAt, refusal } from './fake-server.ts';
import { config, connect, connectWith, folder, quickClock, write } from './setting.ts';

const REF = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'api' };
const PATH = '/apis/apps/v1/namespaces/shop/deployments/api';
const PATCH: WriteRequest = {
  op: 'patch',
  ref: REF,
  uid: 'u1',
  fieldChanges: [{ path: ['spec', 'paused'], after: true }],
};
const CREATE: WriteRequest = {
  op: 'create',
  object: {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'deny', namespace: 'shop', uid: 'old', resourceVersion: '1' },
    status: {},
  } as KubeObject,
};
const REAL = { dryRun: false };
const DRY = { dryRun: true };
const signal = new AbortController().signal;

function stored(spec: object = {}, uid = 'u1'): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api', namespace: 'shop', uid, resourceVersion: '7' },
    spec,
  };
}

async function targetFor(handler: Handler): Promise<{ readonly target: Target; readonly server: FakeServer }> {
  const server = await fakeServer(greeting(handler));
  const { target } = await connectWith(config(server.url), { clock: quickClock(), timeouts: { headers: 200 } });
  server.seen.length = 0;
  return { target, server };
}

async function failure(attempt: Promise<unknown>): Promise<Pick<TargetError, 'code' | 'message' | 'maybeWritten'>> {
  const error = await attempt.then(
    () => new Error('it did not fail'),
    (thrown: TargetError) => thrown,
  );
  const { code, message, maybeWritten } = error as TargetError;
  return { code, message, maybeWritten };
}

test('a patch reads first, tests what it read, and names our field manager', async () => {
  const { target, server } = await targetFor((seen, response) => {
    response.setHeader('Warning', '299 - "deprecated"');
    json(response, stored(seen.method === 'GET' ? {} : { paused: true }));
  });
  const result = await target.write(PATCH, REAL, signal);
  expect(result).toEqual({
    before: stored(),
    after: stored({ paused: true }),
    warnings: ['deprecated'],
    verified: 'server',
  });
  expect(server.seen.map(({ method, path, query, body }) => ({ method, path, query, body }))).toEqual([
    { method: 'GET', path: PATH, query: {}, body: undefined },
    {
      method: 'PATCH',
      path: PATH,
      query: { fieldManager: 'harden', fieldValidation: 'Strict' },
      body: [
        { op: 'test', path: '/metadata/uid', value: 'u1' },
        { op: 'test', path: '/spec/paused', value: null },
        { op: 'add', path: '/spec/paused', value: true },
      ],
    },
  ]);
  expect(server.seen[1]?.headers['content-type']).toBe('application/json-patch+json');
});

test('a preview is the same request as a dry run', async () => {
  const { target, server } = await targetFor(({ method, body }, response) =>
    json(response, method === 'POST' ? body : stored()),
  );
  await target.write(PATCH, DRY, signal);
  await target.write(CREATE, DRY, signal);
  await target.write({ op: 'delete', ref: REF }, DRY, signal);
  const writes = server.seen.filter(({ method }) => method !== 'GET');
  expect(writes.map(({ method, query }) => [method, query.dryRun])).toEqual([
    ['PATCH', 'All'],
    ['POST', 'All'],
    ['DELETE', undefined],
  ]);
  expect(writes[2]?.body).toMatchObject({ dryRun: ['All'] });
});

test('what is created carries nothing that only the server may give', async () => {
  const { target, server } = await targetFor((seen, response) => json(response, seen.body, 201));
  await target.write(CREATE, REAL, signal);
  expect(server.seen[0]).toMatchObject({
    method: 'POST',
    path: '/apis/networking.k8s.io/v1/namespaces/shop/networkpolicies',
    body: { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'deny', namespace: 'shop' } },
  });
});

test('a delete holds to the object that was seen', async () => {
  const { target, server } = await targetFor((_, response) => json(response, stored()));
  const result = await target.write({ op: 'delete', ref: REF, uid: 'u1', resourceVersion: '7' }, REAL, signal);
  expect(result).toEqual({ before: stored(), warnings: [], verified: 'server' });
  expect(server.seen[1]?.body).toEqual({
    apiVersion: 'v1',
    kind: 'DeleteOptions',
    propagationPolicy: 'Background',
    preconditions: { uid: 'u1', resourceVersion: '7' },
  });
});

test('what drifted before the patch is found without writing', async () => {
  for (const [object, request, message] of [
    [stored({}, 'u2'), PATCH, 'Deployment shop/api was deleted and created again since you saw it'],
    [stored({ paused: true }), PATCH, 'Deployment shop/api changed since you saw it: .spec.paused'],
    [stored(), { ...PATCH, resourceVersion: '6' }, 'Deployment shop/api changed since you saw it'],
  ] as const) {
    const { target, server } = await targetFor((_, response) => json(response, object));
    expect(await failure(target.write(request, REAL, signal))).toEqual({ code: 'drift', message, maybeWritten: false });
    expect(server.seen.map(({ method }) => method)).toEqual(['GET']);
  }
});

/** Answers the first read, then refuses the write, then shows what is stored then. */
function refusing(status: number, then: object | undefined): Handler {
  let reads = 0;
  return ({ method }, response) => {
    if (method !== 'GET') return refusal(response, status, 'Invalid', 'the server rejected our request');
    if (reads++ === 0) return json(response, stored());
    return then === undefined ? notFoundAt(response, PATH) : json(response, then);
  };
}

test.each([
  [422, stored({ paused: false }), 'drift'],
  [409, stored({ paused: true }), 'drift'],
  [422, stored({}, 'u2'), 'drift'],
  [422, undefined, 'gone'],
  [422, stored(), 'invalid'],
  [409, stored(), 'invalid'],
] as const)('a write refused with %i is explained by what is stored then: %j means %s', async (status, then, code) => {
  const { target } = await targetFor(refusing(status, then));
  expect(await failure(target.write(PATCH, REAL, signal))).toMatchObject({ code, maybeWritten: false });
});

test.each([
  [400, 'invalid', false],
  [403, 'denied', false],
  [404, 'failed', false],
  [500, 'failed', true],
  [504, 'failed', true],
] as const)('a patch answered with %i is %s; maybe written: %s', async (status, code, maybeWritten) => {
  const { target } = await targetFor(({ method }, response) =>
    method === 'GET' ? json(response, stored()) : refusal(response, status, '', 'no'),
  );
  expect(await failure(target.write(PATCH, REAL, signal))).toMatchObject({ code, maybeWritten });
  expect(await failure(target.write(PATCH, DRY, signal))).toMatchObject({ code, maybeWritten: false });
});

test('an object of that name that is not ours is a conflict', async () => {
  const { target } = await targetFor((_, response) =>
    refusal(response, 409, 'AlreadyExists', 'networkpolicies "deny" already exists'),
  );
  expect(await failure(target.write(CREATE, REAL, signal))).toEqual({
    code: 'conflict',
    message: 'networkpolicies "deny" already exists',
    maybeWritten: false,
  });
});

test('a delete whose precondition failed is drift', async () => {
  const { target } = await targetFor(({ method }, response) =>
    method === 'GET' ? json(response, stored()) : refusal(response, 409, 'Conflict', 'the UID in the precondition'),
  );
  expect(await failure(target.write({ op: 'delete', ref: REF }, REAL, signal))).toMatchObject({ code: 'drift' });
});

test('an object that is not there is gone for a patch, and nothing for a read', async () => {
  const { target } = await targetFor((_, response) => notFoundAt(response, PATH));
  expect(await failure(target.write(PATCH, REAL, signal))).toMatchObject({ code: 'gone' });
  expect(await target.read(REF, signal)).toBeUndefined();
});

test('a connection that breaks after the write was sent leaves it open whether it was carried out', async () => {
  const { target } = await targetFor(({ method }, response) =>
    method === 'GET' ? json(response, stored()) : void response.destroy(),
  );
  expect(await failure(target.write(PATCH, REAL, signal))).toMatchObject({ code: 'unreachable', maybeWritten: true });
  expect(await failure(target.write(PATCH, DRY, signal))).toMatchObject({ code: 'unreachable', maybeWritten: false });
});

test('a write that is not answered may have been carried out', async () => {
  const { target } = await targetFor(({ method }, response) => {
    if (method === 'GET') json(response, stored());
  });
  expect(await failure(target.write(PATCH, REAL, signal))).toMatchObject({ code: 'unreachable', maybeWritten: true });
});

test('a server that is gone before the write was sent wrote nothing', async () => {
  const { target, server } = await targetFor((_, response) => json(response, stored()));
  await server.close();
  const found = await failure(target.write(PATCH, REAL, signal));
  expect(found).toMatchObject({ code: 'unreachable', maybeWritten: false });
  expect(found.message).toContain('connection refused');
});

test('an interrupt while a write is under way leaves it open', async () => {
  const controller = new AbortController();
  const { target } = await targetFor(({ method }, response) => {
    if (method === 'GET') json(response, stored());
    else controller.abort(new Error('ctrl-c'));
  });
  expect(await failure(target.write(PATCH, REAL, controller.signal))).toMatchObject({
    code: 'unreachable',
    maybeWritten: true,
  });
});

test('a session that only reads previews by itself, and writes nothing', async () => {
  const server = await fakeServer(greeting((_, response) => json(response, stored())));
  const file = write(folder(), 'config', config(server.url));
  const { target } = await connect({ kubeconfig: file, readOnly: true });
  const preview = await target.write(PATCH, DRY, signal);
  expect(preview).toEqual({ before: stored(), after: stored({ paused: true }), warnings: [], verified: 'local' });
  expect(await target.write({ op: 'delete', ref: REF }, DRY, signal)).toMatchObject({ verified: 'local' });
  for (const request of [PATCH, CREATE, { op: 'delete', ref: REF }] as const)
    expect(await failure(target.write(request, REAL, signal))).toMatchObject({ code: 'denied', maybeWritten: false });
  const methods = new Set(server.seen.map(({ method, path }) => (path.includes('selfsubject') ? 'review' : method)));
  expect(methods).toEqual(new Set(['GET', 'review']));
});

test('a Secret is read without its values, and never written', async () => {
  const secret = {
    apiVersion: 'meta.k8s.io/v1',
    kind: 'PartialObjectMetadata',
    metadata: {
      name: 's',
      namespace: 'shop',
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': 'canary' },
    },
    data: { password: 'canary' },
  };
  const { target, server } = await targetFor((_, response) => json(response, secret));
  const ref = { apiVersion: 'v1', kind: 'Secret', namespace: 'shop', name: 's' };
  expect(await target.read(ref, signal)).toEqual({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 's', namespace: 'shop' },
  });
  expect(server.seen[0]?.headers.accept).toBe('application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1');
  expect(await failure(target.write({ op: 'patch', ref, fieldChanges: [] }, REAL, signal))).toMatchObject({
    code: 'denied',
  });
});

test('a patch without field changes asks nothing of the server', async () => {
  const { target, server } = await targetFor((_, response) => json(response, stored()));
  expect(await target.write({ ...PATCH, fieldChanges: [] }, REAL, signal)).toMatchObject({
    before: stored(),
    after: stored(),
  });
  expect(server.seen.length).toBe(1);
});

test('custom resources are found by discovery, once', async () => {
  const rollouts = { resource: 'rollouts', responseKind: { kind: 'Rollout' }, scope: 'Namespaced', verbs: ['get'] };
  const { target, server } = await targetFor(({ path }, response) => {
    if (path !== '/api' && path !== '/apis') return json(response, { ...stored(), kind: 'Rollout' });
    const items =
      path === '/apis'
        ? [{ metadata: { name: 'example.com' }, versions: [{ version: 'v1', resources: [rollouts] }] }]
        : [];
    json(response, { kind: 'APIGroupDiscoveryList', items });
  });
  const ref = { ...REF, apiVersion: 'example.com/v1', kind: 'Rollout' };
  await target.read(ref, signal);
  await target.read(ref, signal);
  expect(server.seen.map(({ path }) => path).sort()).toEqual([
    '/api',
    '/apis',
    '/apis/example.com/v1/namespaces/shop/rollouts/api',
    '/apis/example.com/v1/namespaces/shop/rollouts/api',
  ]);
  expect(await failure(target.read({ ...ref, kind: 'Unknown' }, signal))).toMatchObject({
    code: 'failed',
    message: 'the server does not serve Unknown of example.com/v1.',
  });
});

test('the identity of the target is read anew: the address may lead elsewhere by now', async () => {
  let uid = 'first';
  const server = await fakeServer((seen, response) =>
    seen.path.endsWith('kube-system') ? json(response, { metadata: { uid } }) : greeting()(seen, response),
  );
  const { target, source } = await connectWith(config(server.url));
  uid = 'second';
  expect([(await source.identity(signal)).id, (await target.identity(signal)).id]).toEqual(['first', 'second']);
});
