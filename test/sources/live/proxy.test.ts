import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { proxyFor } from '../../../src/sources/live/http/proxy.ts';
import { CERTS, fakeServer, greeting } from './fake-server.ts';
import { config, connect, connectWith, folder, write } from './setting.ts';

/** A proxy that leads every tunnel to one local port, and notes what it was asked for. */
async function tunnel(port: number): Promise<{ readonly url: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const server = http.createServer();
  server.on('connect', (request, socket: net.Socket) => {
    asked.push(`${request.url} ${request.headers['proxy-authorization'] ?? '-'}`);
    const onward = net.connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** A SOCKS 5 proxy without authentication that leads everything to one local port. */
async function socks(port: number): Promise<{ readonly url: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const server = net.createServer((socket) => {
    socket.once('data', () => {
      socket.write(Buffer.from([5, 0]));
      socket.once('data', (request) => {
        asked.push(request.subarray(5, 5 + (request[4] ?? 0)).toString());
        const onward = net.connect(port, '127.0.0.1', () => {
          socket.write(Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]));
          onward.pipe(socket).pipe(onward);
        });
        onward.on('error', () => socket.destroy());
      });
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `socks5://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const CLUSTER = { 'certificate-authority': path.join(CERTS, 'ca.pem'), 'tls-server-name': 'localhost' };
const FAR = 'https://api.example.com:6443';

test('proxy-url of the kubeconfig leads to the server, TLS reaching through', async () => {
  const server = await fakeServer(greeting(), { tls: 'server' });
  const proxy = await tunnel(server.port);
  const url = proxy.url.replace('http://', 'http://jane:pw@');
  await connectWith(config(FAR, { token: 't' }, { ...CLUSTER, 'proxy-url': url }));
  expect(new Set(proxy.asked)).toEqual(new Set([`api.example.com:6443 Basic ${btoa('jane:pw')}`]));
  expect(server.seen.length).toBe(3);
});

test('a SOCKS proxy leads to the server as well', async () => {
  const server = await fakeServer(greeting(), { tls: 'server' });
  const proxy = await socks(server.port);
  await connectWith(config(FAR, { token: 't' }, { ...CLUSTER, 'proxy-url': proxy.url }));
  expect([new Set(proxy.asked), server.seen.length]).toEqual([new Set(['api.example.com']), 3]);
});

test('HTTPS_PROXY leads to the server unless NO_PROXY names it', async () => {
  const server = await fakeServer(greeting(), { tls: 'server' });
  const proxy = await tunnel(server.port);
  const env = { HOME: '/nowhere', HTTPS_PROXY: proxy.url };
  await connectWith(config(FAR, { token: 't' }, CLUSTER), { env });
  expect(new Set(proxy.asked)).toEqual(new Set(['api.example.com:6443 -']));
  proxy.asked.length = 0;
  // The name does not resolve here: without the proxy nobody is there.
  const direct = connectWith(config('https://api.invalid', undefined, CLUSTER), {
    env: { ...env, NO_PROXY: '.invalid' },
  });
  await expect(direct).rejects.toThrow('its name does not resolve');
  expect(proxy.asked).toEqual([]);
});

const RULES: readonly (readonly [string, Readonly<Record<string, string>>, boolean])[] = [
  ['https://a.example.com', {}, false],
  ['https://a.example.com', { HTTPS_PROXY: 'http://p' }, true],
  ['https://a.example.com', { https_proxy: 'p:3128' }, true],
  ['https://a.example.com', { HTTP_PROXY: 'http://p' }, false],
  ['http://a.example.com', { HTTP_PROXY: 'http://p' }, true],
  ['https://127.0.0.1:6443', { HTTPS_PROXY: 'http://p' }, false],
  ['https://localhost:6443', { HTTPS_PROXY: 'http://p' }, false],
  ['https://[::1]:6443', { HTTPS_PROXY: 'http://p' }, false],
  ['https://a.example.com', { HTTPS_PROXY: 'http://p', NO_PROXY: '*' }, false],
  ['https://a.example.com', { HTTPS_PROXY: 'http://p', NO_PROXY: 'example.com' }, false],
  ['https://example.com', { HTTPS_PROXY: 'http://p', NO_PROXY: '.example.com' }, true],
  ['https://notexample.com', { HTTPS_PROXY: 'http://p', NO_PROXY: 'example.com' }, true],
  ['https://a.example.com:6443', { HTTPS_PROXY: 'http://p', no_proxy: 'other, a.example.com:6443' }, false],
  ['https://a.example.com:6443', { HTTPS_PROXY: 'http://p', NO_PROXY: 'a.example.com:443' }, true],
  ['https://10.1.2.3', { HTTPS_PROXY: 'http://p', NO_PROXY: '10.0.0.0/8' }, false],
  ['https://11.1.2.3', { HTTPS_PROXY: 'http://p', NO_PROXY: '10.0.0.0/8' }, true],
  ['https://[fd00::7]', { HTTPS_PROXY: 'http://p', NO_PROXY: 'fd00::/16' }, false],
  ['https://10.1.2.3', { HTTPS_PROXY: 'http://p', NO_PROXY: '10.1.2.3' }, false],
];

test.each(RULES)('%s with %j goes through a proxy: %s', (server, env, isProxied) => {
  expect(proxyFor(new URL(server), undefined, env) !== undefined).toBe(isProxied);
});

test('a proxy that cannot be one is refused', () => {
  expect(() => proxyFor(new URL(FAR), 'ftp://p', {})).toThrow('expected http, https or socks5://HOST:PORT.');
});

test.each(['http', 'https', 'socks5'])('a dead %s proxy is named, and not the server', async (scheme) => {
  const proxy = `${scheme}://jane:canary@127.0.0.1:1`;
  const file = write(folder(), 'config', config(FAR, undefined, CLUSTER));
  const failure = await connect({ kubeconfig: file, proxyUrl: proxy }).catch((error: Error) => error);
  expect(failure).toMatchObject({ code: 'unreachable', isSent: false });
  const { message } = failure as Error;
  expect(message).toMatch(
    new RegExp(`^cannot reach the proxy ${scheme}://127.0.0.1:1 to ${FAR}: connection refused. Is it running?`),
  );
  expect(message).not.toContain('canary');
});

test.each([
  [502, 'it answered 502'],
  [407, 'it asks for a user name and a password (407)'],
])('a proxy that answers %d instead of connecting is named', async (status, why) => {
  const server = http.createServer();
  server.on('connect', (_, socket: net.Socket) => socket.end(`HTTP/1.1 ${status} No\r\n\r\n`));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const attempt = connectWith(config(FAR, undefined, { ...CLUSTER, 'proxy-url': proxy }));
  await expect(attempt).rejects.toThrow(`the proxy ${proxy} does not connect to ${FAR}: ${why}.`);
});

test('a server that is dead behind a living proxy is no fault of the proxy', async () => {
  const server = await fakeServer(greeting(), { tls: 'server' });
  const proxy = await tunnel(server.port);
  const wrong = { ...CLUSTER, 'tls-server-name': 'other.example.com', 'proxy-url': proxy.url };
  await expect(connectWith(config(FAR, undefined, wrong))).rejects.toThrow(
    `cannot trust ${FAR} through the proxy ${proxy.url}: its certificate is for another name.`,
  );
});

test('--proxy-url goes before the kubeconfig and the environment', async () => {
  const server = await fakeServer(greeting(), { tls: 'server' });
  const proxy = await tunnel(server.port);
  const kubeconfig = write(
    folder(),
    'config',
    config(FAR, undefined, { ...CLUSTER, 'proxy-url': 'http://127.0.0.1:1' }),
  );
  const env = { HOME: '/nowhere', HTTPS_PROXY: 'http://127.0.0.1:1' };
  await connect({ kubeconfig, proxyUrl: proxy.url }, { env });
  expect(server.seen.length).toBe(3);
});
