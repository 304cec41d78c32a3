/** Which server is meant, and as whom: by kubectl's own behaviour with the same flags and files. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { resolveConnection } from '../../../src/sources/live/config/connection.ts';
import { CERTS, fakeServer, greeting, json, pem } from './fake-server.ts';
import { config, connect, connectWith, folder, write } from './setting.ts';

const HOMELESS = { HOME: '/nowhere' };
const TRUST = { 'certificate-authority': path.join(CERTS, 'ca.pem') };

function podEnvironment(port = 443): { readonly env: Record<string, string>; readonly mount: string } {
  const mount = folder();
  write(mount, 'token', 'of-the-pod');
  write(mount, 'ca.crt', pem('ca.pem'));
  return { mount, env: { ...HOMELESS, KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: String(port) } };
}

test.each([
  ['context', 'the context "staging" does not exist: there is no kubeconfig.'],
  ['cluster', 'the cluster "staging" does not exist: there is no kubeconfig.'],
  ['user', 'the user "staging" does not exist: there is no kubeconfig.'],
])('in a pod without kubeconfig --%s is an error and not the cluster of the pod', async (flag, message) => {
  const { env, mount } = podEnvironment();
  await expect(resolveConnection({ [flag]: 'staging' }, env, mount)).rejects.toThrow(message);
});

test('in a pod --server is another server, which never gets the token of the pod', async () => {
  const other = await fakeServer(greeting(), { tls: 'server' });
  const { env, mount } = podEnvironment();
  const flags = { server: other.url, certificateAuthority: path.join(CERTS, 'ca.pem') };
  await expect(connect(flags, { env, serviceAccountMount: mount })).rejects.toThrow('requests would be anonymous');
  expect(other.seen).toEqual([]);
});

test.each([
  ['username', '--username'],
  ['clientCertificate', '--client-certificate'],
])('in a pod %s does not change who the service account is', async (flag, name) => {
  const { env, mount } = podEnvironment();
  const attempt = resolveConnection({ [flag]: 'x' }, env, mount);
  await expect(attempt).rejects.toThrow(`${name} goes with a kubeconfig or --server`);
});

test('in a pod an empty --context is none, --token replaces the token, and a kubeconfig without context counts for nothing', async () => {
  const { env, mount } = podEnvironment();
  const file = write(folder(), 'config', { ...config('https://file'), 'current-context': '' });
  for (const flags of [{ context: '' }, { token: 'x' }]) {
    const found = await resolveConnection(flags, { ...env, KUBECONFIG: file }, mount);
    expect(found.server.href).toBe('https://127.0.0.1/');
    expect(found.user).toEqual('token' in flags ? { token: 'x' } : { tokenFile: path.join(mount, 'token') });
  }
});

test.each([
  ['10.0.0.1:8080', 'http://10.0.0.1:8080/'],
  ['localhost', 'http://localhost/'],
  ['[fd00::1]:8080', 'http://[fd00::1]:8080/'],
])('the server %s without a scheme is reached without TLS, also beside an authority', async (server, expected) => {
  const file = write(folder(), 'config', config('https://a', undefined, TRUST));
  expect((await resolveConnection({ kubeconfig: file, server }, HOMELESS)).server.href).toBe(expected);
  const given = write(folder(), 'config', config(server, undefined, TRUST));
  expect((await resolveConnection({ kubeconfig: given }, HOMELESS)).server.href).toBe(expected);
});

test('a server without a scheme has no path, and a refused one is shown without its password', async () => {
  const refused = (server: string) => resolveConnection({ server }, HOMELESS).catch((error: Error) => error.message);
  expect(await refused('host:8080/k8s')).toBe(
    'the server host:8080/k8s is not an address: expected https://HOST:PORT.',
  );
  expect(await refused('ftp://jane:canary@host')).not.toContain('canary');
});

test.each(['clusters', 'users', 'contexts'] as const)(
  'two %s of one name are refused, as kubectl does',
  async (list) => {
    const one = config('https://one') as Record<'clusters' | 'users' | 'contexts', object[]>;
    const file = write(folder(), 'config', { ...one, [list]: [...one[list], ...one[list]] });
    const attempt = resolveConnection({ kubeconfig: file }, HOMELESS);
    await expect(attempt).rejects.toThrow(`${list} has two entries named "dev". Remove one of them.`);
  },
);

test.each([
  ['utf16le', '\ufeff'],
  ['utf8', '\ufeff'],
  ['utf8', ''],
] as const)('a kubeconfig in %s with the mark %j is read', async (encoding, mark) => {
  const file = path.join(folder(), 'config');
  writeFileSync(file, Buffer.from(`${mark}${JSON.stringify(config('https://josé.example'))}`, encoding));
  expect((await resolveConnection({ kubeconfig: file }, HOMELESS)).server.host).toBe('xn--jos-dma.example');
});

test('a kubeconfig in UTF-16 of the other byte order is read', async () => {
  const file = path.join(folder(), 'config');
  const bytes = Buffer.from(`\ufeff${JSON.stringify(config('https://wide'))}`, 'utf16le').swap16();
  writeFileSync(file, bytes);
  expect((await resolveConnection({ kubeconfig: file }, HOMELESS)).server.host).toBe('wide');
});

test.skipIf(process.platform === 'win32')('what comes out of a pipe is read once and kept', async () => {
  const root = folder();
  const pipe = path.join(root, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const listed = { ...HOMELESS, KUBECONFIG: [pipe, write(root, 'prod', config('https://prod'))].join(path.delimiter) };
  const first = resolveConnection({}, listed);
  await writeFile(pipe, JSON.stringify(config('https://dev')));
  expect((await first).server.host).toBe('dev');
  expect((await resolveConnection({}, listed)).server.host).toBe('dev');
  expect((await resolveConnection({ kubeconfig: pipe }, HOMELESS)).server.host).toBe('dev');
});

test.each([
  ['the server', (url: string) => config(`${url}/elsewhere`, undefined, TRUST), 'the server is another one'],
  [
    'the authority',
    (url: string) => config(url, undefined, { 'certificate-authority': path.join(CERTS, 'server.pem') }),
    'the certificate authority is another one',
  ],
  [
    'the user',
    (url: string) => ({
      ...config(url, undefined, TRUST),
      users: [{ name: 'root', user: { token: 'r' } }],
      contexts: [{ name: 'dev', context: { cluster: 'dev', user: 'root' } }],
    }),
    'the user is another one',
  ],
  ['the context', () => config('https://a', undefined, {}, 'other'), 'it cannot be read as before'],
  ['its form', () => 'a: [', 'it cannot be read as before'],
])('a kubeconfig in which %s changed after it was read is no ground to write', async (_, changed, message) => {
  const server = await fakeServer(greeting(), { tls: 'server' });
  const root = folder();
  const kubeconfig = write(root, 'config', config(server.url, undefined, TRUST));
  const { target } = await connect({ kubeconfig });
  const { signal } = new AbortController();
  await expect(target.identity(signal)).resolves.toMatchObject({ server: server.url });
  write(root, 'config', changed(server.url));
  await expect(target.identity(signal)).rejects.toThrow(`the kubeconfig has changed since it was read: ${message}`);
});

test('another current context and a renewed token are no other cluster', async () => {
  const server = await fakeServer(greeting(), { tls: 'server' });
  const root = folder();
  const kubeconfig = write(root, 'config', config(server.url, undefined, TRUST));
  const { target } = await connect({ kubeconfig });
  const now = config(server.url, { token: 'renewed' }, TRUST) as { contexts: object[] };
  const contexts = [...now.contexts, { name: 'prod', context: { cluster: 'dev', user: 'dev' } }];
  write(root, 'config', { ...now, contexts, 'current-context': 'prod' });
  await expect(target.identity(new AbortController().signal)).resolves.toMatchObject({ context: 'dev' });
});

test.each([
  ['no user', { name: 'dev', context: { cluster: 'dev' } }, {}, 'there is no user: requests would be anonymous.'],
  ['a user without a credential', undefined, {}, 'the user "dev" has no credential: requests would be anonymous.'],
  ['an empty token', undefined, { token: '' }, 'the user "dev" has no credential: requests would be anonymous.'],
])('%s is refused in one line, and nothing is sent', async (_, context, user, message) => {
  const server = await fakeServer(greeting(), { tls: 'server' });
  const content = config(server.url, user, TRUST);
  const attempt = connectWith(context === undefined ? content : { ...content, contexts: [context] });
  await expect(attempt).rejects.toMatchObject({ code: 'credential', message: expect.stringContaining(message) });
  expect(server.seen).toEqual([]);
});

test('an empty token file is no credential; a token beside it is one', async () => {
  const server = await fakeServer(greeting(), { tls: 'server' });
  const tokenFile = write(folder(), 'token', '\n');
  const attempt = connectWith(config(server.url, { tokenFile }, TRUST));
  await expect(attempt).rejects.toThrow(`cannot read the token file ${tokenFile}: it is empty.`);
  await connectWith(config(server.url, { tokenFile, token: 'beside' }, TRUST));
  expect(new Set(server.seen.map(({ headers }) => headers.authorization))).toEqual(new Set(['Bearer beside']));
});

test('who ends as system:anonymous is told so, unless that is who was to be impersonated', async () => {
  const server = await fakeServer(
    (seen, response) =>
      seen.path.endsWith('/selfsubjectreviews')
        ? json(response, { status: { userInfo: { username: 'system:anonymous' } } })
        : greeting()(seen, response),
    { tls: 'server' },
  );
  const kubeconfig = write(folder(), 'config', config(server.url, undefined, TRUST));
  await expect(connect({ kubeconfig })).rejects.toThrow(
    `${server.url} takes you for system:anonymous: your credential (bearer token) did not reach it.`,
  );
  await expect(connect({ kubeconfig, as: 'system:anonymous' })).resolves.toBeDefined();
});

test('who may not even ask who they are is a stranger where the refusal says so', async () => {
  const refusal =
    'selfsubjectreviews.authentication.k8s.io is forbidden: User "system:anonymous" cannot create resource';
  const server = await fakeServer(
    (seen, response) =>
      seen.path.endsWith('/selfsubjectreviews')
        ? json(response, { kind: 'Status', reason: 'Forbidden', message: refusal }, 403)
        : greeting()(seen, response),
    { tls: 'server' },
  );
  const user = { username: 'jane', password: 'canary' };
  const told = `${server.url} takes you for system:anonymous: your credential (user name and password) did not reach it.`;
  await expect(connectWith(config(server.url, user, TRUST))).rejects.toThrow(told);
});

test.each([
  ['josé', '6a6f73c3a9'],
  ['山田', 'e5b1b1e794b0'],
  ['jané\u0301 🙂', Buffer.from('jané\u0301 🙂').toString('hex')],
])('the name %s is impersonated by the bytes of UTF-8, in every header', async (name, bytes) => {
  const server = await fakeServer(greeting(), { tls: 'server' });
  const kubeconfig = write(folder(), 'config', config(server.url, undefined, TRUST));
  await connect({ kubeconfig, as: name, asUid: name, asGroups: [name], asUserExtra: [`scope=${name}`] });
  const raw = server.seen[0]?.rawHeaders ?? [];
  const sent = raw.flatMap((header, at) =>
    /^impersonate/i.test(header) && at % 2 === 0 ? [Buffer.from(raw[at + 1] ?? '', 'latin1').toString('hex')] : [],
  );
  expect(sent).toEqual([bytes, bytes, bytes, bytes]);
});

test('a name that would end its header is refused', async () => {
  const server = await fakeServer(greeting(), { tls: 'server' });
  const kubeconfig = write(folder(), 'config', config(server.url, undefined, TRUST));
  await expect(connect({ kubeconfig, as: 'a\r\nx: y' })).rejects.toMatchObject({ name: 'LiveError', code: 'usage' });
  expect(server.seen).toEqual([]);
});

test.each([
  ['an intermediate authority', 'chained', 'intermediate.pem'],
  ['the certificate of the server itself', 'chained', 'chained.pem'],
  ['the certificate of the server itself, issued by a known authority', 'server', 'server.pem'],
] as const)('a cluster that trusts %s is connected to, as with kubectl', async (_, tls, trusted) => {
  const server = await fakeServer(greeting(), { tls });
  const data = { 'certificate-authority-data': btoa(pem(trusted)) };
  await expect(connectWith(config(server.url, undefined, data))).resolves.toBeDefined();
});

test.each([
  ['another authority', 'chained', 'ca.pem'],
  ['the certificate of another server', 'chained', 'server.pem'],
  ['an expired certificate of its own', 'expired', 'expired.pem'],
  ['a certificate of its own for another name', 'other-name', 'other-name.pem'],
] as const)('a cluster that trusts %s is not connected to', async (_, tls, trusted) => {
  const server = await fakeServer(greeting(), { tls });
  const data = { 'certificate-authority-data': btoa(pem(trusted)) };
  await expect(connectWith(config(server.url, undefined, data))).rejects.toMatchObject({ code: 'tls' });
  expect(server.seen).toEqual([]);
});
