/** One identity in several manifests: every copy is given on, named by its file, and changed where it stands. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { asCopy } from '../../../src/kube/copies.ts';
import { refKey, refOf } from '../../../src/kube/refs.ts';
import type { Observed, SourceEvent } from '../../../src/model/ports.ts';
import type { KubeObject } from '../../../src/plugin-api/index.ts';
import { openFiles } from '../../../src/sources/files/index.ts';
import { deployment, folder, SIGNAL, scan } from './harness.ts';

const PODS = 'containers:\n- name: api\n  image: nginx';
const keysOf = (items: readonly Observed[]): readonly string[] => items.map(({ object }) => refKey(refOf(object)));

/** What stands in the end: all that was given on and not taken back. */
function standing(events: readonly SourceEvent[]): readonly string[] {
  const keys = new Set<string>();
  for (const event of events) {
    if (event.type === 'upsert') for (const key of keysOf(event.items)) keys.add(key);
    if (event.type === 'remove') for (const ref of event.refs) keys.delete(refKey(ref));
  }
  return [...keys].sort();
}

test('copies are told by their files, the first of them as well', async () => {
  const path = folder({
    'dev/a.yaml': deployment(PODS),
    'prod/a.yaml': deployment(PODS),
    'b.yaml': deployment(PODS, 'b'),
  });
  const { events, errors, notes } = await scan({ paths: [path], recursive: true });
  expect(errors).toEqual([]);
  expect(standing(events)).toEqual([
    'apps/Deployment/default/api@dev/a.yaml',
    'apps/Deployment/default/api@prod/a.yaml',
    'apps/Deployment/default/b',
  ]);
  expect(notes).toEqual([
    'Defined more than once, each copy is judged with what stands nearest to it: deployment.apps/api in default.',
  ]);
});

test('copies of kinds that no check looks at are told as well, and not as judged', async () => {
  const gate = 'apiVersion: fences.example.com/v1\nkind: Gate\nmetadata: {name: north, namespace: yard}\n';
  const other = gate.replace('fences', 'walls');
  const path = folder({ 'a.yaml': `${gate}---\n${other}`, 'b.yaml': gate, 'c.yaml': gate.replace('yard', 'park') });
  const { errors, notes } = await scan({ paths: [path] });
  expect(errors).toEqual([]);
  expect(notes).toContain(
    'Defined more than once, of kinds that none of the chosen checks looks at: gate.fences.example.com/north in yard.',
  );
});

test('the name of a copy does not depend on how its file was given', async () => {
  const path = folder({ 'dev/a.yaml': deployment(PODS), 'prod/a.yaml': deployment(PODS) });
  const byFile = await scan({ paths: [join(path, 'prod/a.yaml'), join(path, 'dev/a.yaml')] });
  const byFolder = await scan({ paths: [path], recursive: true });
  expect(standing(byFile.events)).toEqual(standing(byFolder.events));
});

test('several of one name in a file are numbered, generated names among them', async () => {
  const job = 'apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: once-}\n';
  const text = `${job}spec: {template: {spec: {containers: [{name: a, image: b}]}}}\n`;
  const { events } = await scan({ paths: [folder({ 'a.yaml': `${text}---\n${text}---\n${text}` })] });
  expect(standing(events)).toEqual(['', '#2', '#3'].map((number) => `batch/Job/default/once-@a.yaml${number}`));
});

test('of a hundred copies one line is said', async () => {
  const text = Array.from({ length: 100 }, (_, at) => deployment(PODS, `a${at}`)).join('---\n');
  const { notes, errors } = await scan({ paths: [folder({ 'a.yaml': text, 'b.yaml': text })] });
  expect(errors).toEqual([]);
  expect(notes).toEqual([expect.stringMatching(/: deployment\.apps\/a0 in default, .* and 95 more objects\.$/)]);
});

async function opened(path: string) {
  const files = openFiles({ paths: [path], recursive: true, namespace: 'default' });
  const options = { kinds: [], evidence: [], namespaces: [], watch: false };
  for await (const _ of files.source.stream(options, SIGNAL));
  return files.target;
}

test('a change goes to the copy that is meant, and is taken back there', async () => {
  const text = deployment(PODS);
  const path = folder({ 'dev/a.yaml': text, 'prod/a.yaml': text });
  const target = await opened(path);
  const ref = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'api', file: 'prod/a.yaml' };
  const { restore, after } = await target.write(
    { op: 'patch', ref, fieldChanges: [{ path: ['spec', 'template', 'spec', 'hostUsers'], after: false }] },
    { dryRun: false },
    SIGNAL,
  );
  expect(after === undefined ? undefined : refOf(after)).toEqual(ref);
  expect(readFileSync(join(path, 'dev/a.yaml'), 'utf8')).toBe(text);
  expect(readFileSync(join(path, 'prod/a.yaml'), 'utf8')).toContain('hostUsers: false');
  await target.restore?.(restore ?? null, { dryRun: false }, SIGNAL);
  expect(readFileSync(join(path, 'prod/a.yaml'), 'utf8')).toBe(text);
});

test('what is new for one environment is written there, and found again when it is the only one', async () => {
  const path = folder({ 'dev/a.yaml': deployment(PODS), 'prod/a.yaml': deployment(PODS) });
  const policy: KubeObject = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'deny', namespace: 'default' },
  };
  const object = asCopy(policy, 'prod/harden-default.yaml');
  await (await opened(path)).write({ op: 'create', object }, { dryRun: false }, SIGNAL);
  expect(readFileSync(join(path, 'prod/harden-default.yaml'), 'utf8')).toContain('name: deny');
  expect(await (await opened(path)).read(refOf(object), SIGNAL)).toBeDefined();
});
