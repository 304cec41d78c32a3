import { expect, test } from 'vitest';
import type { EvidenceSet } from '../../../../src/model/ports.ts';
import type { EvidenceKind } from '../../../../src/plugin-api/index.ts';
import { parseSample } from '../../../../src/sources/live/evidence/metrics.ts';
import { drain } from '../fake-api.ts';
import { fakeServer, greeting, type Handler, json, refusal } from '../fake-server.ts';
import { config, connectWith } from '../setting.ts';

async function evidence(kind: EvidenceKind, handler: Handler): Promise<EvidenceSet> {
  return evidenceOf(kind, greeting(handler));
}

async function evidenceOf(kind: EvidenceKind, handler: Handler): Promise<EvidenceSet> {
  const server = await fakeServer(handler);
  const events = await drain(await connectWith(config(server.url)), { kinds: [], evidence: [kind] });
  const found = events.find((event) => event.type === 'evidence');
  return found?.type === 'evidence' ? found.evidence : {};
}

test('flags come from the newest structured form that the server speaks', async () => {
  const asked: (string | undefined)[] = [];
  const found = await evidence('ServerFlags', ({ headers }, response) => {
    asked.push(headers.accept);
    if (headers.accept?.includes('v1beta1') === true) return refusal(response, 406, 'NotAcceptable', 'only v1alpha1');
    json(response, { kind: 'Flagz', flags: { 'audit-log-path': '/var/log/a.log', 'anonymous-auth': 'false' } });
  });
  expect(asked).toEqual([
    'application/json;v=v1beta1;g=config.k8s.io;as=Flagz',
    'application/json;v=v1alpha1;g=config.k8s.io;as=Flagz',
  ]);
  expect(found.ServerFlags).toEqual({
    coverage: { state: 'full' },
    value: { component: 'kube-apiserver', flags: { 'audit-log-path': '/var/log/a.log', 'anonymous-auth': 'false' } },
  });
});

test.each([
  [403, 'denied', 'GET /flagz is denied to you'],
  [404, 'absent', 'the server does not serve GET /flagz'],
  [406, 'absent', 'the server does not serve GET /flagz'],
  [500, 'error', 'GET /flagz failed: broken'],
] as const)('flags that cannot be read with status %i are %s', async (status, state, reason) => {
  const found = await evidence('ServerFlags', (_, response) => refusal(response, status, '', 'broken'));
  expect(found.ServerFlags).toEqual({ coverage: { state, reason } });
});

test('an answer without flags is an error, not a server without flags', async () => {
  const found = await evidence('ServerFlags', (_, response) => json(response, {}));
  expect(found.ServerFlags?.coverage.state).toBe('error');
});

test('of the metrics only the families that are read are kept', async () => {
  const text = [
    '# HELP apiserver_audit_level_total [ALPHA] x',
    '# TYPE apiserver_audit_level_total counter',
    'apiserver_audit_level_total{level="Metadata"} 42',
    'apiserver_audit_event_total 1.5e+06',
    'apiserver_request_total{verb="GET"} 7',
    'apiserver_audit_level_totals 9',
    'pod_security_evaluations_total{decision="deny",mode="audit"} 3 1700000000000',
    '',
  ].join('\n');
  const found = await evidence('Metrics', (_, response) => void response.end(text));
  expect(found.Metrics?.value).toEqual([
    { name: 'apiserver_audit_level_total', labels: { level: 'Metadata' }, value: 42 },
    { name: 'apiserver_audit_event_total', labels: {}, value: 1_500_000 },
    { name: 'pod_security_evaluations_total', labels: { decision: 'deny', mode: 'audit' }, value: 3 },
  ]);
});

test('labels may hold quotes, braces and line ends', () => {
  expect(parseSample('apiserver_audit_level_total{a="x\\"}",b="\\\\\\n",} 1')).toEqual({
    name: 'apiserver_audit_level_total',
    labels: { a: 'x"}', b: '\\\n' },
    value: 1,
  });
  expect(parseSample('apiserver_audit_level_total{a="b"} NaN')).toBeUndefined();
  expect(parseSample('constructor 1')).toBeUndefined();
});

test('metrics that are denied are denied', async () => {
  const found = await evidence('Metrics', (_, response) => refusal(response, 403, 'Forbidden', 'no'));
  expect(found.Metrics).toEqual({ coverage: { state: 'denied', reason: 'GET /metrics is denied to you' } });
});

function discovery(freshness: string): Handler {
  const pods = {
    resource: 'pods',
    responseKind: { kind: 'Pod' },
    scope: 'Namespaced',
    verbs: ['get', 'list'],
    subresources: [{ subresource: 'exec', verbs: ['create'] }],
  };
  const nodes = { resource: 'nodes', responseKind: { kind: 'Node' }, scope: 'Cluster', verbs: ['get'] };
  return ({ path }, response) =>
    json(response, {
      kind: 'APIGroupDiscoveryList',
      items:
        path === '/api'
          ? [{ metadata: {}, versions: [{ version: 'v1', freshness: 'Current', resources: [pods] }] }]
          : [{ metadata: { name: 'x.example.com' }, versions: [{ version: 'v2', freshness, resources: [nodes] }] }],
    });
}

test('discovery is two requests, flattened', async () => {
  const found = await evidence('Discovery', discovery('Current'));
  expect(found.Discovery?.value).toEqual([
    {
      group: '',
      version: 'v1',
      resource: 'pods',
      kind: 'Pod',
      namespaced: true,
      verbs: ['get', 'list'],
      subresources: [{ name: 'exec', verbs: ['create'] }],
    },
    {
      group: 'x.example.com',
      version: 'v2',
      resource: 'nodes',
      kind: 'Node',
      namespaced: false,
      verbs: ['get'],
      subresources: [],
    },
  ]);
});

test('discovery without a group that does not answer is not complete', async () => {
  const found = await evidence('Discovery', discovery('Stale'));
  expect(found.Discovery).toEqual({
    coverage: { state: 'error', reason: 'aggregated discovery is incomplete: x.example.com/v2 does not answer' },
  });
});

test('a server of before aggregated discovery is absent', async () => {
  const found = await evidence('Discovery', (_, response) => json(response, { kind: 'APIVersions' }));
  expect(found.Discovery?.coverage.state).toBe('absent');
});

test('who the server takes us for, and its version', async () => {
  expect((await evidence('Identity', () => undefined)).Identity?.value).toEqual({
    username: 'jane',
    groups: ['developers'],
  });
  expect((await evidence('ServerVersion', () => undefined)).ServerVersion?.value).toEqual({
    gitVersion: 'v1.36.3',
    major: 1,
    minor: 36,
  });
});

test('a server that emulates an older release counts as that release', async () => {
  const emulating: Handler = (seen, response) =>
    seen.path.endsWith('/version')
      ? json(response, { major: '1', minor: '37', emulationMajor: '1', emulationMinor: '36', gitVersion: 'v1.37.2' })
      : greeting()(seen, response);
  expect((await evidenceOf('ServerVersion', emulating)).ServerVersion?.value).toEqual({
    gitVersion: 'v1.37.2',
    major: 1,
    minor: 36,
  });
});

test('a cluster whose kube-system is denied is told apart by address and authority, and that is said', async () => {
  const warnings: string[] = [];
  const handler: Handler = (seen, response) =>
    seen.path.endsWith('kube-system') ? refusal(response, 403, 'Forbidden', 'no') : greeting()(seen, response);
  const [one, other] = [await fakeServer(handler), await fakeServer(handler)];
  const hooks = { onWarning: (text: string) => warnings.push(text) };
  const first = await connectWith(config(one.url), { hooks });
  const second = await connectWith(config(other.url), { hooks });
  expect(first.identity.id).toMatch(/^address-[0-9a-f]{32}$/);
  expect(first.identity.id).not.toBe(second.identity.id);
  expect(warnings[0]).toBe(
    'the cluster is identified by its address and certificate authority, because get namespace kube-system is denied to you',
  );
});
