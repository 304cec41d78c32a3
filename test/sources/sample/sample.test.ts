import { expect, test } from 'vitest';
import type { FieldChange } from '../../../src/kube/field-change.ts';
import { TYPED_KINDS } from '../../../src/kube/kinds.ts';
import type { KindRequest, SourceEvent, StreamOptions } from '../../../src/model/ports.ts';
import { TargetError } from '../../../src/model/ports.ts';
import type { Kind, KindMap } from '../../../src/plugin-api/index.ts';
import { openSample } from '../../../src/sources/sample/index.ts';
import { requests } from '../../support/requests.ts';
import { CART, NON_ROOT } from './cart.ts';

const ALL = requests(...TYPED_KINDS);

const never = new AbortController().signal;

async function read(sample = openSample(), options: Partial<StreamOptions> = {}): Promise<readonly SourceEvent[]> {
  const events: SourceEvent[] = [];
  const wanted = { kinds: ALL, evidence: [], namespaces: [], watch: false, ...options };
  for await (const event of sample.source.stream(wanted, never)) events.push(event);
  return events;
}
function itemsOf<K extends Kind>(events: readonly SourceEvent[], kind: K): readonly KindMap[K][] {
  return events.flatMap((event) =>
    event.type === 'upsert' && event.kind === kind ? event.items.map(({ object }) => object as KindMap[K]) : [],
  );
}

test('with namespaces named, nothing is said about the others', async () => {
  const service: KindRequest = { kind: 'Service', everywhere: false, namespaces: ['kube-system'] };
  const kinds = [...ALL.filter(({ kind }) => kind !== 'Service'), service];
  const events = await read(openSample(), { namespaces: ['shop'], kinds });
  const covered = (wanted: Kind) =>
    events.flatMap((event) => (event.type === 'coverage' && event.kind === wanted ? [event.namespace ?? '*'] : []));
  expect(covered('ServiceAccount')).toEqual(['shop']);
  expect(covered('Service')).toEqual(['shop', 'kube-system']);
  expect(covered('Namespace')).toEqual(['shop']);
  expect(covered('ClusterRole')).toEqual(['*']);
});

test('what is wanted everywhere is read in every namespace', async () => {
  const accounts: KindRequest = { kind: 'ServiceAccount', everywhere: true, namespaces: [] };
  const kinds = [accounts, ...requests('Service')];
  const events = await read(openSample(), { namespaces: ['shop'], kinds });
  const namespacesOf = (kind: Kind) => new Set(itemsOf(events, kind).map(({ metadata }) => metadata.namespace));
  expect(namespacesOf('ServiceAccount').size).toBeGreaterThan(3);
  expect(namespacesOf('Service')).toEqual(new Set(['shop']));
  expect(events).toContainEqual({ type: 'coverage', kind: 'ServiceAccount', coverage: { state: 'full' } });
});

test('it serves no custom resources', async () => {
  const kind = 'externalsecrets.external-secrets.io' as const;
  const coverage = { state: 'absent', reason: 'externalsecrets.external-secrets.io is not served here' };
  for (const namespaces of [[], ['shop']])
    expect((await read(openSample(), { kinds: requests(kind), namespaces }))[0]).toEqual({
      type: 'coverage',
      kind,
      coverage,
    });
});

test('it is a cluster of some size, with a control plane and with evidence of users', async () => {
  const events = await read();
  expect(itemsOf(events, 'Namespace').length).toBeGreaterThanOrEqual(8);
  const controllers = (['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob'] as const).flatMap((kind) =>
    itemsOf(events, kind),
  );
  expect(controllers.length).toBeGreaterThanOrEqual(25);
  expect(itemsOf(events, 'Node').length).toBe(3);
  const pods = itemsOf(events, 'Pod');
  const mirrors = pods.filter(({ metadata }) => metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined);
  expect(mirrors.map(({ metadata }) => metadata.name)).toContain('kube-apiserver-control-plane-1');
  expect(pods.every(({ status }) => status?.containerStatuses?.[0]?.user?.linux?.uid !== undefined)).toBe(true);
  expect(events.at(-1)).toEqual({ type: 'synced' });
});

test('no environment value, argument of a container or unknown annotation passes its decoder', async () => {
  expect(JSON.stringify(await read())).not.toMatch(/not-a-real-key|last-applied/);
});

test('two samples are equal, and what is done to one is not done to the other', async () => {
  const [one, other] = [openSample(), openSample()];
  expect(await read(one)).toEqual(await read(other));
  await one.target.write({ op: 'patch', ref: CART, fieldChanges: [NON_ROOT] }, { dryRun: false }, never);
  expect(await read(one)).not.toEqual(await read(other));
});

test('only the named namespaces are read, and what belongs to the cluster', async () => {
  const events = await read(openSample(), { namespaces: ['shop'] });
  expect(itemsOf(events, 'Namespace').map(({ metadata }) => metadata.name)).toEqual(['shop']);
  expect(new Set(itemsOf(events, 'Pod').map(({ metadata }) => metadata.namespace))).toEqual(new Set(['shop']));
  expect(itemsOf(events, 'ClusterRole').length).toBeGreaterThan(5);
});

test('a changed template rolls out: new pods that run as it says, the old ones gone', async () => {
  const sample = openSample();
  const podsOf = async () =>
    itemsOf(await read(sample), 'Pod').filter(({ metadata }) => metadata.name.startsWith('cart-'));
  const before = await podsOf();
  await sample.target.write({ op: 'patch', ref: CART, fieldChanges: [NON_ROOT] }, { dryRun: false }, never);
  const after = await podsOf();
  expect(after).toHaveLength(before.length);
  expect(after.every(({ spec }) => spec?.securityContext?.runAsUser === 10001)).toBe(true);
  expect(after.map(({ metadata }) => metadata.name)).not.toEqual(before.map(({ metadata }) => metadata.name));
});

test('a dry run answers as a write would and changes nothing', async () => {
  const sample = openSample();
  const before = await read(sample);
  const { after } = await sample.target.write(
    { op: 'patch', ref: CART, fieldChanges: [NON_ROOT] },
    { dryRun: true },
    never,
  );
  expect(after).toMatchObject({ spec: { template: { spec: { securityContext: { runAsUser: 10001 } } } } });
  expect(await read(sample)).toEqual(before);
});

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'written',
    (error: unknown) => (error instanceof TargetError ? error.code : String(error)),
  );
}

test('preconditions are kept as an API server keeps them', async () => {
  const { target } = openSample();
  const write = (request: Parameters<typeof target.write>[0]) =>
    codeOf(target.write(request, { dryRun: false }, never));
  expect(await write({ op: 'patch', ref: CART, fieldChanges: [{ ...NON_ROOT, before: { runAsUser: 1 } }] })).toBe(
    'drift',
  );
  expect(await write({ op: 'patch', ref: CART, uid: 'another', fieldChanges: [NON_ROOT] })).toBe('drift');
  expect(await write({ op: 'patch', ref: CART, resourceVersion: '1', fieldChanges: [NON_ROOT] })).toBe('drift');
  expect(await write({ op: 'patch', ref: { ...CART, name: 'nope' }, fieldChanges: [] })).toBe('gone');
  expect(await write({ op: 'delete', ref: { ...CART, name: 'nope' } })).toBe('gone');
  const policy = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'p', namespace: 'shop' },
  };
  expect(await write({ op: 'create', object: { ...policy, metadata: { name: 'p', namespace: 'nope' } } })).toBe(
    'invalid',
  );
  expect(await write({ op: 'create', object: policy })).toBe('written');
  expect(await write({ op: 'create', object: policy })).toBe('conflict');
  expect(await write({ op: 'patch', ref: CART, fieldChanges: [NON_ROOT] })).toBe('written');
});

test('pods and templates of jobs stay as they were made, as an API server keeps them', async () => {
  const { target } = openSample();
  const code = (kind: string, name: string, namespace: string, change: FieldChange) => {
    const ref = { apiVersion: kind === 'Job' ? 'batch/v1' : 'v1', kind, namespace, name };
    return codeOf(target.write({ op: 'patch', ref, fieldChanges: [change] }, { dryRun: true }, never));
  };
  const user: FieldChange = { path: ['spec', 'securityContext'], before: {}, after: { runAsUser: 10001 } };
  expect(await code('Pod', 'toolbox', 'default', user)).toBe('invalid');
  expect(await code('Job', 'backfill', 'payments', NON_ROOT)).toBe('invalid');
  const label: FieldChange = { path: ['metadata', 'labels', 'tier'], after: 'tools' };
  expect(await code('Pod', 'toolbox', 'default', label)).toBe('written');
});

test('a watch tells what changed, in order, and ends with its signal', async () => {
  const sample = openSample();
  const controller = new AbortController();
  const options = { kinds: requests('Deployment', 'Pod'), evidence: [], namespaces: ['shop'], watch: true };
  let seen: string[] | undefined;
  for await (const event of sample.source.stream(options, controller.signal)) {
    seen?.push(event.type === 'upsert' ? `upsert ${event.kind}` : event.type);
    if (event.type === 'synced') {
      seen = [];
      void sample.target.write({ op: 'patch', ref: CART, fieldChanges: [NON_ROOT] }, { dryRun: false }, never);
    }
    // The Deployment, two pods gone, two pods new.
    if (seen?.length === 5) controller.abort();
  }
  expect(seen).toEqual(['upsert Deployment', 'remove', 'remove', 'upsert Pod', 'upsert Pod']);
});

test('a deleted object takes what it owns with it', async () => {
  const sample = openSample();
  await sample.target.write({ op: 'delete', ref: CART }, { dryRun: false }, never);
  const events = await read(sample);
  for (const kind of ['Deployment', 'ReplicaSet', 'Pod'] as const)
    expect(itemsOf(events, kind).filter(({ metadata }) => metadata.name.startsWith('cart'))).toEqual([]);
});
