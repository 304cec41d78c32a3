import path from 'node:path';
import { expect, test } from 'vitest';
import { transportError } from '../../../src/sources/live/http/transport-error.ts';
import { CERTS, fakeServer, greeting, pem } from './fake-server.ts';
import { config, connect, connectWith, folder, write } from './setting.ts';

const CA = path.join(CERTS, 'ca.pem');
const TRUST = { 'certificate-authority': CA };

test.each([
  ['a file', { 'certificate-authority': CA }],
  ['data', { 'certificate-authority-data': btoa(pem('ca.pem')) }],
])('a server is trusted by the authority of its cluster, given as %s', async (_, cluster) => {
  const server = await fakeServer(greeting(), { tls: 'server' });
  const { identity } = await connectWith(config(server.url, undefined, cluster));
  expect(identity).toMatchObject({ server: server.url, ca: expect.stringMatching(/^[0-9a-f]{64}$/), user: 'jane' });
});

test('a context without a user trusts by the authority of its cluster', async () => {
  const server = await fakeServer(greeting(), { tls: 'server' });
  const content = { ...config(server.url, undefined, TRUST), contexts: [{ name: 'dev', context: { cluster: 'dev' } }] };
  const file = write(folder(), 'config', content);
  await expect(connect({ kubeconfig: file, token: 't' })).resolves.toMatchObject({ context: 'dev' });
});

const UNTRUSTED = [
  [
    'an expired certificate',
    'expired',
    TRUST,
    'its certificate has expired. Renew it, or correct the clock of this machine.',
  ],
  [
    'a certificate of an unknown authority',
    'server',
    {},
    'its certificate is signed by an unknown authority. Set it with --certificate-authority.',
  ],
  [
    'a certificate of another name',
    'other-name',
    TRUST,
    'its certificate is for another name. Use the name in the certificate, or set it with --tls-server-name.',
  ],
] as const;

test.each(UNTRUSTED)('%s is not trusted, and the sentence says what to do', async (_, tls, cluster, sentence) => {
  const server = await fakeServer(greeting(), { tls });
  const attempt = connectWith(config(server.url, { token: 'canary' }, cluster));
  await expect(attempt).rejects.toMatchObject({
    code: 'tls',
    isSent: false,
    message: `cannot trust ${server.url}: ${sentence}`,
  });
  expect(server.seen).toEqual([]);
});

test('tls-server-name is the name that the certificate must have', async () => {
  const server = await fakeServer(greeting(), { tls: 'other-name' });
  const content = config(server.url, undefined, { ...TRUST, 'tls-server-name': 'cluster.example.com' });
  await connectWith(content);
  const file = write(folder(), 'config', config(server.url, undefined, TRUST));
  await connect({ kubeconfig: file, tlsServerName: 'cluster.example.com' });
  expect(server.seen.length).toBe(6);
});

test('insecure-skip-tls-verify connects anyway, and the step says so', async () => {
  const server = await fakeServer(greeting(), { tls: 'expired' });
  const texts: string[] = [];
  const hooks = { onStep: ({ id, text }: { id: string; text: string }) => void (id === 'server' && texts.push(text)) };
  await connectWith(config(server.url, undefined, { 'insecure-skip-tls-verify': true }), { hooks });
  const file = write(folder(), 'config', config(server.url, undefined, TRUST));
  await connect({ kubeconfig: file, insecureSkipTlsVerify: true });
  expect(texts.at(-1)).toBe(`${server.url}, certificate not verified (insecure-skip-tls-verify)`);
});

test('--certificate-authority goes before what the file trusts', async () => {
  const server = await fakeServer(greeting(), { tls: 'server' });
  const file = write(folder(), 'config', config(server.url, undefined, { 'insecure-skip-tls-verify': true }));
  await connect({ kubeconfig: file, certificateAuthority: CA });
  const wrong = write(folder(), 'wrong.pem', pem('other-name.pem'));
  await expect(connect({ kubeconfig: file, certificateAuthority: wrong })).rejects.toMatchObject({ code: 'tls' });
});

test('a refused connection says what, where and what next', async () => {
  const server = await fakeServer(greeting());
  await server.close();
  await expect(connectWith(config(server.url))).rejects.toMatchObject({
    code: 'unreachable',
    isSent: false,
    message: `cannot reach ${server.url}: connection refused. Is the API server running, and is this its port? kubectl get --raw /version tests the same path.`,
  });
});

test('a name that does not resolve says so', async () => {
  await expect(connectWith(config('https://no-such-host.invalid'))).rejects.toThrow(
    /^cannot reach https:\/\/no-such-host\.invalid: its name does not resolve/,
  );
});

test('a server that does not speak TLS is told from one that is not trusted', async () => {
  const server = await fakeServer(greeting());
  const address = server.url.replace('http:', 'https:');
  await expect(connectWith(config(address))).rejects.toMatchObject({
    code: 'tls',
    message: `cannot trust ${address}: it does not speak TLS. Is its address http:// and not https://?`,
  });
});

test('something else than an API server is recognised', async () => {
  const server = await fakeServer((_, response) => void response.end('<html>hello</html>'));
  await expect(connectWith(config(server.url))).rejects.toThrow(
    `the answer of ${server.url} is not JSON (GET /version). Is this an API server?`,
  );
});

test('the steps of connecting are told as they go, and the one that fails says why', async () => {
  const server = await fakeServer(greeting());
  const told: string[] = [];
  const hooks = { onStep: ({ id, state }: { id: string; state: string }) => void told.push(`${id} ${state}`) };
  await connectWith(config(server.url), { hooks });
  const inTurn = ['kubeconfig', 'credential', 'server'].flatMap((id) => [`${id} running`, `${id} done`]);
  expect(told.slice(0, 8)).toEqual([...inTurn, 'identity running', 'cluster running']);
  expect(told.slice(8).toSorted()).toEqual(['cluster done', 'identity done']);
  told.length = 0;
  await server.close();
  await connectWith(config(server.url), { hooks }).catch(() => undefined);
  expect(told.at(-1)).toBe('server failed');
});

test('an authority that is no certificate is said to be none', async () => {
  const attempt = connectWith(
    config('https://127.0.0.1:1', undefined, { 'certificate-authority-data': btoa('hello') }),
  );
  await expect(attempt).rejects.toThrow('the certificate authority of the cluster "dev" is not PEM.');
});

test('a credential in an address is neither used nor shown', async () => {
  const server = await fakeServer(greeting());
  const { identity } = await connectWith(config(server.url.replace('//', '//jane:canary@')));
  expect(identity.server).toBe(server.url);
  expect(server.seen[0]?.headers.authorization).toBeUndefined();
});

const TIMES = { connect: 10_000, headers: 60_000, idle: 30_000, request: 5000 };

test.each([
  ['UND_ERR_CONNECT_TIMEOUT', 'cannot reach https://c: connection timed out after 10 s. Is the VPN up?', false],
  ['EHOSTUNREACH', 'cannot reach https://c: no route to the host. Is the VPN up?', false],
  ['EAI_AGAIN', 'cannot reach https://c: its name does not resolve right now.', false],
  ['CERT_NOT_YET_VALID', 'cannot trust https://c: its certificate is not valid yet.', false],
  ['UND_ERR_HEADERS_TIMEOUT', 'https://c does not respond: nothing came within 60 s (list pods).', true],
  ['EPIPE', 'https://c closed the connection before it responded (list pods).', true],
  ['SOMETHING_ELSE', 'cannot talk to https://c: why (list pods).', true],
])('the code %s is told as a sentence, and whether anything was sent', (code, sentence, isSent) => {
  const cause = new Error('outer', { cause: Object.assign(new Error('why'), { code }) });
  const error = transportError(
    code === 'SOMETHING_ELSE' ? cause.cause : cause,
    { server: new URL('https://c') },
    'list pods',
    TIMES,
  );
  expect(error.message.startsWith(sentence)).toBe(true);
  expect(error.isSent).toBe(isSent);
});

test('the command that tests the same has the path of the server in it', () => {
  const cause = Object.assign(new Error('why'), { code: 'ECONNREFUSED' });
  const hint = (server: string) => transportError(cause, { server: new URL(server) }, 'list pods', TIMES).message;
  expect(hint('https://c')).toContain('kubectl get --raw /version tests');
  expect(hint('https://c/k8s/clusters/c-1/')).toContain('kubectl get --raw /k8s/clusters/c-1/version tests');
});
