/** What a kustomization may say besides its resources and patches, each member by lot. */
import type { JsonObject } from '../../../../src/plugin-api/index.ts';
import type { Drawing } from './drawing.ts';
import { apiVersionOf } from './objects.ts';

/** Prefix, suffix, namespace, labels, images and the like. */
export function drawTransformations(drawing: Drawing, folder: string): JsonObject {
  const { kind, name, app } = drawing.anyWorkload();
  const stem = folder.replaceAll('/', '-');
  return {
    ...(!drawing.isPlaced && drawing.sometimes(2) ? { namespace: `${stem}-space` } : {}),
    ...(drawing.sometimes(3) ? { namePrefix: drawing.pick([`${stem}-`, 'a-', 'ca']) } : {}),
    ...(drawing.sometimes(4) ? { nameSuffix: drawing.pick([`-${stem}`, '-2', 't']) } : {}),
    ...drawLabels(drawing, stem),
    ...(drawing.sometimes(2) ? { images: [drawImage(drawing, app)] } : {}),
    ...(drawing.sometimes(3) && kind !== 'CronJob' && kind !== 'DaemonSet' ? { replicas: [{ name, count: 3 }] } : {}),
    ...(drawing.sometimes(5) ? { buildMetadata: ['originAnnotations'] } : {}),
    ...(drawing.sometimes(9) ? { buildMetadata: ['managedByLabel'] } : {}),
    ...(drawing.sometimes(40) ? { buildMetadata: ['transformerAnnotations'] } : {}),
    ...(drawing.sometimes(5) ? { commonAnnotations: { by: stem, long: `${'so it goes '.repeat(15)}on` } } : {}),
    ...(drawing.sometimes(8) ? { sortOptions: { order: drawing.pick(['fifo', 'legacy']) } } : {}),
  };
}

function drawImage(drawing: Drawing, name: string): JsonObject {
  const image = { name: `registry.test/${name}` };
  return drawing.pick<JsonObject>([
    { ...image, newTag: '2' },
    { ...image, newName: `mirror.test:5000/${name}` },
    { ...image, digest: `sha256:${'0f'.repeat(32)}` },
  ]);
}

function drawLabels(drawing: Drawing, stem: string): JsonObject {
  const team = { [`team-${stem}`]: 'blue' };
  return drawing.pick<JsonObject>([
    {},
    {},
    { commonLabels: team },
    { labels: [{ pairs: team, includeSelectors: drawing.sometimes(2) }] },
    { labels: [{ pairs: team, includeTemplates: true }] },
  ]);
}

/** Where settings are made the first time. */
export function drawGenerators(drawing: Drawing, folder: string): JsonObject {
  if (drawing.sometimes(2)) return {};
  const from = drawing.lot(3);
  if (from === 0) drawing.files[`${folder}/app.yaml`] = 'level: info\nimage: none\n';
  if (from === 1) drawing.files[`${folder}/app.env`] = '# how much\nLEVEL=info\n';
  const sources: readonly JsonObject[] = [{ files: ['app.yaml'] }, { envs: ['app.env'] }, { literals: ['LEVEL=info'] }];
  const options: JsonObject = drawing.sometimes(4) ? { options: { disableNameSuffixHash: true } } : {};
  const secret = { name: `${folder.replaceAll('/', '-')}-secret`, type: 'Opaque', literals: ['KEY=unused'] };
  const name = drawing.hasSettings ? `${folder}-settings` : 'settings';
  drawing.hasSettings = true;
  return {
    configMapGenerator: [{ name, ...sources[from], ...options }],
    ...(drawing.sometimes(2) ? { secretGenerator: [secret] } : {}),
    ...(drawing.sometimes(5) ? { generatorOptions: { labels: { made: 'yes' }, immutable: true } } : {}),
  };
}

/** Over a base that makes settings. */
export function drawRegenerators(drawing: Drawing): JsonObject {
  if (!drawing.hasSettings) return {};
  const behavior = drawing.pick(['merge', 'replace']);
  return { configMapGenerator: [{ name: 'settings', behavior, literals: [`MORE=${drawing.number()}`] }] };
}

/** Plugins that are built in, in place or in a file; fields that people declare. */
export function drawPlugins(drawing: Drawing, folder: string): JsonObject {
  const { kind, name } = drawing.anyWorkload();
  const plugin = drawing.pick<JsonObject>([
    {
      apiVersion: 'builtin',
      kind: 'AnnotationsTransformer',
      metadata: { name: 'notes' },
      annotations: { plugged: 'in' },
      fieldSpecs: [{ path: 'metadata/annotations', create: true }],
    },
    {
      apiVersion: 'builtin',
      kind: 'PatchTransformer',
      metadata: { name: 'more' },
      target: { kind, name: `.*${name}.*` },
      patch: JSON.stringify([{ op: 'add', path: '/metadata/annotations', value: { late: 'yes' } }]),
    },
    {
      apiVersion: 'builtin',
      kind: 'LabelTransformer',
      metadata: { name: 'marks' },
      labels: { marked: 'late' },
      fieldSpecs: [{ path: 'metadata/labels', create: true }],
    },
  ]);
  if (drawing.sometimes(2)) return { transformers: [`${JSON.stringify(plugin, undefined, 2)}\n`] };
  const file = `plugin-${drawing.number()}.yaml`;
  drawing.write(`${folder}/${file}`, plugin);
  return { transformers: [file] };
}

/** A value of one object in another. */
export function drawReplacements(drawing: Drawing, folder: string): JsonObject {
  const { kind, name, namespace } = drawing.anyWorkload();
  const from: JsonObject = namespace === undefined ? { kind, name } : { kind, name, namespace };
  const replacement: JsonObject = {
    source: { ...from, fieldPath: 'metadata.name' },
    targets: [
      {
        select: from,
        fieldPaths: ['metadata.annotations.copied'],
        options: { create: true },
      },
    ],
  };
  if (drawing.sometimes(2)) return { replacements: [replacement] };
  const file = `replacement-${drawing.number()}.yaml`;
  drawing.write(`${folder}/${file}`, replacement);
  return { replacements: [{ path: file }] };
}

/** What kustomize is told of a kind that it does not know. */
export function drawKnowledge(drawing: Drawing, folder: string): JsonObject {
  const [group, version, kind] = ['things.test', 'v1', 'Runner'];
  const container = { type: 'object', properties: { name: { type: 'string' } } };
  const definition = {
    type: 'object',
    properties: { spec: { type: 'object', properties: { account: { type: 'string' }, containers: container } } },
    'x-kubernetes-group-version-kind': [{ group, version, kind }],
  };
  switch (drawing.lot(3)) {
    case 0:
      drawing.files[`${folder}/known.json`] = JSON.stringify({ definitions: { 'test.things.v1.Runner': definition } });
      return { openapi: { path: 'known.json' } };
    case 1:
      drawing.files[`${folder}/crd.json`] = JSON.stringify({ 'test.things.v1.Runner': { Schema: definition } });
      return { crds: ['crd.json'] };
    default:
      drawing.write(`${folder}/references.yaml`, {
        nameReference: [{ kind: 'ServiceAccount', fieldSpecs: [{ kind, path: 'spec/account' }] }],
      });
      return { configurations: ['references.yaml'] };
  }
}

/** A variable, as older kustomizations have them. */
export function drawVariables(drawing: Drawing): JsonObject {
  const { kind, name, namespace } = drawing.anyWorkload();
  if (namespace !== undefined) return {};
  const objref = { apiVersion: apiVersionOf(kind), kind, name };
  return { vars: [{ name: 'WORKLOAD', objref, fieldref: { fieldpath: 'metadata.name' } }] };
}
