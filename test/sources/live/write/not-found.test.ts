/** Not found is not gone: only an answer that names the very object says that it is not there. */
import { expect, test } from 'vitest';
import { TargetError, type WriteRequest } from '../../../../src/model/ports.ts';
import type { KubeObject, ObjectRef } from '../../../../src/plugin-api/index.ts';
import { fakeServer, greeting, type Handler, json, notFound } from '../fake-server.ts';
import { config, connectWith, quickClock } from '../setting.ts';

const API: ObjectRef = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'api' };
const SHOP: ObjectRef = { apiVersion: 'v1', kind: 'Namespace', name: 'shop' };
/** An account named as its namespace. */
const OWN: ObjectRef = { apiVersion: 'v1', kind: 'ServiceAccount', namespace: 'shop', name: 'shop' };
const signal = new AbortController().signal;

async function targetFor(handler: Handler) {
  const server = await fakeServer(greeting(handler));
  return (await connectWith(config(server.url), { clock: quickClock() })).target;
}

async function errorOf(attempt: Promise<unknown>): Promise<TargetError> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof TargetError)) throw new Error(`no TargetError: ${String(error)}`);
  return error;
}

const status = (more: object) => ({ kind: 'Status', status: 'Failure', code: 404, message: 'not found', ...more });
const NAMED = { group: 'apps', kind: 'deployments', name: 'api' };
const OTHERS: readonly (readonly [string, string])[] = [
  ['a page of a proxy', '<html><body>404 Not Found</body></html>'],
  ['the words for a path that is not served', '404 page not found\n'],
  ['nothing', ''],
  ['a Status without details', JSON.stringify(status({ reason: 'NotFound' }))],
  ['a Status of another reason', JSON.stringify(status({ reason: 'Expired', details: NAMED }))],
  ['what is no Status', JSON.stringify({ ...status({ reason: 'NotFound', details: NAMED }), kind: 'Error' })],
  ['another name', JSON.stringify(status({ reason: 'NotFound', details: { ...NAMED, name: 'web' } }))],
  ['another kind', JSON.stringify(status({ reason: 'NotFound', details: { ...NAMED, kind: 'replicasets' } }))],
  ['another group', JSON.stringify(status({ reason: 'NotFound', details: { ...NAMED, group: 'old.example' } }))],
  ['its namespace', JSON.stringify(status({ reason: 'NotFound', details: { kind: 'namespaces', name: 'shop' } }))],
];

test.each(OTHERS)('an answer 404 with %s leaves open whether the object is there', async (_, body) => {
  const target = await targetFor((_seen, response) => {
    response.writeHead(404, { 'content-type': body.startsWith('{') ? 'application/json' : 'text/html' });
    response.end(body);
  });
  const error = await errorOf(target.read(API, signal));
  expect(error.code).toBe('failed');
  expect(error.message).toMatch(/Deployment shop\/api may still be there|not found/);
});

test.each([API, SHOP, OWN])('an answer that names $kind $name says that it is gone', async (ref) => {
  const details = { Deployment: NAMED, Namespace: { kind: 'namespaces', name: 'shop' } }[ref.kind] ?? {
    kind: 'serviceaccounts',
    name: 'shop',
  };
  const target = await targetFor((_, response) => notFound(response, details));
  expect(await target.read(ref, signal)).toBeUndefined();
});

test('an account that bears the name of its namespace is not gone with the namespace', async () => {
  const target = await targetFor((_, response) => notFound(response, { kind: 'namespaces', name: 'shop' }));
  const create: WriteRequest = { op: 'create', object: { ...OWN, metadata: { ...OWN } } as unknown as KubeObject };
  for (const dryRun of [true, false]) {
    const error = await errorOf(target.write(create, { dryRun }, signal));
    expect(error).toMatchObject({ code: 'failed', message: 'namespaces "shop" not found' });
  }
});

test.each([
  ['another object', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { namespace: 'shop', name: 'web' } }],
  ['one of another namespace', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' } }],
  ['a Status', { kind: 'Status', status: 'Success' }],
  ['a list', []],
])('%s in place of the object is no answer', async (_, body) => {
  const target = await targetFor(({ method }, response) =>
    json(response, method === 'POST' ? body : (body as { metadata?: unknown })),
  );
  expect(await errorOf(target.read(API, signal))).toMatchObject({ code: 'failed', maybeWritten: false });
  const object = { ...API, metadata: { name: 'api', namespace: 'shop' } } as unknown as KubeObject;
  expect(await errorOf(target.write({ op: 'create', object }, { dryRun: false }, signal))).toMatchObject({
    code: 'failed',
    maybeWritten: true,
  });
});

test('a cluster whose kube-system is not found by a proxy has no other identity', async () => {
  const server = await fakeServer((seen, response) => {
    if (seen.path !== '/api/v1/namespaces/kube-system') return greeting()(seen, response);
    response.writeHead(404, { 'content-type': 'text/plain' });
    response.end('404 page not found');
  });
  await expect(connectWith(config(server.url), { clock: quickClock() })).rejects.toThrow('404 page not found');
});
