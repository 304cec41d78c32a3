/** What one event costs does not grow with what else is in its namespace: verdicts that are made again, counted. */
import { expect, test } from 'vitest';
import { PLUGINS } from '../../plugins/index.ts';
import { ITEMS } from '../../src/catalog/items.ts';
import { createEngine, createRegistry } from '../../src/engine/index.ts';
import { createInventory } from '../../src/inventory/index.ts';
import type { Observed, SourceEvent } from '../../src/model/ports.ts';
import type { KubeObject } from '../../src/plugin-api/index.ts';
import { eventsOf } from '../support/fixture-runner/run.ts';
import { countingVerdicts } from './verdicts.ts';

const NAMESPACE = 'crowded';
const SMALL = 10;
const LARGE = 40;
const PODS_OF_ONE = 3;

const named = (name: string, more: object = {}) => ({ name, namespace: NAMESPACE, uid: `uid-${name}`, ...more });

/** A Deployment with its ReplicaSet, its pods, its account, a Service and a policy. */
function application(number: number): readonly KubeObject[] {
  const name = `app-${number}`;
  const labels = { app: name };
  const spec = { serviceAccountName: name, containers: [{ name: 'main', image: 'registry.example/app:1.0.0' }] };
  const template = { metadata: { labels }, spec };
  const selector = { matchLabels: labels };
  const ownedBy = (kind: string) => [
    {
      apiVersion: 'apps/v1',
      kind,
      name,
      uid: kind === 'Deployment' ? `uid-${name}` : `uid-set-${name}`,
      controller: true,
    },
  ];
  const objects = [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: named(name) },
    { apiVersion: 'v1', kind: 'Service', metadata: named(name), spec: { selector: labels, ports: [{ port: 80 }] } },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: named(name),
      spec: { replicas: PODS_OF_ONE, selector, template },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { ...named(name, { ownerReferences: ownedBy('Deployment') }), uid: `uid-set-${name}` },
      spec: { replicas: PODS_OF_ONE, selector, template },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: named(name),
      spec: { podSelector: selector, policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: selector }] }] },
    },
    ...Array.from({ length: PODS_OF_ONE }, (_, index) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: named(`${name}-${index}`, { labels, ownerReferences: ownedBy('ReplicaSet') }),
      spec: { ...spec, nodeName: 'node-1' },
      status: { phase: 'Running' },
    })),
  ];
  return objects as unknown as readonly KubeObject[];
}

type Happening = readonly [string, (item: Observed) => Observed | undefined];
const HAPPENINGS: readonly Happening[] = [
  ['gets a label', withMeta((metadata) => ({ labels: { ...metadata.labels, growth: 'changed' } }))],
  ['goes', () => undefined],
  ['comes', (item) => item],
];

function withMeta(change: (metadata: KubeObject['metadata']) => object): Happening[1] {
  return (item) => ({
    ...item,
    object: { ...item.object, metadata: { ...item.object.metadata, ...change(item.object.metadata) } },
  });
}

/** Verdicts by check, for each thing that happens to the last pod, Deployment, account and policy. */
function verdictsOf(applications: number): Readonly<Record<string, Readonly<Record<string, number>>>> {
  const counted = countingVerdicts(
    createRegistry(
      PLUGINS,
      ITEMS.map(({ id }) => id),
    ).checks,
  );
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } } as unknown as KubeObject;
  const objects = [namespace, ...Array.from({ length: applications }, (_, number) => application(number)).flat()];
  const events = eventsOf({ objects, coverage: [], evidence: {}, sourceType: 'live' }, counted.checks);
  const inventory = createInventory();
  const engine = createEngine({ checks: counted.checks, inventory, sourceType: 'live', context: 'growth' });
  const send = (event: SourceEvent) => {
    engine.update(inventory.apply(event));
    engine.evaluateAll();
  };
  for (const event of events) engine.update(inventory.apply(event));
  engine.evaluateAll();
  const found: Record<string, Readonly<Record<string, number>>> = {};
  for (const event of events) {
    const item =
      event.type === 'upsert' ? event.items.find(({ object }) => /^app-0(-0)?$/.test(object.metadata.name)) : undefined;
    if (event.type !== 'upsert' || item === undefined) continue;
    for (const [what, change] of HAPPENINGS) {
      counted.take();
      const now = change(item);
      const { apiVersion, kind, metadata } = item.object;
      const ref = { apiVersion, kind, name: metadata.name, namespace: NAMESPACE };
      send(
        now === undefined
          ? { type: 'remove', kind: event.kind, refs: [ref] }
          : { type: 'upsert', kind: event.kind, items: [now] },
      );
      found[`${event.kind} ${what}`] = counted.take();
    }
  }
  return found;
}

test('no check judges the others in a namespace again', () => {
  const [small, large] = [verdictsOf(SMALL), verdictsOf(LARGE)];
  expect(Object.keys(large).length).toBeGreaterThan(10);
  const grown = Object.entries(large).flatMap(([happening, verdicts]) =>
    Object.entries(verdicts).flatMap(([check, now]) => {
      const before = small[happening]?.[check] ?? 0;
      return now > before + 1 ? [`${check}: ${happening}: ${before} to ${now}`] : [];
    }),
  );
  expect(grown).toEqual([]);
});
