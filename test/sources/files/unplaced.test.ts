/** Objects that name no namespace: nobody knows where they go, unless they are told. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createEngine } from '../../../src/engine/index.ts';
import { createInventory } from '../../../src/inventory/index.ts';
import { objectName, placedResource, refOf } from '../../../src/kube/refs.ts';
import { UNPLACED } from '../../../src/kube/unplaced.ts';
import { defineCheck } from '../../../src/plugin-api/index.ts';
import { openFiles } from '../../../src/sources/files/index.ts';
import { ALL, deployment, folder, SIGNAL, serviceAccount } from './harness.ts';

const TEXT = deployment('containers:\n- name: api\n  image: nginx');
const LOOK = { kinds: [], evidence: [], namespaces: [], watch: false };

const namespaces = defineCheck({
  mode: 'automated',
  meta: {
    id: 'test/namespaces',
    title: 'No namespace',
    severity: 'high',
    rationale: '',
    guidance: '',
    item: 'workloads',
    refs: [],
    since: '0.1.0',
  },
  subject: 'Namespace',
  reads: [],
  evaluate: ({ name }) => [{ message: name }],
});

async function read(namespace?: string) {
  const path = folder({ 'a.yaml': TEXT, 'b.yaml': serviceAccount('b', '  namespace: shop\n') });
  const files = openFiles({ paths: [path], ...(namespace === undefined ? {} : { namespace }) });
  const inventory = createInventory();
  const notes: string[] = [];
  for await (const event of files.source.stream(ALL, SIGNAL)) {
    if (event.type === 'message') notes.push(event.text.replaceAll(path, 'DIR'));
    inventory.apply(event);
  }
  return { path, inventory, notes, target: files.target };
}

test('it is said, and no namespace is judged for them', async () => {
  const { inventory, notes } = await read();
  expect(notes).toEqual([
    '1 object names no namespace: nothing is said of the one they go to. -n NAMESPACE sets it: DIR/a.yaml.',
  ]);
  const [found] = inventory.list('Deployment');
  const ref = found === undefined ? undefined : refOf(found);
  expect(ref?.namespace).toBe(UNPLACED);
  expect(ref === undefined ? '' : objectName(ref)).toBe('Deployment api');
  expect(ref === undefined ? '' : placedResource(ref)).toBe('deployment.apps/api');
  const engine = createEngine({ checks: [namespaces], inventory, sourceType: 'files', context: 'test' });
  engine.evaluateAll();
  expect(engine.findings().map(({ message }) => message)).toEqual([]);
});

test('a namespace that is told is theirs, and of no other object', async () => {
  const { inventory, notes } = await read('told');
  expect(notes).toEqual([]);
  expect(inventory.list('Deployment').map(({ metadata }) => metadata.namespace)).toEqual(['told']);
  expect(inventory.list('ServiceAccount').map(({ metadata }) => metadata.namespace)).toEqual(['shop']);
});

test('it is not written into the file, and what was changed with one is taken back without', async () => {
  const { path, target } = await read('told');
  const ref = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'told', name: 'api' };
  const change = { path: ['spec', 'template', 'spec', 'hostUsers'], after: false };
  const { restore } = await target.write({ op: 'patch', ref, fieldChanges: [change] }, { dryRun: false }, SIGNAL);
  expect(readFileSync(join(path, 'a.yaml'), 'utf8')).toBe(`${TEXT}      hostUsers: false\n`);
  const later = openFiles({ paths: [path] });
  for await (const _ of later.source.stream(LOOK, SIGNAL));
  expect(await later.target.read(ref, SIGNAL)).toBeDefined();
  await later.target.restore?.(restore ?? null, { dryRun: false }, SIGNAL);
  expect(readFileSync(join(path, 'a.yaml'), 'utf8')).toBe(TEXT);
});

test('a new object that goes with them names none either', async () => {
  const { path, target } = await read();
  const object = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'new', namespace: UNPLACED } };
  await target.write({ op: 'create', object }, { dryRun: false }, SIGNAL);
  expect(readFileSync(join(path, 'harden-objects.yaml'), 'utf8')).toBe(serviceAccount('new'));
});

test('objects of namespaces that were not asked for are told, as kubectl would refuse them', async () => {
  const path = folder({ 'a.yaml': TEXT, 'b.yaml': serviceAccount('b', '  namespace: shop\n') });
  const said = async (...namespaces: string[]) => {
    const [given, ...others] = namespaces;
    const only = given === undefined || others.length > 0 ? {} : { namespace: given };
    const { source } = openFiles({ paths: [path], ...only });
    const texts: string[] = [];
    for await (const event of source.stream({ ...ALL, namespaces }, SIGNAL))
      if (event.type === 'message') texts.push(event.text.replaceAll(path, 'DIR'));
    return texts;
  };
  expect(await said('shop')).toEqual([]);
  expect(await said('prod')).toEqual([
    '1 object names another namespace than -n: shop. Not judged. kubectl apply -n prod would refuse the whole.',
  ]);
  expect(await said('prod', 'test')).toEqual([
    '1 object names no namespace: nothing is said of the one they go to. -n NAMESPACE sets it: DIR/a.yaml.',
    '1 object names another namespace than -n: shop. Not judged.',
  ]);
});
