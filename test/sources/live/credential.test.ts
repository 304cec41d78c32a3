import path from 'node:path';
import { expect, test } from 'vitest';
import { LiveError } from '../../../src/sources/live/index.ts';
import { CERTS, fakeServer, greeting, json, pem, refusal } from './fake-server.ts';
import { config, connect, connectWith, folder, quickClock, write } from './setting.ts';

const TRUST = { 'certificate-authority': path.join(CERTS, 'ca.pem') };
const NODE = { ref: { apiVersion: 'v1', kind: 'Node', name: 'n1' }, signal: new AbortController().signal };

function last<T>(list: readonly T[]): T {
  const found = list.at(-1);
  if (found === undefined) throw new Error('nothing was asked');
  return found;
}

/** Answers reads of nodes as well. */
function node() {
  return greeting(({ path: asked }, response) =>
    json(response, { apiVersion: 'v1', kind: 'Node', metadata: { name: path.basename(asked) } }),
  );
}

test('a token from the kubeconfig goes out as bearer token, with our name', async () => {
  const server = await fakeServer(greeting(), { tls: 'server' });
  await connectWith(config(server.url, { token: 'abc' }, TRUST));
  expect(last(server.seen).headers).toMatchObject({ authorization: 'Bearer abc' });
  expect(last(server.seen).headers['user-agent']).toMatch(/^kubectl-harden\/unknown \(\w+\/\w+\)$/);
});

test('--token goes before whatever the kubeconfig would do', async () => {
  const server = await fakeServer(greeting(), { tls: 'server' });
  const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: 'gone', interactiveMode: 'Never' };
  const file = write(folder(), 'config', config(server.url, { exec }, TRUST));
  await connect({ kubeconfig: file, token: 'flag' });
  expect(last(server.seen).headers.authorization).toBe('Bearer flag');
});

test('a token file is read again when it is old, and at once after a 401', async () => {
  const clock = quickClock();
  let accepted = 'Bearer first';
  const server = await fakeServer(
    (seen, response) =>
      seen.headers.authorization === accepted
        ? node()(seen, response)
        : refusal(response, 401, 'Unauthorized', 'Unauthorized'),
    { tls: 'server' },
  );
  const root = folder();
  const tokenFile = write(root, 'token', 'first\n');
  const file = write(root, 'config', config(server.url, { tokenFile: 'token' }, TRUST));
  const { target } = await connect({ kubeconfig: file }, { clock });
  write(root, 'token', 'second');
  accepted = 'Bearer second';
  await target.read(NODE.ref, NODE.signal);
  expect(server.seen.slice(-2).map(({ headers }) => headers.authorization)).toEqual(['Bearer first', 'Bearer second']);
  write(root, 'token', 'third');
  accepted = 'Bearer third';
  clock.advance(60_000);
  const asked = server.seen.length;
  await target.read(NODE.ref, NODE.signal);
  expect(server.seen.length - asked).toBe(1);
  expect(tokenFile).toBe(path.join(root, 'token'));
});

test('a 401 that arrives after a token file was read again does not end the request', async () => {
  let accepted = 'Bearer first';
  const renewed = Promise.withResolvers<void>();
  const server = await fakeServer(
    async (seen, response) => {
      if (seen.headers.authorization === 'Bearer second') renewed.resolve();
      if (seen.headers.authorization === accepted) return node()(seen, response);
      if (seen.path.endsWith('/held')) await renewed.promise;
      refusal(response, 401, 'Unauthorized', 'Unauthorized');
    },
    { tls: 'server' },
  );
  const root = folder();
  write(root, 'token', 'first');
  const { target } = await connect({
    kubeconfig: write(root, 'config', config(server.url, { tokenFile: 'token' }, TRUST)),
  });
  write(root, 'token', 'second');
  accepted = 'Bearer second';
  const read = (name: string) => target.read({ ...NODE.ref, name }, NODE.signal);
  await expect(Promise.all([read('held'), read('other')])).resolves.toHaveLength(2);
});

test('in a pod the mounted account is used: its token, its authority, its namespace', async () => {
  const server = await fakeServer(greeting(), { tls: 'server' });
  const serviceAccountMount = folder();
  write(serviceAccountMount, 'token', 'of-the-pod');
  write(serviceAccountMount, 'ca.crt', pem('ca.pem'));
  write(serviceAccountMount, 'namespace', 'builds');
  const env = { HOME: '/nowhere', KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: String(server.port) };
  const connection = await connect({}, { env, serviceAccountMount });
  expect(last(server.seen).headers.authorization).toBe('Bearer of-the-pod');
  expect([connection.namespace, connection.context, connection.source.label]).toEqual([
    'builds',
    '',
    'in-cluster service account',
  ]);
});

test('a token file that is not there is named', async () => {
  const attempt = connectWith(config('https://127.0.0.1:1', { tokenFile: '/nowhere/token' }));
  await expect(attempt).rejects.toThrow('cannot read the token file /nowhere/token: there is no such file or folder.');
});

test('user name and password go out as basic authentication, flags before the file', async () => {
  const server = await fakeServer(greeting(), { tls: 'server' });
  const file = write(folder(), 'config', config(server.url, { username: 'file', password: 'file' }, TRUST));
  await connect({ kubeconfig: file, username: 'jane', password: 'p:w' });
  expect(last(server.seen).headers.authorization).toBe(`Basic ${Buffer.from('jane:p:w').toString('base64')}`);
});

test.each([
  ['data', { 'client-certificate-data': btoa(pem('client.pem')), 'client-key-data': btoa(pem('client.key')) }],
  ['files', { 'client-certificate': path.join(CERTS, 'client.pem'), 'client-key': path.join(CERTS, 'client.key') }],
])('a client certificate from %s is shown to the server', async (_, user) => {
  const server = await fakeServer(greeting(), { tls: 'server' });
  const steps: string[] = [];
  await connectWith(config(server.url, user, TRUST), {
    hooks: { onStep: ({ id, state, text }) => void (id === 'credential' && state === 'done' && steps.push(text)) },
  });
  expect(last(server.seen).peer).toBe('jane');
  expect(steps[0]).toMatch(/^client certificate of jane, \d+ days left$/);
});

test('an expired client certificate is said before anything is sent', async () => {
  const server = await fakeServer(greeting(), { tls: 'server' });
  const user = {
    'client-certificate': path.join(CERTS, 'expired-client.pem'),
    'client-key': path.join(CERTS, 'expired-client.key'),
  };
  await expect(connectWith(config(server.url, user, TRUST))).rejects.toThrow(
    'the client certificate of old-jane expired on 2020-02-01. Get a new one, then start again.',
  );
  expect(server.seen).toEqual([]);
});

test('half a client certificate is refused', async () => {
  const user = { 'client-certificate': path.join(CERTS, 'client.pem') };
  await expect(connectWith(config('https://127.0.0.1:1', user))).rejects.toThrow('without its key');
});

test('impersonation sends user, uid, every group and every extra value in a header of its own', async () => {
  const server = await fakeServer(greeting());
  await connectWith(config(server.url), {});
  const file = write(folder(), 'config', config(server.url));
  await connect({
    kubeconfig: file,
    as: 'bob',
    asUid: '42',
    asGroups: ['dev', 'ops, core'],
    asUserExtra: ['scope=a', 'scope=b', 'example.com/Kind=x'],
  });
  const { rawHeaders } = last(server.seen);
  const sent: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (/^impersonate/i.test(rawHeaders[at] ?? '')) sent.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  expect(sent).toEqual([
    'Impersonate-User: bob',
    'Impersonate-Uid: 42',
    'Impersonate-Group: dev',
    'Impersonate-Group: ops, core',
    'Impersonate-Extra-scope: a',
    'Impersonate-Extra-scope: b',
    'Impersonate-Extra-example.com%2FKind: x',
  ]);
});

test('an empty --as is none, and sends no header', async () => {
  const server = await fakeServer(greeting());
  const flags = { kubeconfig: write(folder(), 'config', config(server.url)), as: '', asUid: '' };
  await connect(flags);
  expect(server.seen.flatMap(({ headers }) => Object.keys(headers)).filter((name) => name.startsWith('imp'))).toEqual(
    [],
  );
});

test('impersonation of the kubeconfig is used too', async () => {
  const server = await fakeServer(greeting());
  const user = { as: 'bob', 'as-uid': '7', 'as-groups': ['a', 'b'], 'as-user-extra': { team: ['x'] } };
  await connectWith(config(server.url, user));
  expect(last(server.seen).headers).toMatchObject({
    'impersonate-user': 'bob',
    'impersonate-uid': '7',
    'impersonate-extra-team': 'x',
  });
});

test('an http server is reached, and gets no credential', async () => {
  const server = await fakeServer(greeting());
  await connectWith(config(server.url, { token: 'abc', exec: { apiVersion: 'x', command: 'gone' } }));
  expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined, undefined]);
});

function jwt(exp: number): string {
  return ['{"alg":"none"}', JSON.stringify({ exp })].map((part) => Buffer.from(part).toString('base64url')).join('.');
}

test('the id token that kubectl keeps for oidc is used while it lasts, and left to kubectl to renew', async () => {
  const server = await fakeServer(greeting(), { tls: 'server' });
  const user = (exp: number) => ({ 'auth-provider': { name: 'oidc', config: { 'id-token': `${jwt(exp)}.x` } } });
  const inAnHour = Math.floor(Date.now() / 1000) + 3600;
  await connectWith(config(server.url, user(inAnHour), TRUST));
  expect(last(server.seen).headers.authorization).toBe(`Bearer ${jwt(inAnHour)}.x`);
  await expect(connectWith(config(server.url, user(1), TRUST))).rejects.toThrow(
    'the id token of the user "dev" (auth-provider oidc) has expired. Run "kubectl get --raw /version" once to renew it, then start again.',
  );
});

test('another auth provider is refused with what to use instead', async () => {
  const attempt = connectWith(config('https://127.0.0.1:1', { 'auth-provider': { name: 'gcp' } }));
  await expect(attempt).rejects.toBeInstanceOf(LiveError);
  await expect(attempt).rejects.toThrow(
    'the user "dev" uses the auth-provider "gcp", which is not supported. Use a credential plugin',
  );
});

test('a credential that the server does not accept is one sentence with what it was', async () => {
  const server = await fakeServer((_, response) => refusal(response, 401, 'Unauthorized', 'Unauthorized'), {
    tls: 'server',
  });
  await expect(connectWith(config(server.url, { token: 'canary' }, TRUST))).rejects.toThrow(
    `${server.url} does not accept the credential of "dev" (bearer token): unauthorized. Sign in again or renew it; kubectl auth whoami tests the same.`,
  );
  expect(server.seen.length).toBe(1);
});
