import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { createCredential } from '../../../src/sources/live/auth/credential.ts';
import { resolveConnection } from '../../../src/sources/live/config/connection.ts';
import { ApiClient, type ApiRequest, type ClientOptions } from '../../../src/sources/live/http/client.ts';
import { DEFAULT_TIMEOUTS } from '../../../src/sources/live/http/dispatcher.ts';
import { fakeServer, json, refusal } from './fake-server.ts';
import { quickClock } from './setting.ts';

const GET: ApiRequest = { path: '/x', what: 'get x' };
const never = new AbortController().signal;

async function clientFor(url: string, options: Partial<ClientOptions> = {}): Promise<ApiClient> {
  const connection = options.connection ?? (await resolveConnection({ server: url }, { HOME: '/nowhere' }));
  const clock = options.clock ?? quickClock();
  const terminal = { hasScreen: () => true, isTerminal: () => false, onOutput: () => undefined };
  const credential = await createCredential(connection, { env: {}, clock, terminal, signal: never });
  const client = new ApiClient({
    credential,
    timeouts: DEFAULT_TIMEOUTS,
    env: {},
    readOnly: false,
    ...options,
    connection,
    clock,
  });
  onTestFinished(() => client.close());
  return client;
}

test('requests one after another keep their connection', async () => {
  const server = await fakeServer((_, response) => json(response, {}));
  const client = await clientFor(server.url);
  for (let count = 0; count < 20; count++) await client.json(GET, never);
  expect(server.seen.length).toBe(20);
  // A second one is opened where the first is not yet known to be free.
  expect(server.connections()).toBeLessThanOrEqual(2);
});

test('at most four requests are in flight', async () => {
  let running = 0;
  let most = 0;
  const server = await fakeServer(async (_, response) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running--;
    json(response, {});
  });
  const client = await clientFor(server.url);
  await Promise.all(Array.from({ length: 24 }, () => client.json(GET, never)));
  expect([server.seen.length, most]).toEqual([24, 4]);
});

test('too many requests: the client waits as long as it is told, for writes too', async () => {
  const clock = quickClock();
  let refusals = 2;
  const server = await fakeServer((_, response) => {
    if (refusals-- > 0) return void response.writeHead(429, { 'retry-after': '7' }).end();
    json(response, { ok: true });
  });
  const client = await clientFor(server.url, { clock });
  const { value } = await client.json({ ...GET, method: 'PATCH', body: [] }, never);
  expect([value, clock.sleeps]).toEqual([{ ok: true }, [7000, 7000]]);
});

test('a server error is tried again only where it says when, and only for reads', async () => {
  const clock = quickClock();
  const server = await fakeServer((_, response) => void response.writeHead(503, { 'retry-after': '1' }).end('busy'));
  const client = await clientFor(server.url, { clock });
  await expect(client.json(GET, never)).rejects.toMatchObject({ name: 'ApiError', status: 503, message: 'busy' });
  const reads = server.seen.length;
  await expect(client.json({ ...GET, method: 'POST', body: {} }, never)).rejects.toMatchObject({ status: 503 });
  expect([reads, server.seen.length - reads]).toEqual([9, 1]);
});

test('a kept connection that the server closed costs nothing but a new one', async () => {
  const server = await fakeServer((_, response) => json(response, {}));
  const client = await clientFor(server.url);
  await client.json(GET, never);
  const before = server.connections();
  for (const socket of server.sockets) socket.destroy();
  await client.json(GET, never);
  expect([server.seen.length, server.connections() > before]).toEqual([2, true]);
});

test('a write is never sent twice when the connection breaks, and may have arrived', async () => {
  const server = await fakeServer((_, response) => void response.destroy());
  const client = await clientFor(server.url);
  await expect(client.json({ ...GET, method: 'POST', body: {} }, never)).rejects.toMatchObject({
    code: 'unreachable',
    isSent: true,
    message: expect.stringContaining('closed the connection before it responded (get x)'),
  });
  expect(server.seen.length).toBe(1);
});

test('answers are asked for compressed from afar, and read', async () => {
  const server = await fakeServer((seen, response) => {
    const isGzip = seen.headers['accept-encoding'] === 'gzip';
    if (!isGzip) return json(response, { compressed: false });
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(JSON.stringify({ compressed: true })));
  });
  const near = await resolveConnection({ server: server.url }, { HOME: '/nowhere' });
  // The proxy leads to this machine, the server is far away.
  const far = { ...near, server: new URL('http://api.example.com'), proxyUrl: server.url };
  const ask = async (connection: typeof near) =>
    (await (await clientFor(server.url, { connection })).json(GET, never)).value;
  expect([await ask(far), await ask({ ...far, disableCompression: true }), await ask(near)]).toEqual([
    { compressed: true },
    { compressed: false },
    { compressed: false },
  ]);
});

test('a compressed answer that breaks off is an error', async () => {
  const server = await fakeServer((_, response) => {
    const body = gzipSync(JSON.stringify({ text: 'x'.repeat(1000) }));
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': String(body.length) });
    response.write(body.subarray(0, 20), () => response.destroy());
  });
  const client = await clientFor(server.url);
  await expect(client.json(GET, never)).rejects.toMatchObject({ code: 'unreachable' });
});

test('several warnings of one answer are kept apart, unquoted and made printable', async () => {
  const warnings: string[] = [];
  const server = await fakeServer((_, response) => {
    response.setHeader('Warning', [
      '299 - "would violate \\"restricted\\""',
      '299 - "second, with comma", 299 - "third"',
    ]);
    json(response, {});
  });
  const client = await clientFor(server.url, { onWarning: (text) => warnings.push(text) });
  const { warnings: given } = await client.json(GET, never);
  expect(given).toEqual(['would violate "restricted"', 'second, with comma', 'third']);
  expect(warnings).toEqual(given);
});

test('a server that accepts and then says nothing is given up', async () => {
  const server = await fakeServer(() => undefined);
  const client = await clientFor(server.url, { timeouts: { ...DEFAULT_TIMEOUTS, headers: 100 } });
  await expect(client.json(GET, never)).rejects.toThrow(
    `${server.url} does not respond: nothing came within 100 ms (get x).`,
  );
});

test('a server that stops in the middle of an answer is given up', async () => {
  const server = await fakeServer((_, response) => void response.writeHead(200).write('{"items":['));
  const client = await clientFor(server.url, { timeouts: { ...DEFAULT_TIMEOUTS, idle: 100 } });
  await expect(client.json(GET, never)).rejects.toThrow(
    `${server.url} stopped responding: no data for 100 ms (get x).`,
  );
});

test('--request-timeout ends a request however busy it is', async () => {
  const server = await fakeServer((_, response) => {
    const timer = setInterval(() => response.write(' '), 5);
    response.on('close', () => clearInterval(timer));
  });
  const client = await clientFor(server.url, { timeouts: { ...DEFAULT_TIMEOUTS, request: 100 } });
  await expect(client.json(GET, never)).rejects.toThrow('took longer than --request-timeout (100 ms) allows (get x).');
});

test('an abort ends a request at once, with the reason that was given', async () => {
  const server = await fakeServer(() => undefined);
  const client = await clientFor(server.url);
  const controller = new AbortController();
  const reason = new Error('enough');
  const asked = client.json(GET, controller.signal);
  controller.abort(reason);
  await expect(asked).rejects.toBe(reason);
  await expect(client.json(GET, controller.signal)).rejects.toBe(reason);
});

test('a read-only client sends nothing that could change anything', async () => {
  const server = await fakeServer((_, response) => json(response, {}));
  const client = await clientFor(server.url, { readOnly: true });
  for (const method of ['POST', 'PATCH', 'DELETE'] as const) {
    const query = { dryRun: 'All' };
    await expect(client.json({ ...GET, method, query, body: {} }, never)).rejects.toMatchObject({ code: 'read-only' });
  }
  const subject = '/apis/authorization.k8s.io/v1/subjectaccessreviews';
  await expect(client.json({ path: subject, method: 'POST', body: {}, what: 'x' }, never)).rejects.toThrow(
    'is read-only',
  );
  await client.json(GET, never);
  for (const path of [
    '/apis/authentication.k8s.io/v1/selfsubjectreviews',
    '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
  ])
    await client.json({ path, method: 'POST', body: {}, what: 'x' }, never);
  expect(server.seen.map(({ method }) => method)).toEqual(['GET', 'POST', 'POST', 'POST']);
});

test('a server below a path is asked below that path', async () => {
  const server = await fakeServer((_, response) => json(response, {}));
  const client = await clientFor(`${server.url}/k8s/clusters/c-1/?x=y`);
  await client.json({ ...GET, query: { limit: '5', continue: 'a+b/c=' } }, never);
  expect(server.seen[0]).toMatchObject({ path: '/k8s/clusters/c-1/x', query: { limit: '5', continue: 'a+b/c=' } });
});

test('the message of a refusal is shown without the objects it prints', async () => {
  const message = 'pods "a" is forbidden: User "jane" cannot get resource "pods" in API group "" in the namespace "b"';
  const server = await fakeServer((_, response) => refusal(response, 403, 'Forbidden', message));
  const client = await clientFor(server.url);
  await expect(client.json(GET, never)).rejects.toMatchObject({ status: 403, reason: 'Forbidden', message });
});
