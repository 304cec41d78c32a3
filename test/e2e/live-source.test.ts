import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { TYPED_KINDS } from '../../src/kube/kinds.ts';
import type { SourceEvent, StreamOptions } from '../../src/model/ports.ts';
import type { EvidenceKind, Kind } from '../../src/plugin-api/index.ts';
import {
  type ConnectionFlags,
  connectLive,
  type LiveConnection,
  type LiveOptions,
} from '../../src/sources/live/index.ts';
import { wantedRelease } from '../cluster/kubernetes.ts';
import { cluster, ownCluster, type TestCluster } from '../support/cluster.ts';
import { requests } from '../support/requests.ts';

let the: TestCluster;
beforeAll(() => {
  the = cluster();
});

const EVIDENCE: readonly EvidenceKind[] = ['ServerFlags', 'Metrics', 'ServerVersion', 'Discovery', 'Identity', 'Today'];
const OPTIONS: StreamOptions = { kinds: requests(...TYPED_KINDS), evidence: EVIDENCE, namespaces: [], watch: false };

async function connect(flags: ConnectionFlags, options: LiveOptions = {}): Promise<LiveConnection> {
  const hooks = { hasScreen: () => true };
  const connection = await connectLive(flags, hooks, new AbortController().signal, options);
  onTestFinished(() => connection.close());
  return connection;
}

async function drain(connection: LiveConnection, options: Partial<StreamOptions> = {}): Promise<SourceEvent[]> {
  const events: SourceEvent[] = [];
  const stream = connection.source.stream({ ...OPTIONS, ...options }, new AbortController().signal);
  for await (const event of stream) events.push(event);
  return events;
}

function coverage(events: readonly SourceEvent[]): readonly string[] {
  return events.flatMap((event) =>
    event.type === 'coverage' && event.coverage.state !== 'syncing'
      ? `${event.kind}${event.namespace === undefined ? '' : ` ${event.namespace}`}: ${event.coverage.state}`
      : [],
  );
}

function names(events: readonly SourceEvent[], kind: Kind): readonly string[] {
  return events.flatMap((event) =>
    event.type === 'upsert' && event.kind === kind ? event.items.map(({ object }) => object.metadata.name) : [],
  );
}

test('the administrator reads every kind and all evidence', async () => {
  const connection = await connect({ kubeconfig: the.kubeconfig });
  const events = await drain(connection);
  expect(coverage(events).toSorted()).toEqual(TYPED_KINDS.map((kind) => `${kind}: full`).toSorted());
  const evidence = Object.assign({}, ...events.map((event) => (event.type === 'evidence' ? event.evidence : {})));
  expect(Object.values(evidence).map((found) => (found as { coverage: object }).coverage)).toEqual(
    EVIDENCE.map(() => ({ state: 'full' })),
  );
  expect(evidence.ServerFlags.value.flags['authorization-mode']).toContain('RBAC');
  expect(evidence.Metrics.value.map(({ name }: { name: string }) => name)).toContain('apiserver_audit_level_total');
  const { version, minor } = await wantedRelease();
  expect(evidence.ServerVersion.value).toMatchObject({ major: 1, minor });
  expect(evidence.Discovery.value).toContainEqual(
    expect.objectContaining({ group: 'apps', resource: 'deployments', kind: 'Deployment', namespaced: true }),
  );
  expect(evidence.Identity.value.groups).toContain('system:masters');
  const system = (await the.api.json('GET', '/api/v1/namespaces/kube-system')) as { metadata: { uid: string } };
  expect(connection.identity).toMatchObject({ id: system.metadata.uid, server: the.server, version });
});

test('pages give the same objects as one list', async () => {
  const [paged, whole] = [
    await connect({ kubeconfig: the.kubeconfig }, { pageSize: 3 }),
    await connect({ kubeconfig: the.kubeconfig }),
  ];
  const kinds = requests('ClusterRole');
  const [few, all] = [await drain(paged, { kinds, evidence: [] }), await drain(whole, { kinds, evidence: [] })];
  expect(names(few, 'ClusterRole')).toEqual(names(all, 'ClusterRole'));
  expect(few.filter(({ type }) => type === 'upsert').length).toBeGreaterThan(10);
});

test('a user without rights learns what is denied, kind by kind, and passes nothing', async () => {
  const connection = await connect({ kubeconfig: await the.tokenKubeconfig('denied') });
  const events = await drain(connection);
  expect(events.filter(({ type }) => type === 'upsert')).toEqual([]);
  const denied = coverage(events).filter((text) => !text.includes(' default'));
  expect(denied.toSorted()).toEqual(TYPED_KINDS.map((kind) => `${kind}: denied`).toSorted());
  const evidence = Object.assign({}, ...events.map((event) => (event.type === 'evidence' ? event.evidence : {})));
  expect([evidence.ServerFlags.coverage.state, evidence.Metrics.coverage.state]).toEqual(['denied', 'denied']);
  expect(evidence.ServerVersion.coverage.state).toBe('full');
  expect(connection.identity.id).toMatch(/^address-[0-9a-f]{32}$/);
});

test('a user with rights in one namespace reads that one, whatever the rest says', async () => {
  const namespace = await the.namespace('team-a');
  await the.api.json('POST', `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/rolebindings`, {
    metadata: { name: 'view' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'team-a' }],
  });
  const connection = await connect({ kubeconfig: await the.tokenKubeconfig('team-a', namespace) });
  const kinds = requests('Namespace', 'ServiceAccount', 'RoleBinding');
  const events = await drain(connection, { kinds, evidence: [] });
  expect(coverage(events).toSorted()).toEqual(
    [
      'Namespace: denied',
      `Namespace ${namespace}: full`,
      'RoleBinding: denied',
      `RoleBinding ${namespace}: denied`,
      'ServiceAccount: denied',
      `ServiceAccount ${namespace}: full`,
    ].toSorted(),
  );
  expect(names(events, 'ServiceAccount')).toEqual(['default']);
  const messages = events.filter((event) => event.type === 'message');
  expect(messages).toEqual([
    { type: 'message', level: 'warning', text: expect.stringContaining('unknown, not passed: you may not list') },
  ]);
});

test('a viewer asks once a namespace what is allowed, and reads only there', async () => {
  const namespace = await the.namespace('viewed');
  const connection = await connect({ kubeconfig: await the.tokenKubeconfig('viewer') });
  const events = await drain(connection, {
    kinds: requests('Namespace', 'Pod'),
    evidence: [],
    namespaces: [namespace],
  });
  expect(coverage(events)).toEqual(['Namespace: full', `Pod ${namespace}: full`]);
});

test('impersonation with groups is honoured by the server', async () => {
  const connection = await connect({ kubeconfig: the.kubeconfig, as: 'jane', asGroups: ['auditors', 'dev'] });
  expect(connection.me).toEqual({ username: 'jane', groups: ['auditors', 'dev', 'system:authenticated'] });
});

test('what is planted in Secrets, environments and annotations never leaves the source', async () => {
  const canary = `canary-${Math.random().toString(36).slice(2)}`;
  const namespace = await the.namespace('canary');
  const manifest = {
    apiVersion: 'v1',
    kind: 'List',
    items: [
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, stringData: { password: canary } },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { password: canary } },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'd', annotations: { note: canary } },
        spec: {
          selector: { matchLabels: { app: 'd' } },
          template: {
            metadata: { labels: { app: 'd' }, annotations: { note: canary } },
            spec: { containers: [{ name: 'a', image: 'example.com/a:1', env: [{ name: 'P', value: canary }] }] },
          },
        },
      },
    ],
  };
  await the.kubectl(['apply', '-n', namespace, '-f', '-'], { stdin: JSON.stringify(manifest) });
  const connection = await connect({ kubeconfig: the.kubeconfig });
  const events = await drain(connection, { namespaces: [namespace] });
  expect(names(events, 'Deployment')).toEqual(['d']);
  expect(JSON.stringify(events)).not.toContain(canary);
  const ref = { apiVersion: 'v1', kind: 'Secret', namespace, name: 's' };
  const secret = await connection.target.read(ref, new AbortController().signal);
  expect(secret).toMatchObject({ kind: 'Secret', metadata: { name: 's' } });
  expect(JSON.stringify(secret)).not.toContain(canary);
  const facts = events.flatMap((event) => (event.type === 'upsert' && event.kind === 'Deployment' ? event.items : []));
  expect(facts[0]?.facts).toMatchObject({ owner: { manager: 'kubectl', label: 'kubectl apply' } });
});

test('of a Secret its metadata alone is asked for, listed and watched, and tells its keys and their day', async () => {
  const namespace = `secrets-${process.pid}`;
  await the.kubectl(['create', 'namespace', namespace]);
  await the.kubectl(['create', 'secret', 'generic', 'listed', '--from-literal=api.key=canary-1', '-n', namespace]);
  const connection = await connect({ kubeconfig: the.kubeconfig });
  const stop = new AbortController();
  const seen: unknown[] = [];
  const kinds = requests('Secret');
  const stream = connection.source.stream({ kinds, evidence: [], namespaces: [namespace], watch: true }, stop.signal);
  for await (const event of stream) {
    if (event.type === 'upsert') seen.push(...event.items.map(({ object }) => object));
    if (event.type === 'synced')
      await the.kubectl(['create', 'secret', 'generic', 'watched', '--from-literal=b=canary-2', '-n', namespace]);
    if (seen.length === 2) break;
  }
  stop.abort();
  const today = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);
  expect(seen).toEqual([
    expect.objectContaining({ apiVersion: 'v1', kind: 'Secret', keys: ['api.key'], dataSetAt: today }),
    expect.objectContaining({ apiVersion: 'v1', kind: 'Secret', keys: ['b'], dataSetAt: today }),
  ]);
  expect(JSON.stringify(seen)).not.toContain('canary-');
});

test('a watch brings what is created, changed and deleted', async () => {
  const namespace = await the.namespace('watched');
  const connection = await connect({ kubeconfig: the.kubeconfig });
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  const accounts = `/api/v1/namespaces/${namespace}/serviceaccounts`;
  const options = {
    ...OPTIONS,
    kinds: requests('ServiceAccount'),
    evidence: [],
    namespaces: [namespace],
    watch: true,
  } as const;
  const seen: string[] = [];
  for await (const event of connection.source.stream(options, controller.signal)) {
    if (event.type === 'synced') await the.api.json('POST', accounts, { metadata: { name: 'made' } });
    if (event.type === 'upsert' && event.items.some(({ object }) => object.metadata.name === 'made')) {
      seen.push('upsert');
      await the.api.json('DELETE', `${accounts}/made`);
    }
    if (event.type === 'remove') {
      seen.push(`remove ${event.refs.map(({ name }) => name).join()}`);
      break;
    }
  }
  expect(seen).toEqual(['upsert', 'remove made']);
});

test('an API server that stops answering is stale, current once it answers again, and stale when it is killed', async () => {
  const own = await ownCluster();
  const connection = await connect({ kubeconfig: own.kubeconfig }, { timeouts: { watchIdle: 1500, headers: 1500 } });
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  const options = { ...OPTIONS, kinds: requests('ServiceAccount'), evidence: [], watch: true } as const;
  const seen: string[] = [];
  for await (const event of connection.source.stream(options, controller.signal)) {
    if (event.type === 'synced') own.pauseApiServer();
    if (event.type === 'upsert' && event.items.some(({ object }) => object.metadata.namespace === 'after')) {
      seen.push('upsert');
      await own.killApiServer();
    }
    if (event.type !== 'coverage') continue;
    const { state } = event.coverage;
    if (seen.at(-1) !== state) seen.push(state);
    if (state === 'stale' && seen.includes('upsert')) break;
    if (state !== 'stale') continue;
    own.resumeApiServer();
    await own.api.json('POST', '/api/v1/namespaces', { metadata: { name: 'after' } });
  }
  // A quiet watch may time out more than once on the way.
  expect(seen.slice(0, 3)).toEqual(['syncing', 'full', 'stale']);
  expect(seen.at(-1)).toBe('stale');
  expect(seen).toContain('upsert');
});
