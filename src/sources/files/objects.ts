/** From the value of a document to the objects in it: lists expanded, types checked, defaults filled in. */

import { kindOf } from '../../model/kinds.ts';
import { isJsonObject } from '../../model/path.ts';
import type { Json, JsonObject, Kind } from '../../plugin-api/index.ts';
import { withDefaults, withoutNulls } from './defaults.ts';
import { misfit, nameOf } from './shape.ts';
import { SHAPES } from './shapes.ts';

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
  /** No check looks at this kind. */
  | { readonly ignored: string }
  /** Some other YAML, as the values of a chart: what tells it from an object. */
  | { readonly foreign: string }
  /** `kind`: where it is known what the object is. */
  | { readonly problem: string; readonly kind?: Kind };

const LIST = 'List';

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
  return 'object' in found ? found : undefined;
}

/** Of `List`, and of any kind that ends so and has items; without items a custom kind may be something else. */
function listItems({ apiVersion, kind, items }: JsonObject): readonly Json[] | undefined {
  if (!isListKind(kind)) return undefined;
  if (Array.isArray(items)) return items;
  if (items === null) return [];
  const isOurs = kind === 'List' || kindOf(String(apiVersion), kind.slice(0, -LIST.length)) !== undefined;
  return items === undefined && isOurs ? [] : undefined;
}

function isListKind(kind: Json | undefined): kind is string {
  return typeof kind === 'string' && kind.endsWith(LIST);
}

function isBrokenList({ kind, items }: JsonObject): boolean {
  return isListKind(kind) && items !== undefined;
}

/** Items of typed lists do not repeat their type. */
function itemType({ apiVersion, kind }: JsonObject): JsonObject | undefined {
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || kind === 'List') return undefined;
  return { apiVersion, kind: kind.slice(0, -LIST.length) };
}

function single(object: JsonObject, items: readonly number[]): Found {
  const { apiVersion, kind } = object;
  const isTyped = typeof apiVersion === 'string' && apiVersion !== '' && typeof kind === 'string' && kind !== '';
  if (!isTyped) return untyped(object, items);
  const found = kindToRead(apiVersion, kind, object);
  if (found === undefined) return { ignored: kind };
  const clean = withoutNulls(object) as JsonObject;
  const filled = withDefaults(clean, found);
  const problem = misfit(filled, SHAPES[found]) ?? nameProblem(filled);
  if (problem !== undefined) return { problem: `${at(items)}${label(kind, object)}${problem}`, kind: found };
  return { kind: found, object: filled, items };
}

function untyped(object: JsonObject, items: readonly number[]): Found {
  const { apiVersion, kind } = object;
  if (items.length === 0 && apiVersion === undefined && kind === undefined)
    return { foreign: 'it has neither apiVersion nor kind' };
  const lacking = typeof kind === 'string' && kind !== '' ? 'apiVersion' : 'kind';
  const value = object[lacking];
  const what = value === undefined || value === null || value === '' ? 'is missing' : 'must be a string';
  return { problem: `${at(items)}.${lacking} ${what}` };
}

function kindToRead(apiVersion: string, kind: string, object: JsonObject): Kind | undefined {
  const known = kindOf(apiVersion, kind);
  if (known !== undefined) return known;
  const template = isJsonObject(object.spec) ? object.spec.template : undefined;
  const spec = isJsonObject(template) ? template.spec : undefined;
  return isJsonObject(spec) && spec.containers !== undefined ? 'CustomWorkload' : undefined;
}

/** A namespace is a DNS label; what else names an object may hold nothing that means something in a path. */
const NAMESPACE = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const NAME = /^(?!\.{1,2}$)(?!.*\{\{)[^/%]{1,253}$/;

function nameProblem({ metadata }: JsonObject): string | undefined {
  const { name, namespace } = isJsonObject(metadata) ? metadata : {};
  if (typeof name !== 'string' || name === '') return '.metadata.name is missing';
  for (const [key, value, pattern] of [
    ['name', name, NAME],
    ['namespace', namespace, NAMESPACE],
  ] as const) {
    if (typeof value !== 'string' || pattern.test(value)) continue;
    const what = value.includes('{{') ? 'is a template that was not rendered' : `is not a valid ${key}`;
    return `.metadata.${key} ${what}`;
  }
  return undefined;
}

function label(kind: string, { metadata }: JsonObject): string {
  const name = isJsonObject(metadata) ? metadata.name : undefined;
  return typeof name === 'string' ? `${kind} ${name}: ` : `${kind}: `;
}

function at(items: readonly number[]): string {
  return items.length === 0 ? '' : `${placeOf(items)}: `;
}

function placeOf(items: readonly number[]): string {
  return items.map((index) => `items[${index}]`).join('.');
}
