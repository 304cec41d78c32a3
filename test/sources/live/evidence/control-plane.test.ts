import path from 'node:path';
import { expect, test } from 'vitest';
import type { EvidenceKind, EvidenceMap, EvidenceResult } from '../../../../src/plugin-api/index.ts';
import { ANONYMOUS_PATHS } from '../../../../src/sources/live/evidence/anonymous.ts';
import { RequestLog, requestLines } from '../../../../src/sources/live/index.ts';
import { drain } from '../fake-api.ts';
import { CERTS, fakeServer, greeting, type Handler, json, notFoundAt, pem, refusal } from '../fake-server.ts';
import { config, connect, connectWith, folder, write } from '../setting.ts';

const CLUSTER = { 'certificate-authority': path.join(CERTS, 'ca.pem'), 'tls-server-name': 'localhost' };
const USER = {
  token: 'very-secret-token',
  'client-certificate-data': btoa(pem('client.pem')),
  'client-key-data': btoa(pem('client.key')),
  as: 'somebody',
};

async function read<K extends EvidenceKind>(
  connection: Awaited<ReturnType<typeof connectWith>>,
  kind: K,
): Promise<EvidenceResult<EvidenceMap[K]>> {
  const events = await drain(connection, { kinds: [], evidence: [kind] });
  const event = events.find(({ type }) => type === 'evidence');
  const found = event?.type === 'evidence' ? event.evidence[kind] : undefined;
  return found ?? { coverage: { state: 'error', reason: 'nothing came' } };
}

test('the probe sends no credential of any form, and is told apart among the requests', async () => {
  const handler: Handler = ({ path: asked, headers }, response) => {
    if (headers.authorization === undefined) return refusal(response, asked === '/api' ? 403 : 401, '', 'no');
    return greeting()({ path: asked, headers, method: 'GET', query: {}, rawHeaders: [], body: undefined }, response);
  };
  const server = await fakeServer(handler, { tls: 'server' });
  const log = new RequestLog();
  const hooks = { onRequest: (request: Parameters<RequestLog['note']>[0]) => log.note(request) };
  const connection = await connectWith(config(server.url, USER, CLUSTER), { hooks });
  const before = server.seen.length;
  const found = await read(connection, 'AnonymousAccess');
  expect(found.value?.answers).toEqual(
    ANONYMOUS_PATHS.map((asked) => ({ path: asked, status: asked === '/api' ? 403 : 401 })),
  );
  const probes = server.seen.slice(before);
  expect(probes.map(({ path: asked }) => asked).sort()).toEqual(ANONYMOUS_PATHS.toSorted());
  for (const { method, headers, peer } of probes) {
    expect(method).toBe('GET');
    expect(peer).toBeUndefined();
    expect(Object.keys(headers).filter((name) => /^(authorization|cookie|impersonate)/.test(name))).toEqual([]);
  }
  const told = requestLines(log.kinds()).filter((line) => line.includes('without credential'));
  expect(told.map((line) => line.trim().split(/\s+/).slice(0, 2).join(' ')).sort()).toEqual(
    ANONYMOUS_PATHS.map((asked) => `get ${asked}`).sort(),
  );
});

test.each([
  ['/k8s/clusters/c-1', 'a gateway'],
  ['', 'a local proxy'],
])('behind an address that is not the server itself (%j) no probe is made', async (suffix, why) => {
  const server = await fakeServer(greeting());
  const connection = await connectWith(config(`${server.url}${suffix}`));
  const before = server.connections();
  for (const kind of ['AnonymousAccess', 'ServerTls'] as const) {
    const { coverage } = await read(connection, kind);
    expect(coverage.state).toBe('absent');
    expect(coverage.reason).toContain(why);
  }
  expect(server.connections()).toBe(before);
});

test('handshakes tell versions and certificate, and send neither certificate nor request', async () => {
  const server = await fakeServer(greeting(), { tls: 'server' });
  const log = new RequestLog();
  const hooks = { onRequest: (request: Parameters<RequestLog['note']>[0]) => log.note(request) };
  const connection = await connectWith(config(server.url, USER, CLUSTER), { hooks });
  const before = server.seen.length;
  const { value } = await read(connection, 'ServerTls');
  expect(value?.versions).toEqual(['TLSv1.2', 'TLSv1.3']);
  expect(value?.certificate).toMatchObject({ isForHost: true, key: 'ec' });
  expect(value?.certificate.daysLeft).toBeGreaterThan(365);
  expect(server.seen.length).toBe(before);
  expect(requestLines(log.kinds()).join('\n')).toContain('connect  TLS handshake (without credential)  5');
});

test('a certificate of another name and one that has ended are told as they are', async () => {
  const skip = { 'insecure-skip-tls-verify': true };
  const other = await fakeServer(greeting(), { tls: 'other-name' });
  const named = await read(await connectWith(config(other.url, USER, skip)), 'ServerTls');
  expect(named.value?.certificate.isForHost).toBe(false);
  const expired = await fakeServer(greeting(), { tls: 'expired' });
  const ended = await read(await connectWith(config(expired.url, USER, skip)), 'ServerTls');
  expect(ended.value?.certificate.daysLeft).toBeLessThan(0);
});

test('of a credential only facts are told', async () => {
  const server = await fakeServer(greeting(), { tls: 'server' });
  const claims = { iss: 'x', sub: 'system:serviceaccount:ci:deployer', iat: 1_700_000_000, exp: 1_707_776_000 };
  const token = `${btoa('{}')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2lnbmF0dXJl`;
  const skip = { 'insecure-skip-tls-verify': true };
  const found = await read(await connectWith(config(server.url, { token }, skip)), 'CredentialFacts');
  expect(found.value).toEqual({
    form: 'token',
    token: { kind: 'jwt', lifetimeDays: 90, serviceAccount: 'system:serviceaccount:ci:deployer' },
    skipsTlsVerify: true,
    scheme: 'https',
  });
  const opaque = await read(await connectWith(config(server.url, USER, CLUSTER)), 'CredentialFacts');
  expect(opaque.value).toMatchObject({ form: 'token', token: { kind: 'opaque' }, skipsTlsVerify: false });
  expect(opaque.value?.certificate?.lifetimeDays).toBeGreaterThan(365);
  const text = JSON.stringify([found, opaque]);
  for (const secret of ['very-secret-token', 'c2lnbmF0dXJl', 'BEGIN']) expect(text).not.toContain(secret);
});

const RECORDS = '/api/v1/namespaces/kube-system/configmaps/';

async function records(data: Readonly<Record<string, Readonly<Record<string, string>>>>) {
  const handler: Handler = ({ path: asked }, response) => {
    const found = asked.startsWith(RECORDS) ? data[asked.slice(RECORDS.length)] : undefined;
    return found === undefined ? notFoundAt(response, asked) : json(response, { data: found });
  };
  const server = await fakeServer(greeting(handler));
  return read(await connectWith(config(server.url)), 'ControlPlaneRecords');
}

test('of what kubeadm has written down a few members are kept', async () => {
  const found = await records({
    'kubeadm-config': {
      ClusterConfiguration:
        'apiServer: {extraArgs: [{name: audit-log-path, value: /a.log}, {name: anonymous-auth, value: "false"}]}\n' +
        'scheduler: {extraArgs: {profiling: "false"}}\netcd: {local: {extraArgs: []}}\n',
    },
    'kubelet-config': { kubelet: 'readOnlyPort: 10255\nclusterDNS: [10.0.0.10]\nstaticPodURLHeader: {a: [hidden]}\n' },
    'kube-proxy': { 'config.conf': 'metricsBindAddress: 0.0.0.0:10249\n', 'kubeconfig.conf': 'token: hidden' },
  });
  expect(found.value).toEqual({
    flags: {
      'kube-apiserver': { 'audit-log-path': '/a.log', 'anonymous-auth': 'false' },
      'kube-controller-manager': {},
      'kube-scheduler': { profiling: 'false' },
      etcd: {},
    },
    kubelet: { readOnlyPort: 10255 },
    kubeProxy: { metricsBindAddress: '0.0.0.0:10249' },
  });
});

test('no record at all is absent, one that is denied is denied, and broken YAML is an error', async () => {
  expect((await records({})).coverage.state).toBe('absent');
  expect((await records({ 'kubelet-config': { kubelet: '{' } })).coverage.state).toBe('error');
  const denied = await fakeServer(
    greeting(({ path: asked }, response) =>
      asked.endsWith('kubeadm-config')
        ? refusal(response, 403, 'Forbidden', 'no')
        : json(response, { data: { kubelet: '{}' } }),
    ),
  );
  const found = await read(await connectWith(config(denied.url)), 'ControlPlaneRecords');
  expect(found.coverage).toEqual({ state: 'denied', reason: 'get ConfigMaps in kube-system is denied to you' });
});

const NODES = { items: [{ metadata: { name: 'a' } }, { metadata: { name: 'b' } }] };

async function kubelets(answer: Handler, isAsked = true) {
  const handler: Handler = (seen, response) =>
    seen.path === '/api/v1/nodes' ? json(response, NODES) : answer(seen, response);
  const server = await fakeServer(greeting(handler));
  const file = write(folder(), 'config', config(server.url));
  const connection = await connect({ kubeconfig: file, kubelet: isAsked });
  return { found: await read(connection, 'KubeletConfigs'), asked: server.seen.map(({ path: asked }) => asked) };
}

test('kubelets are not asked without --kubelet', async () => {
  const { found, asked } = await kubelets((_, response) => json(response, {}), false);
  expect(found.coverage.reason).toContain('--kubelet');
  expect(asked.filter((each) => each.includes('nodes'))).toEqual([]);
});

test('of each kubelet the settings that checks judge are kept, and who did not answer is named', async () => {
  const { found, asked } = await kubelets(({ path: at }, response) => {
    if (at.includes('/b/')) return refusal(response, 404, 'NotFound', 'no such page');
    const kubeletconfig = { authentication: { anonymous: { enabled: true } }, clusterDomain: 'x', podPidsLimit: -1 };
    return json(response, { kubeletconfig });
  });
  expect(asked).toContain('/api/v1/nodes/a/proxy/configz');
  expect(found.value).toEqual({
    nodes: [{ node: 'a', settings: { 'authentication.anonymous.enabled': true, podPidsLimit: -1 } }],
    unread: [{ node: 'b', reason: 'no such page' }],
  });
});

test('who may not ask one kubelet is told the right that is missing', async () => {
  const { found } = await kubelets((_, response) => refusal(response, 403, 'Forbidden', 'no'));
  expect(found.coverage).toEqual({ state: 'denied', reason: 'get nodes/proxy is denied to you' });
});

test('an address in the kubeconfig is told with what it resolves to', async () => {
  const server = await fakeServer(greeting());
  expect((await read(await connectWith(config(server.url)), 'Endpoint')).value).toEqual({
    scheme: 'http',
    host: '127.0.0.1',
    addresses: ['127.0.0.1'],
  });
});
