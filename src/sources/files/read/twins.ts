/** Names that the API server wants only once in a pod: a second one is refused, whichever was meant. */
import { customTemplates } from '../../../kube/custom-templates.ts';
import { KINDS, TYPED_KINDS } from '../../../kube/kinds.ts';
import { isJsonObject, itemsIn, valueAt } from '../../../kube/path.ts';
import type { FieldPath, Json, JsonObject, Kind } from '../../../plugin-api/index.ts';
import { type Way, wayOf } from '../yaml/way.ts';

/** Containers of all kinds share their names; volumes have their own. */
const NAMED = [['initContainers', 'containers', 'ephemeralContainers'], ['volumes']] as const;

export function twinProblem(object: JsonObject, kind: Kind): { readonly text: string; readonly way: Way } | undefined {
  for (const path of podPaths(object, kind)) {
    const found = twinIn(valueAt(object, path));
    if (found === undefined) continue;
    const [list, index, name] = found;
    const way = [...wayOf(object, path), list, index, 'name'];
    const text = `${shown(way)} ${JSON.stringify(name)} is used twice in the pod: the API server refuses it`;
    return { text, way };
  }
  return undefined;
}

function podPaths(object: JsonObject, kind: Kind): readonly FieldPath[] {
  if (kind === 'Pod') return [['spec']];
  if (kind === 'CustomWorkload') return customTemplates(object).paths.map((path) => [...path, 'spec']);
  return TYPED_PATHS.get(kind) ?? NOWHERE;
}

const NOWHERE: readonly FieldPath[] = [];
const TYPED_PATHS: ReadonlyMap<Kind, readonly FieldPath[]> = new Map(
  TYPED_KINDS.flatMap((kind) => {
    const { template } = KINDS[kind];
    return template === undefined ? [] : [[kind, [[...template, 'spec']]] as const];
  }),
);

function twinIn(spec: Json | undefined): readonly [list: string, index: number, name: string] | undefined {
  if (!isJsonObject(spec)) return undefined;
  for (const lists of NAMED) {
    // Most pods have one container, and volumes of few names.
    if (lists.reduce((count, list) => count + itemsIn(spec[list]).length, 0) < 2) continue;
    const seen = new Set<string>();
    for (const list of lists)
      for (const [index, item] of itemsIn(spec[list]).entries()) {
        const name = isJsonObject(item) ? item.name : undefined;
        if (typeof name !== 'string') continue;
        if (seen.has(name)) return [list, index, name];
        seen.add(name);
      }
  }
  return undefined;
}

function shown(way: Way): string {
  return way.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
}
