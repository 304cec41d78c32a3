/** From the value of a document to the objects in it: lists expanded, types checked, defaults filled in. */

import { customTemplates } from '../../../kube/custom-templates.ts';
import { formatPath, isJsonObject, valueAt } from '../../../kube/path.ts';
import { UNPLACED } from '../../../kube/unplaced.ts';
import type { Json, JsonObject, Kind } from '../../../plugin-api/index.ts';
import { type Way, wayOf } from '../yaml/way.ts';
import { withDefaults, withoutNulls } from './defaults.ts';
import { CUSTOM_TEMPLATE, shapeOfKind } from './kind-shapes.ts';
import { isOwnKind, isOwnVersion, knownKind } from './known.ts';
import { at, isBrokenList, itemType, listItems, placeOf, wayTo } from './lists.ts';
import { nameProblem } from './names.ts';
import { type Misfit, misfitText, nameOf } from './shape.ts';
import { twinProblem } from './twins.ts';

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
  /** Some other YAML: values of a chart, a compose file, a test. */
  | { readonly foreign: true }
  /** `way`: from the document to what is wrong. `of`: where it is known what the object is. */
  | {
      readonly problem: string;
      readonly way: Way;
      readonly of?: { readonly kind: Kind; readonly object: JsonObject };
      /** Nothing is wrong with it that a later step could not complete. */
      readonly isIncomplete?: true;
      /** It holds pod templates that nothing tells apart. */
      readonly isUnnamed?: true;
    };

/** `namespace`: of what names none. */
export function* objectsIn(value: unknown, namespace: string = UNPLACED): Generator<Found> {
  if (value === null || value === undefined) return;
  yield* expand(value as Json, { listed: undefined, items: [], namespace });
}

interface Standing {
  /** What a typed list says of its items. */
  readonly listed: JsonObject | undefined;
  readonly items: readonly number[];
  readonly namespace: string;
}

function* expand(value: Json, { listed, items, namespace }: Standing): Generator<Found> {
  if (!isJsonObject(value)) {
    const what = `it is ${Array.isArray(value) ? 'a list' : 'a single value'}, not an object`;
    yield items.length === 0 && !isListOfObjects(value)
      ? { foreign: true }
      : { problem: `${at(items)}${what}`, way: wayTo(items) };
    return;
  }
  // Reports and records lie beside manifests, and are none. What becomes of records is told elsewhere.
  if (items.length === 0 && String(value.apiVersion).startsWith('harden.kubectl.dev/')) {
    if (value.kind === 'Records') return;
    yield { foreign: true };
    return;
  }
  const typed = listed === undefined ? value : { ...listed, ...value };
  const list = listItems(typed);
  if (list === undefined) {
    const problem = `${placeOf(items)}.items must be a list, not ${nameOf(typed.items)}`;
    yield isBrokenList(typed) && isTyped(typed)
      ? { problem, way: [...wayTo(items), 'items'] }
      : single(typed, items, namespace);
    return;
  }
  const type = itemType(typed);
  for (const [index, item] of list.entries())
    yield* expand(item, { listed: type, items: [...items, index], namespace });
}

/** kubectl takes no such list: somebody thinks that it does. */
function isListOfObjects(value: Json): boolean {
  return Array.isArray(value) && value.some((item: Json) => isJsonObject(item) && (isTyped(item) || isMeant(item)));
}

/** The object at the end of a way through lists. */
export function objectAt(value: unknown, items: readonly number[], namespace: string): FoundObject | undefined {
  let current = value as Json;
  let type: JsonObject | undefined;
  for (const index of items) {
    if (!isJsonObject(current)) return undefined;
    const typed = type === undefined ? current : { ...type, ...current };
    type = itemType(typed);
    current = listItems(typed)?.[index] ?? null;
  }
  if (!isJsonObject(current)) return undefined;
  const found = single(type === undefined ? current : { ...type, ...current }, items, namespace);
  return 'kind' in found && 'object' in found ? found : undefined;
}

function single(object: JsonObject, items: readonly number[], namespace: string): Found {
  const { apiVersion, kind } = object;
  const way = wayTo(items);
  if (isSealed(apiVersion) || isSealed(kind)) return { foreign: true };
  if (!isTyped(object)) return untyped(object, items);
  const known = knownKind(String(apiVersion), String(kind), object);
  if (known === 'ignored') return { ignored: String(kind), object };
  if ('problem' in known) {
    const of = known.kind === undefined ? {} : { of: { kind: known.kind, object } };
    const isUnnamed = known.kind === 'CustomWorkload' ? { isUnnamed: true as const } : {};
    return {
      problem: `${at(items)}${known.problem}`,
      way: [...way, ...wayOf(object, known.path)],
      ...of,
      ...isUnnamed,
    };
  }
  const filled = withDefaults(withoutNulls(object) as JsonObject, known.kind, namespace);
  const wrong = problemIn(filled, known.kind);
  if (wrong === undefined) return { kind: known.kind, object: filled, items };
  const text = `${at(items)}${label(String(kind), object)}${wrong.text}`;
  const more = wrong.isIncomplete === true ? { isIncomplete: true as const } : {};
  return { problem: text, way: [...way, ...wrong.way], of: { kind: known.kind, object }, ...more };
}

interface Wrong {
  readonly isIncomplete?: true;
  readonly text: string;
  /** From the object. */
  readonly way: Way;
}

function problemIn(object: JsonObject, kind: Kind): Wrong | undefined {
  const found = shapeOfKind(kind)(object);
  if (found !== undefined) return { text: misfitText(found), way: found.at, ...completable(found) };
  const named = nameProblem(object);
  return (
    templateProblem(object, kind) ??
    (named === undefined ? twinProblem(object, kind) : { ...named, isIncomplete: true })
  );
}

function completable({ isIncomplete }: Misfit): Pick<Wrong, 'isIncomplete'> {
  return isIncomplete === true ? { isIncomplete } : {};
}

function templateProblem(object: JsonObject, kind: Kind): Wrong | undefined {
  if (kind !== 'CustomWorkload') return undefined;
  for (const path of customTemplates(object).paths) {
    const found = CUSTOM_TEMPLATE(valueAt(object, path));
    if (found !== undefined)
      return {
        text: `${formatPath(path)}${misfitText(found)}`,
        way: [...wayOf(object, path), ...found.at],
        ...completable(found),
      };
  }
  return undefined;
}

function isTyped({ apiVersion, kind }: JsonObject): boolean {
  return typeof apiVersion === 'string' && apiVersion !== '' && typeof kind === 'string' && kind !== '';
}

/** By SOPS, which leaves nothing of a value: what it is cannot be told. */
function isSealed(value: Json | undefined): boolean {
  return typeof value === 'string' && value.startsWith('ENC[');
}

function untyped(object: JsonObject, items: readonly number[]): Found {
  if (items.length === 0 && !isMeant(object)) return { foreign: true };
  const { kind } = object;
  const lacking = typeof kind === 'string' && kind !== '' ? 'apiVersion' : 'kind';
  const value = object[lacking];
  const what = value === undefined || value === null || value === '' ? 'is missing' : 'must be a string';
  return { problem: `${at(items)}.${lacking} ${what}`, way: [...wayTo(items), lacking] };
}

/** Half of a type, and the rest of an object: a mistake in a manifest, and not another file. */
function isMeant({ apiVersion, kind, metadata, spec }: JsonObject): boolean {
  if (!isJsonObject(metadata) && !isJsonObject(spec)) return false;
  return isOwnKind(kind) || isOwnVersion(apiVersion);
}

function label(kind: string, { metadata }: JsonObject): string {
  const name = isJsonObject(metadata) ? metadata.name : undefined;
  return typeof name === 'string' ? `${kind} ${name}: ` : `${kind}: `;
}
