/** The forms in which kustomize takes patches, and what people say in them. */
import type { Json, JsonObject } from '../../../../src/plugin-api/index.ts';
import type { Drawing, DrawnWorkload } from './drawing.ts';
import { apiVersionOf, aroundPod, podPath } from './objects.ts';

/** Members of the kustomization of the folder. */
export function drawPatch(drawing: Drawing, folder: string): JsonObject {
  const workload = drawing.anyWorkload();
  return drawing.sometimes(3) ? operationsOf(drawing, folder, workload) : mergedInto(drawing, folder, workload);
}

/** A part of an object. */
function mergedInto(drawing: Drawing, folder: string, workload: DrawnWorkload): JsonObject {
  const { kind, name, namespace, app } = workload;
  const number = drawing.number();
  const place: JsonObject = namespace === undefined ? { name } : { name, namespace };
  const own = { ...place, annotations: { [`patched-${folder}-${number}`]: 'yes' } };
  const merge: JsonObject = { apiVersion: apiVersionOf(kind), kind, metadata: own, ...drawContent(drawing, kind, app) };
  const file = `merge-${number}.yaml`;
  const target = drawTarget(drawing, workload);
  switch (drawing.lot(7)) {
    case 0:
      drawing.write(`${folder}/${file}`, merge);
      return { patches: [{ path: file }] };
    case 1:
      drawing.write(`${folder}/parts/${file}`, merge);
      return { patches: [{ path: `parts/${file}`, target }] };
    case 2:
      drawing.write(`${folder}/${file}`, merge);
      return { patchesStrategicMerge: [file] };
    case 3:
      return { patchesStrategicMerge: [`${JSON.stringify(merge, undefined, 1)}\n`] };
    case 4: {
      const options = { allowNameChange: true, allowKindChange: drawing.sometimes(2) };
      return { patches: [{ patch: JSON.stringify(merge), target: { kind, name }, options }] };
    }
    case 5: {
      // More than one in a file.
      const { spec: _, ...plain } = merge;
      drawing.writeAll(`${folder}/${file}`, [plain, { ...plain, metadata: { ...place, labels: { second: 'one' } } }]);
      return { patches: [{ path: file }] };
    }
    default:
      return { patches: [{ patch: JSON.stringify(merge) }] };
  }
}

/** What a patch says besides an annotation: nothing, something safe, something unsafe, what goes. */
function drawContent(drawing: Drawing, kind: DrawnWorkload['kind'], name: string): JsonObject {
  const container = (more: JsonObject) => aroundPod(kind, { containers: [{ name, ...more }] });
  return drawing.pick<JsonObject>([
    {},
    {},
    container({ securityContext: { allowPrivilegeEscalation: false } }),
    container({ securityContext: { privileged: true } }),
    container({ securityContext: null }),
    container({ env: [{ name: 'ADDED', value: 'x' }] }),
    aroundPod(kind, { containers: [{ name: 'added', image: 'registry.test/added:1' }] }),
    aroundPod(kind, { containers: [{ name: 'side', $patch: 'delete' }] }),
    aroundPod(kind, { securityContext: { $patch: 'replace', runAsUser: 1000 } }),
    aroundPod(kind, { hostNetwork: null }),
  ]);
}

/** By name, by kind alone, by a regular expression, by a label. */
function drawTarget(drawing: Drawing, { kind, name, app }: DrawnWorkload): JsonObject {
  return drawing.pick<JsonObject>([
    { kind, name },
    { kind },
    { kind, name: `${name.slice(0, 2)}.*` },
    { labelSelector: `app=${app}`, kind },
    { kind, name, version: 'v1' },
    { annotationSelector: 'nowhere=yes' },
  ]);
}

function operationsOf(drawing: Drawing, folder: string, workload: DrawnWorkload): JsonObject {
  const { kind, name, namespace } = workload;
  const target: JsonObject = namespace === undefined ? { kind, name } : { kind, name, namespace };
  const full: JsonObject = { ...target, group: apiVersionOf(kind).split('/')[0] ?? '', version: 'v1' };
  const steps = drawing.pick<Json>([
    [{ op: 'add', path: '/metadata/labels', value: { tier: 'one' } }],
    [{ op: 'add', path: `${podPath(kind)}/hostPID`, value: true }],
    [{ op: 'add', path: `${podPath(kind)}/containers/0/securityContext`, value: { runAsUser: 0 } }],
    [
      { op: 'test', path: '/kind', value: kind },
      { op: 'add', path: `${podPath(kind)}/containers/0/stdin`, value: true },
    ],
    [
      {
        op: 'add',
        path: `${podPath(kind)}/containers/-`,
        value: { name: `last-${drawing.number()}`, image: 'registry.test/last:1' },
      },
    ],
  ]);
  const file = `steps-${drawing.number()}`;
  switch (drawing.lot(4)) {
    case 0:
      return { patches: [{ target, patch: JSON.stringify(steps) }] };
    case 1:
      drawing.files[`${folder}/${file}.json`] = JSON.stringify(steps);
      return { patchesJson6902: [{ target: full, path: `${file}.json` }] };
    case 2:
      drawing.files[`${folder}/${file}.json`] = JSON.stringify(steps, undefined, 2);
      return { patches: [{ target: drawTarget(drawing, workload), path: `${file}.json` }] };
    default:
      return { patchesJson6902: [{ target: full, patch: JSON.stringify(steps) }] };
  }
}
