/** The table of kinds is what the types of the client say. */
import { expect, test } from 'vitest';
import { KINDS, TYPED_KINDS } from '../../src/kube/kinds.ts';
import { MODELS } from '../../src/sources/files/read/shapes.generated.ts';
import { isSimple } from '../../src/sources/files/read/simple-types.ts';
import { openClient } from '../../src/tools/generate/kinds/client.ts';
import { kindFiles } from '../../src/tools/generate/kinds/index.ts';
import { MAY_LACK, QUANTITIES } from '../../src/tools/generate/kinds/typed.ts';
import { ROOT } from '../../src/tools/imports.ts';

test('resources are found with their group, scope and plural, those of subresources are not', () => {
  const { resources, release } = openClient(ROOT);
  expect(resources.get('V1Deployment')).toEqual({
    model: 'V1Deployment',
    group: 'apps',
    version: 'v1',
    plural: 'deployments',
    namespaced: true,
  });
  expect(resources.get('V1Node')).toMatchObject({ group: '', plural: 'nodes', namespaced: false });
  expect(resources.has('V1Eviction')).toBe(false);
  expect(release).toMatch(/^1\.\d+$/);
});

test('a model tells its members and which of them its type does not let go', async () => {
  const client = openClient(ROOT);
  const rule = await client.model('V1PolicyRule');
  expect(rule?.attributes.map(({ baseName }) => baseName)).toContain('nonResourceURLs');
  expect([...(rule?.required ?? [])]).toEqual(['verbs']);
  expect(await client.model('string')).toBeUndefined();
});

test('every member is of a simple type or of a model that is there', () => {
  const types = Object.values(MODELS).flatMap(({ members }) => Object.values(members));
  const unknown = types
    .map((type) => type.replace(/(\[\]|\{\})+$/, ''))
    .filter((type) => !isSimple(type) && !(type in MODELS));
  expect(unknown).toEqual([]);
});

test('what is written by hand is about members that exist', () => {
  for (const [model, members] of [...Object.entries(QUANTITIES), ...Object.entries(MAY_LACK)])
    for (const member of members) expect(MODELS[model]?.members, model).toHaveProperty([member]);
});

test('kinds with a pod template know its place', () => {
  const placed = TYPED_KINDS.filter((kind) => KINDS[kind].template !== undefined);
  expect(Object.fromEntries(placed.map((kind) => [kind, KINDS[kind].template?.join('.')]))).toEqual({
    ReplicationController: 'spec.template',
    PodTemplate: 'template',
    Deployment: 'spec.template',
    ReplicaSet: 'spec.template',
    StatefulSet: 'spec.template',
    DaemonSet: 'spec.template',
    Job: 'spec.template',
    CronJob: 'spec.jobTemplate.spec.template',
  });
});

test('generated files are exempt from limits by their name, so they have it', async () => {
  for (const { path } of await kindFiles(ROOT)) expect(path).toMatch(/\.generated\.ts$/);
});
