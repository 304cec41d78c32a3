import path from 'node:path';
import { expect, test } from 'vitest';
import { resolveConnection } from '../../../src/sources/live/config/connection.ts';
import { config, folder, write } from './setting.ts';

const HOMELESS = { HOME: '/nowhere' };

function listed(...files: readonly string[]): { readonly KUBECONFIG: string; readonly HOME: string } {
  return { ...HOMELESS, KUBECONFIG: files.join(path.delimiter) };
}

test('--kubeconfig counts alone, whatever KUBECONFIG says', async () => {
  const root = folder();
  const one = write(root, 'one', config('https://one', {}, {}, 'one'));
  const two = write(root, 'two', config('https://two', {}, {}, 'two'));
  const found = await resolveConnection({ kubeconfig: two }, listed(one));
  expect([found.context, found.server.href]).toEqual(['two', 'https://two/']);
  await expect(resolveConnection({ kubeconfig: two, context: 'one' }, listed(one))).rejects.toThrow(
    'the context "one" does not exist',
  );
});

test('--kubeconfig that is not there is an error, an entry of KUBECONFIG that is not there is skipped and said', async () => {
  const root = folder();
  const there = write(root, 'there', config('https://there'));
  const gone = path.join(root, 'gone');
  await expect(resolveConnection({ kubeconfig: gone }, listed(there))).rejects.toMatchObject({
    code: 'config',
    message: `the kubeconfig ${gone} does not exist. Check the path given with --kubeconfig.`,
  });
  const found = await resolveConnection({}, listed(gone, there));
  expect([found.server.href, found.warnings]).toEqual([
    'https://there/',
    [`the kubeconfig ${gone} does not exist; it was skipped`],
  ]);
});

test('of several files the first current context wins, and of one name the first entry, whole', async () => {
  const root = folder();
  const first = write(root, 'first', {
    clusters: [{ name: 'c', cluster: { server: 'https://first' } }],
    users: [{ name: 'u', user: { token: 'first' } }],
  });
  const second = write(root, 'second', {
    'current-context': 'x',
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u', namespace: 'shop' } }],
    clusters: [{ name: 'c', cluster: { server: 'https://second', 'tls-server-name': 'second' } }],
    users: [{ name: 'u', user: { username: 'second' } }],
  });
  const third = write(root, 'third', { 'current-context': 'y' });
  const found = await resolveConnection({}, listed(first, second, third));
  expect([found.context, found.server.href, found.tlsServerName, found.user, found.namespace]).toEqual([
    'x',
    'https://first/',
    undefined,
    { token: 'first' },
    'shop',
  ]);
});

test('empty files and files with only comments are no error', async () => {
  const root = folder();
  const empty = write(root, 'empty', '');
  const comment = write(root, 'comment', '# nothing yet\n');
  const found = await resolveConnection({}, listed(empty, comment, write(root, 'full', config('https://full'))));
  expect(found.server.href).toBe('https://full/');
});

test('without KUBECONFIG the file in the home folder is read', async () => {
  const root = folder();
  write(root, '.kube/config', config('https://home'));
  const found = await resolveConnection({}, { HOME: root });
  expect([found.server.href, found.origin]).toEqual(['https://home/', '~/.kube/config, context dev']);
});

test('relative paths belong to the folder of their own file', async () => {
  const root = folder();
  const user = {
    tokenFile: 'token',
    'client-certificate': 'c.pem',
    'client-key': './keys/c.key',
    exec: { apiVersion: 'client.authentication.k8s.io/v1', command: './bin/login', interactiveMode: 'Never' },
  };
  write(root, 'a/ca.pem', 'the authority');
  const file = write(root, 'a/config', config('https://a', user, { 'certificate-authority': 'ca.pem' }));
  const found = await resolveConnection({}, listed(file));
  expect(found.ca).toBe('the authority');
  expect(found.user).toMatchObject({
    tokenFile: path.join(root, 'a/token'),
    clientCertificate: path.join(root, 'a/c.pem'),
    clientKey: path.join(root, 'a/keys/c.key'),
    exec: { command: path.join(root, 'a/bin/login') },
  });
});

test('an exec command without a slash is left for PATH', async () => {
  const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: 'aws' };
  const file = write(folder(), 'config', config('https://a', { exec }));
  const found = await resolveConnection({ kubeconfig: file }, HOMELESS);
  expect(found.user.exec?.command).toBe('aws');
});

test('a context without a user still uses the authority of its cluster', async () => {
  const file = write(folder(), 'config', {
    ...config('https://a', {}, { 'certificate-authority-data': Buffer.from('the authority').toString('base64') }),
    contexts: [{ name: 'dev', context: { cluster: 'dev' } }],
  });
  const found = await resolveConnection({ kubeconfig: file }, HOMELESS);
  expect([found.ca, found.user, found.userName]).toEqual(['the authority', {}, '']);
});

test('in a pod without kubeconfig the service account is used, its token by file', async () => {
  const mount = folder();
  write(mount, 'token', 'pod token');
  write(mount, 'ca.crt', 'pod authority');
  write(mount, 'namespace', 'builds\n');
  const env = { ...HOMELESS, KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' };
  const found = await resolveConnection({}, env, mount);
  expect(found).toMatchObject({
    ca: 'pod authority',
    namespace: 'builds',
    user: { tokenFile: path.join(mount, 'token') },
    origin: 'in-cluster service account',
  });
  expect(found.server.href).toBe('https://[fd00::1]/');
  expect((await resolveConnection({}, { ...env, POD_NAMESPACE: 'other' }, mount)).namespace).toBe('other');
  const flagged = await resolveConnection({ server: 'https://else', token: 't', namespace: 'ns' }, env, mount);
  expect([flagged.server.href, flagged.user, flagged.namespace]).toEqual(['https://else/', { token: 't' }, 'ns']);
});

test('a kubeconfig goes before the service account of the pod', async () => {
  const mount = folder();
  write(mount, 'token', 'pod token');
  const file = write(mount, 'config', config('https://file'));
  const env = { ...listed(file), KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '443' };
  expect((await resolveConnection({}, env, mount)).server.href).toBe('https://file/');
});

test('every connection flag goes before the file', async () => {
  const root = folder();
  const ca = write(root, 'ca.pem', 'flag authority');
  const file = write(root, 'config', {
    ...config(
      'https://file',
      { token: 'file', 'client-certificate-data': 'x', 'client-key-data': 'y', as: 'file', 'as-groups': ['file'] },
      { 'certificate-authority-data': 'eA==', 'tls-server-name': 'file' },
    ),
    users: [
      { name: 'dev', user: { token: 'file' } },
      { name: 'other', user: { 'client-certificate-data': 'x', 'client-key-data': 'y', as: 'file', 'as-uid': '1' } },
    ],
    clusters: [
      { name: 'dev', cluster: { server: 'https://file' } },
      {
        name: 'other',
        cluster: { server: 'https://other', 'certificate-authority-data': 'eA==', 'tls-server-name': 'file' },
      },
    ],
  });
  const base = { kubeconfig: file, cluster: 'other', user: 'other' };
  const found = await resolveConnection(
    {
      ...base,
      server: 'https://flag:6443',
      certificateAuthority: ca,
      clientCertificate: path.join(root, 'flag.pem'),
      clientKey: path.join(root, 'flag.key'),
      as: 'flag',
      asUid: '2',
      asGroups: ['a', 'b'],
      asUserExtra: ['scope=x', 'scope=y=z'],
      namespace: 'flag',
      disableCompression: true,
    },
    HOMELESS,
  );
  expect(found).toMatchObject({
    ca: 'flag authority',
    namespace: 'flag',
    disableCompression: true,
    user: {
      clientCertificate: path.join(root, 'flag.pem'),
      clientKey: path.join(root, 'flag.key'),
      as: 'flag',
      asUid: '2',
      asGroups: ['a', 'b'],
      asUserExtra: { scope: ['x', 'y=z'] },
    },
  });
  expect(found.user).not.toHaveProperty('clientCertificateData');
  expect([found.server.href, found.tlsServerName]).toEqual(['https://flag:6443/', undefined]);
  const named = await resolveConnection({ ...base, tlsServerName: 'flag' }, HOMELESS);
  expect([named.tlsServerName, named.ca]).toEqual(['flag', 'x']);
  const insecure = await resolveConnection({ ...base, insecureSkipTlsVerify: true }, HOMELESS);
  expect([insecure.insecureSkipTlsVerify, insecure.ca]).toEqual([true, undefined]);
});

test('--server alone is enough to connect', async () => {
  const found = await resolveConnection({ server: 'http://127.0.0.1:8001' }, HOMELESS);
  expect([found.server.href, found.origin, found.warnings]).toEqual(['http://127.0.0.1:8001/', 'flags', []]);
});

const BROKEN: readonly (readonly [string, string | object, object, string, 'usage'?])[] = [
  ['is not YAML', 'a: [', {}, 'is not valid YAML: '],
  ['is a list', '[]', {}, 'is not a mapping of kind Config.'],
  ['is a manifest', { kind: 'Pod' }, {}, 'is not a kubeconfig: its kind is Pod, not Config.'],
  [
    'has wrong types',
    { clusters: [{ name: 'c', cluster: { server: 5 } }] },
    {},
    'not usable: server must be a string.',
  ],
  ['has no entries as lists', { users: {} }, {}, 'not usable: users must be a list.'],
  ['lacks the context of the flag', config('https://a'), { context: 'prod' }, 'Known contexts: dev.'],
  ['lacks its current context', { 'current-context': 'gone' }, {}, 'the context "gone" does not exist'],
  ['lacks the cluster of the flag', config('https://a'), { cluster: 'prod' }, 'the cluster "prod" does not exist'],
  ['lacks the user of the flag', config('https://a'), { user: 'root' }, 'the user "root" does not exist'],
  ['has no current context', { ...config('https://a'), 'current-context': '' }, {}, 'has no current context'],
  ['has no address', config('://'), {}, 'is not an address: expected https://HOST:PORT.'],
  [
    'trusts and does not',
    config('https://a', {}, { 'insecure-skip-tls-verify': true, 'certificate-authority-data': 'eA==' }),
    {},
    'they exclude each other',
  ],
  [
    'names an authority that is not there',
    config('https://a', {}, { 'certificate-authority': 'gone.pem' }),
    {},
    'there is no such file or folder.',
  ],
  [
    'gets a token and a username',
    config('https://a', { username: 'a' }),
    { token: 't' },
    'they exclude each other',
    'usage',
  ],
  ['is of another version', { ...config('https://a'), apiVersion: 'v2' }, {}, 'its apiVersion is not v1.'],
  [
    'names an authority twice',
    config('https://a', {}, { 'certificate-authority': 'ca.pem', 'certificate-authority-data': 'eA==' }),
    {},
    'has both certificate-authority and certificate-authority-data',
  ],
  [
    'gives a certificate twice',
    config('https://a', { 'client-certificate': 'a.pem', 'client-certificate-data': 'eA==' }),
    {},
    'client-certificate and client-certificate-data are both given',
  ],
  [
    'gives a key twice',
    config('https://a', { 'client-key': 'a.key', 'client-key-data': 'eA==' }),
    {},
    'client-key and client-key-data are both given',
  ],
  [
    'gets a credential in two ways',
    config('https://a', { exec: { apiVersion: 'v1', command: 'x' }, 'auth-provider': { name: 'oidc' } }),
    {},
    'an exec plugin and an auth provider are both given',
  ],
  ['impersonates groups of nobody', config('https://a'), { as: '', asGroups: ['a'] }, 'set --as.', 'usage'],
  ['impersonates groups without a user', config('https://a'), { asGroups: ['a'] }, 'set --as.', 'usage'],
  ['impersonates groups by itself', config('https://a', { 'as-groups': ['a'] }), {}, 'set --as.'],
  ['gets extra fields without =', config('https://a'), { as: 'a', asUserExtra: ['x'] }, 'expected KEY=VALUE.', 'usage'],
  ['gets an address that is none', config('https://a'), { server: 'http s://' }, 'is not an address', 'usage'],
];

test.each(BROKEN.map(([what, content, flags, message, code = 'config']) => ({ what, content, flags, message, code })))(
  'a kubeconfig that $what is refused with one sentence',
  async ({ content, flags, message, code }) => {
    const file = write(folder(), 'config', content);
    const attempt = resolveConnection({ kubeconfig: file, ...flags }, HOMELESS);
    await expect(attempt).rejects.toMatchObject({ name: 'LiveError', code });
    await expect(attempt).rejects.toThrow(message);
  },
);

test('nothing to connect to says where it looked and what to give', async () => {
  await expect(resolveConnection({}, HOMELESS)).rejects.toThrow(
    'no kubeconfig was found (looked for /nowhere/.kube/config). Set one with --kubeconfig, KUBECONFIG or --context, or try --sample.',
  );
});

test('a folder as kubeconfig is refused with a sentence', async () => {
  const root = folder();
  await expect(resolveConnection({ kubeconfig: root }, HOMELESS)).rejects.toThrow(
    `cannot read the kubeconfig ${root}: it is a folder.`,
  );
});

test('no line of a broken kubeconfig is quoted', async () => {
  const file = write(folder(), 'config', 'users:\n- name: a\n  user:\n    token: canary-7f3a\n   bad: [\n');
  const error = await resolveConnection({ kubeconfig: file }, HOMELESS).catch((thrown: Error) => thrown);
  expect((error as Error).message).not.toContain('canary');
});
