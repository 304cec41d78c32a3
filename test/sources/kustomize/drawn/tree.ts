/** Trees of kustomizations drawn by lot: bases, overlays and components with what kustomize offers in each. */
import type { JsonObject } from '../../../../src/plugin-api/index.ts';
import { Drawing, WORKLOADS } from './drawing.ts';
import {
  drawGenerators,
  drawKnowledge,
  drawPlugins,
  drawRegenerators,
  drawReplacements,
  drawTransformations,
  drawVariables,
} from './members.ts';
import { binding, custom, drawPod, named, role, service, withAnchors, workload } from './objects.ts';
import { drawPatch } from './patches.ts';

export interface DrawnTree {
  readonly files: Readonly<Record<string, string>>;
  /** The folder to build. */
  readonly top: string;
}

const NAMES = ['cart', 'mail', 'queue', 'report'] as const;

export function drawTree(seed: number): DrawnTree {
  const drawing = new Drawing(seed);
  let below = drawBases(drawing);
  if (drawing.sometimes(3)) {
    drawOverlay(drawing, 'middle', below);
    below = ['middle'];
  }
  if (!drawing.isPlaced && drawing.sometimes(4)) below = drawSiblings(drawing, below);
  if (drawing.sometimes(2)) drawComponent(drawing, 'part');
  const top = drawing.pick(['top', 'top', 'overlays/top']);
  drawOverlay(drawing, top, below);
  return { files: drawing.files, top };
}

/** One, or one upon another, or two side by side. */
function drawBases(drawing: Drawing): readonly string[] {
  const core = drawing.sometimes(4) ? ['../core'] : [];
  if (core.length > 0) drawBase(drawing, 'core', ['ledger'], []);
  drawBase(drawing, 'base', NAMES.slice(0, 1 + drawing.lot(3)), core);
  if (!drawing.sometimes(4)) return ['base'];
  drawBase(drawing, 'extra', ['audit'], []);
  return ['base', 'extra'];
}

/** Two overlays upon the same: each object is built twice, under two names or in two namespaces. */
function drawSiblings(drawing: Drawing, below: readonly string[]): readonly string[] {
  const isByName = drawing.sometimes(2);
  for (const folder of ['left', 'right']) {
    const apart: JsonObject = isByName ? { namePrefix: `${folder}-` } : { namespace: folder };
    drawOverlay(drawing, folder, below, apart);
  }
  const side = drawing.pick(['left', 'right']);
  drawing.workloads = drawing.workloads.map((workload) =>
    isByName ? { ...workload, name: `${side}-${workload.name}` } : { ...workload, namespace: side },
  );
  drawing.isPlaced = true;
  drawing.hasSettings = false;
  return ['left', 'right'];
}

function drawBase(drawing: Drawing, folder: string, names: readonly string[], under: readonly string[]): void {
  const resources: string[] = [];
  const add = (file: string, ...values: readonly JsonObject[]) => {
    if (values.length === 1) drawing.write(`${folder}/${file}`, values[0] ?? {});
    else drawing.writeAll(`${folder}/${file}`, values);
    resources.push(file);
  };
  for (const name of names) drawWorkload(drawing, folder, name, add);
  for (const [file, ...values] of drawOthers(drawing, folder)) add(file, ...values);
  const isDeep = drawing.sometimes(6);
  if (isDeep) {
    for (const file of resources) moveInto(drawing, folder, file);
    drawing.write(`${folder}/deep/kustomization.yaml`, { resources });
  }
  const list = [...under, ...(isDeep ? ['deep'] : resources)];
  const value = { resources: list, ...drawGenerators(drawing, folder) };
  drawing.write(`${folder}/kustomization.yaml`, kustomization(drawing, value));
}

function moveInto(drawing: Drawing, folder: string, file: string): void {
  drawing.files[`${folder}/deep/${file}`] = drawing.files[`${folder}/${file}`] ?? '';
  delete drawing.files[`${folder}/${file}`];
}

type Add = (file: string, ...values: readonly JsonObject[]) => void;

function drawWorkload(drawing: Drawing, folder: string, name: string, add: Add): void {
  const kind = drawing.pick(WORKLOADS as unknown as ['Deployment', ...(typeof WORKLOADS)[number][]]);
  const object = workload(kind, name, drawPod(drawing, name));
  drawing.workloads.push({ kind, name, app: name });
  switch (drawing.lot(8)) {
    case 0:
      add(`${name}.yaml`, service(name), object, named('ServiceAccount', name));
      return;
    case 1:
      add(`${name}.yaml`, { apiVersion: 'v1', kind: 'List', items: [object, service(name)] });
      return;
    case 2:
      // The same name in two namespaces.
      drawing.isPlaced = true;
      drawing.workloads.splice(-1, 1, { kind, name, app: name, namespace: 'two' });
      add(`${name}.yaml`, workload(kind, name, drawPod(drawing, name), 'one'));
      add(`${name}-two.yaml`, workload(kind, name, drawPod(drawing, name), 'two'));
      return;
    case 3:
      drawing.workloads.splice(-1, 1, { kind: 'Deployment', name, app: name });
      add(`${name}.yaml`, object);
      drawing.files[`${folder}/${name}.yaml`] = withAnchors(name);
      return;
    default:
      add(`${name}.yaml`, object);
  }
}

function drawOthers(drawing: Drawing, folder: string): readonly (readonly [string, ...JsonObject[]])[] {
  const stem = folder.replaceAll('/', '-');
  const found: (readonly [string, ...JsonObject[]])[] = [];
  if (drawing.sometimes(2)) found.push([`${stem}-role.yaml`, role(`${stem}-role`, drawing.lot(3))]);
  if (drawing.sometimes(8)) found.push([`${stem}-any.yaml`, role(`${stem}-any`, drawing.lot(3), 'ClusterRole')]);
  if (drawing.sometimes(2)) found.push([`${stem}-binding.yaml`, binding(`${stem}-role`)]);
  if (drawing.sometimes(3)) found.push([`${stem}-account.yaml`, named('ServiceAccount', `${stem}.bot`)]);
  if (drawing.sometimes(6)) found.push([`${stem}-runner.yaml`, custom(`${stem}-runner`, `${stem}.bot`)]);
  if (drawing.sometimes(6)) found.push([`${stem}-space.yaml`, named('Namespace', `${stem}-space`)]);
  return found;
}

/** With or without saying what it is. */
function kustomization(drawing: Drawing, value: JsonObject): JsonObject {
  const head = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' };
  return drawing.sometimes(3) ? value : { ...head, ...value };
}

/** With patches, perhaps with objects and settings of its own. */
function drawComponent(drawing: Drawing, folder: string): void {
  const patch = drawPatch(drawing, folder);
  const hasObject = drawing.sometimes(2);
  if (hasObject) {
    drawing.write(`${folder}/helper.yaml`, workload('Deployment', 'helper', drawPod(drawing, 'helper')));
    drawing.workloads.push({ kind: 'Deployment', name: 'helper', app: 'helper' });
  }
  const settings = { configMapGenerator: [{ name: `${folder}-settings`, literals: ['A=1'] }] };
  drawing.write(`${folder}/kustomization.yaml`, {
    apiVersion: 'kustomize.config.k8s.io/v1alpha1',
    kind: 'Component',
    ...(hasObject ? { resources: ['helper.yaml'] } : {}),
    ...(drawing.sometimes(3) ? settings : {}),
    ...patch,
  });
}

/** `apart`: what must be said, as others are built from the same. */
function drawOverlay(drawing: Drawing, folder: string, below: readonly string[], apart: JsonObject = {}): void {
  const up = '../'.repeat(folder.split('/').length);
  const hasPart = drawing.files['part/kustomization.yaml'] !== undefined && folder.endsWith('top');
  const resources: string[] = below.map((each) => `${up}${each}`);
  if (drawing.sometimes(6)) {
    drawing.write(
      `${folder}/own/job.yaml`,
      workload('Deployment', `own-${folder.slice(0, 3)}`, drawPod(drawing, 'own')),
    );
    resources.push('own/job.yaml');
  }
  const value: JsonObject = {
    resources,
    ...(hasPart ? { components: [`${up}part`] } : {}),
    ...drawTransformations(drawing, folder),
    ...(drawing.sometimes(2) ? drawPatch(drawing, folder) : drawing.sometimes(5) ? { patches: [] } : {}),
    ...(drawing.sometimes(8) ? drawRegenerators(drawing) : {}),
    ...(drawing.sometimes(7) ? drawPlugins(drawing, folder) : {}),
    ...(drawing.sometimes(8) ? drawReplacements(drawing, folder) : {}),
    ...(drawing.sometimes(14) ? drawKnowledge(drawing, folder) : {}),
    ...(drawing.sometimes(14) ? drawVariables(drawing) : {}),
    ...apart,
  };
  const file = drawing.pick(['kustomization.yaml', 'kustomization.yml', 'Kustomization']);
  drawing.write(`${folder}/${file}`, kustomization(drawing, value));
}
