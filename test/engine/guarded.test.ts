/** What a decision says of itself holds for the changes that may really be made. */
import { expect, test } from 'vitest';
import { buildDecisions } from '../../src/engine/index.ts';
import { createInventory, type Inventory } from '../../src/inventory/index.ts';
import { type Decision, findingReadiness, readyFindings, readyPart } from '../../src/model/decision.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Acknowledged } from '../../src/model/guard.ts';
import type { Change, ObjectRef, Readiness } from '../../src/plugin-api/index.ts';
import { deleted, deployment, observed, pod } from '../support/objects.ts';

interface Told {
  readonly id?: string;
  readonly subject: ObjectRef;
  readonly changes: readonly Change[];
  readonly readiness?: Readiness;
}

function finding({ id = 'one', subject, changes, readiness = 'ready' }: Told): Finding {
  return {
    id,
    check: 'area/check',
    severity: 'high',
    confidence: 'direct',
    subject,
    message: 'It fails.',
    evidence: [],
    remediation: null,
    judged: '',
    proposal: { readiness, reason: 'It is so.', changes },
    place: { key: 'place', title: 'Place' },
  };
}

interface Around {
  readonly inventory?: Inventory;
  readonly acknowledged?: Acknowledged;
}

function decide(findings: readonly Finding[], { inventory = createInventory(), ...around }: Around = {}): Decision {
  const [decision] = buildDecisions(findings, {
    ...around,
    sourceType: 'live',
    inventory,
    checks: new Map(),
    itemNumber: () => 1,
    folds: () => false,
  });
  if (decision === undefined) throw new Error('no decision');
  return decision;
}

function namespaceRef(name: string): ObjectRef {
  return { apiVersion: 'v1', kind: 'Namespace', name };
}
function edit(target: ObjectRef): Change {
  return { op: 'edit', target, edits: [{ op: 'set', path: ['metadata', 'labels', 'a'], value: 'b' }] };
}
const SHOP = namespaceRef('shop');

test.each(['kube-system', 'cilium-test', 'monitoring'])('%s is not ready before it was acknowledged', (name) => {
  const told = [finding({ subject: namespaceRef(name), changes: [edit(namespaceRef(name))] })];
  const decision = decide(told);
  expect(decision).toMatchObject({ readiness: 'elsewhere', refusal: { allow: 'system' } });
  expect([readyFindings(decision), readyPart(decision)]).toEqual([0, undefined]);
  const acknowledged = decide(told, { acknowledged: { includeSystem: true } });
  expect(acknowledged.readiness).toBe('ready');
  expect([acknowledged.refusal, readyFindings(acknowledged)]).toEqual([undefined, 1]);
  expect(decide(told, { acknowledged: { allowManaged: true } }).readiness).toBe('elsewhere');
});

test('what a change touches counts, and not its subject alone', () => {
  const elsewhere = edit({ apiVersion: 'v1', kind: 'ServiceAccount', namespace: 'kube-system', name: 'default' });
  expect(decide([finding({ subject: SHOP, changes: [elsewhere] })])).toMatchObject({
    readiness: 'elsewhere',
    refusal: { allow: 'system' },
  });
  const system = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', name: 'system:auth-delegator' };
  expect(decide([finding({ subject: SHOP, changes: [edit(system)] })]).readiness).toBe('elsewhere');
  const secret = edit({ apiVersion: 'v1', kind: 'Secret', namespace: 'shop', name: 'token' });
  expect(decide([finding({ subject: SHOP, changes: [secret] })])).toMatchObject({
    readiness: 'elsewhere',
    refusal: { reason: expect.stringContaining('holds a secret') },
  });
});

test('a later variant that touches more does not take the first with it, nor look better than it is', () => {
  const system = { apiVersion: 'v1', kind: 'ServiceAccount', namespace: 'kube-system', name: 'default' };
  const decision = decide([
    finding({ id: 'own', subject: SHOP, changes: [edit(SHOP)] }),
    finding({ id: 'more', subject: SHOP, changes: [edit(system)], readiness: 'review' }),
  ]);
  expect([decision.readiness, decision.refusal, readyPart(decision)]).toEqual(['elsewhere', undefined, '1 of 2 ready']);
  expect(decision.findings.map((each) => [each.id, findingReadiness(each, decision.variants)])).toEqual([
    ['more', 'elsewhere'],
    ['own', 'ready'],
  ]);
});

test('what is being deleted, mirrored or written by a controller is not ready, whoever acknowledges what', () => {
  const inventory = createInventory();
  const mirror = pod('shop', 'mirror');
  const mirrored = { ...mirror.metadata, annotations: { 'kubernetes.io/config.mirror': 'x' } };
  inventory.apply({
    type: 'upsert',
    kind: 'Deployment',
    items: observed(deleted(deployment('shop', 'ending'))),
  });
  inventory.apply({ type: 'upsert', kind: 'Pod', items: observed({ ...mirror, metadata: mirrored }) });
  const acknowledged = { includeSystem: true, allowManaged: true };
  const refs: readonly ObjectRef[] = [
    { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'ending' },
    { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'mirror' },
  ];
  for (const ref of refs) {
    const decision = decide([finding({ subject: ref, changes: [edit(ref)] })], { inventory, acknowledged });
    expect([decision.readiness, decision.refusal?.allow]).toEqual(['elsewhere', undefined]);
    expect(decision.refusal).toBeDefined();
  }
});
