/** From the value of a document to the objects in it: lists expanded, types checked, defaults filled in. */

import { customTemplates } from '../../../kube/custom-templates.ts';
import { formatPath, isJsonObject, valueAt } from '../../../kube/path.ts';
import type { Json, JsonObject, Kind } from '../../../plugin-api/index.ts';
import { withDefaults, withoutNulls } from './defaults.ts';
import { CUSTOM_TEMPLATE, shapeOfKind } from './kind-shapes.ts';
import { knownKind } from './known.ts';
import { at, isBrokenList, itemType, listItems, placeOf } from './lists.ts';
import { nameProblem } from './names.ts';
import { misfit, nameOf } from './shape.ts';

/** An object as kubectl would send it, before anything is pruned. */
export interface FoundObject {
  readonly kind: Kind;
  /** Without nulls and with defaults; Secret values may still be in kinds that are not read. */
  readonly object: JsonObject;
  /** Indexes into `items`, for objects inside lists. */
  readonly items: readonly number[];
}
export type Found =
  | FoundObject
  /** A kind that is not known: looked at only where its resource is asked for. As it is written. */
  | { readonly ignored: string; readonly object: JsonObject }
  /** Some other YAML, as the values of a chart: what tells it from an object. */
  | { readonly foreign: string }
  /** `kind`: where it is known what the object is. */
  | { readonly problem: string; readonly kind?: Kind };

export function* objectsIn(value: unknown): Generator<Found> {
  if (value === null || value === undefined) return;
  yield* expand(value as Json, undefined, []);
}

function* expand(value: Json, listed: JsonObject | undefined, items: readonly number[]): Generator<Found> {
  if (!isJsonObject(value)) {
    const what = `it is ${Array.isArray(value) ? 'a list' : 'a single value'}, not an object`;
    yield items.length === 0 ? { foreign: what } : { problem: `${at(items)}${what}` };
    return;
  }
  const typed = listed === undefined ? value : { ...listed, ...value };
  const list = listItems(typed);
  if (list === undefined) {
    yield isBrokenList(typed)
      ? { problem: `${placeOf(items)}.items must be a list, not ${nameOf(typed.items)}` }
      : single(typed, items);
    return;
  }
  const type = itemType(typed);
  for (const [index, item] of list.entries()) yield* expand(item, type, [...items, index]);
}

/** The object at the end of a way through lists. */
export function objectAt(value: unknown, items: readonly number[]): FoundObject | undefined {
  let current = value as Json;
  let type: JsonObject | undefined;
  for (const index of items) {
    if (!isJsonObject(current)) return undefined;
    const typed = type === undefined ? current : { ...type, ...current };
    type = itemType(typed);
    current = listItems(typed)?.[index] ?? null;
  }
  if (!isJsonObject(current)) return undefined;
  const found = single(type === undefined ? current : { ...type, ...current }, items);
  return 'kind' in found && 'object' in found ? found : undefined;
}

function single(object: JsonObject, items: readonly number[]): Found {
  const { apiVersion, kind } = object;
  const isTyped = typeof apiVersion === 'string' && apiVersion !== '' && typeof kind === 'string' && kind !== '';
  if (!isTyped) return untyped(object, items);
  const known = knownKind(apiVersion, kind, object);
  if (known === 'ignored') return { ignored: kind, object };
  if ('problem' in known) return { ...known, problem: `${at(items)}${known.problem}` };
  const clean = withoutNulls(object) as JsonObject;
  const filled = withDefaults(clean, known.kind);
  const problem = misfit(filled, shapeOfKind(known.kind)) ?? templateProblem(filled, known.kind) ?? nameProblem(filled);
  if (problem !== undefined) return { problem: `${at(items)}${label(kind, object)}${problem}`, kind: known.kind };
  return { kind: known.kind, object: filled, items };
}

function templateProblem(object: JsonObject, kind: Kind): string | undefined {
  if (kind !== 'CustomWorkload') return undefined;
  for (const path of customTemplates(object).paths) {
    const problem = misfit(valueAt(object, path), CUSTOM_TEMPLATE);
    if (problem !== undefined) return `${formatPath(path)}${problem}`;
  }
  return undefined;
}

function untyped(object: JsonObject, items: readonly number[]): Found {
  const { apiVersion, kind } = object;
  if (items.length === 0 && apiVersion === undefined && kind === undefined)
    return { foreign: 'apiVersion and kind are missing. Add them, or leave it out.' };
  const lacking = typeof kind === 'string' && kind !== '' ? 'apiVersion' : 'kind';
  const value = object[lacking];
  const what = value === undefined || value === null || value === '' ? 'is missing' : 'must be a string';
  return { problem: `${at(items)}.${lacking} ${what}` };
}

function label(kind: string, { metadata }: JsonObject): string {
  const name = isJsonObject(metadata) ? metadata.name : undefined;
  return typeof name === 'string' ? `${kind} ${name}: ` : `${kind}: `;
}
