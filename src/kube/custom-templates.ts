/** The pod templates in objects of kinds that nobody here knows, wherever they stand in them. */

import type { FieldPath, Json, JsonObject, PathElement } from '../plugin-api/index.ts';
import { groupOf } from './kinds.ts';
import { isJsonObject } from './path.ts';

/** Elements of the path of a template: those of JobSets have six. */
const DEEPEST = 8;
const NOT_LOOKED_INTO: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'status']);
/** Members that tell the items of a list apart, in the kinds that hold lists of templates. */
const NAMES = ['name', 'groupName'] as const;

export interface CustomTemplates {
  readonly paths: readonly FieldPath[];
  /** A list with templates in items that nothing tells apart: no finding could name their place. */
  readonly unnamed?: FieldPath;
}

/** Policies hold patterns of pods, which start none: in them `*` may stand for any value. */
const GROUPS_OF_PATTERNS = /(?:^|\.)(?:kyverno\.io|gatekeeper\.sh)$/;

/** In the order of the document. Inside a template there is no other. */
export function customTemplates(object: JsonObject): CustomTemplates {
  if (typeof object.apiVersion === 'string' && GROUPS_OF_PATTERNS.test(groupOf(object.apiVersion)))
    return { paths: [] };
  const paths: FieldPath[] = [];
  let unnamed: FieldPath | undefined;
  const look = (value: Json, path: FieldPath): void => {
    if (path.length > DEEPEST) return;
    if (isTemplate(value, path)) paths.push(path);
    else if (Array.isArray(value)) lookIntoList(value, path);
    else if (isJsonObject(value)) for (const [key, member] of nested(value)) look(member, [...path, key]);
  };
  const lookIntoList = (list: readonly Json[], path: FieldPath): void => {
    const name = NAMES.find((key) => tellsApart(list, key));
    const before = paths.length;
    for (const [index, item] of list.entries()) look(item, [...path, elementOf(item, name, index)]);
    if (name !== undefined || paths.length === before) return;
    paths.length = before;
    unnamed ??= path;
  };
  for (const [key, member] of nested(object)) if (!NOT_LOOKED_INTO.has(key)) look(member, [key]);
  return unnamed === undefined ? { paths } : { paths, unnamed };
}

/** Nothing but the templates, each as `keep` gives it, at the places where they stand. */
export function onlyTemplates(
  object: JsonObject,
  keep: (template: JsonObject) => unknown,
): Readonly<Record<string, unknown>> {
  const pick = (value: Json, path: readonly string[]): unknown => {
    if (path.length > DEEPEST) return undefined;
    if (isTemplate(value, path)) return keep(value);
    if (Array.isArray(value)) {
      const items = value.flatMap((item) => named(item, pick(item, [...path, ''])) ?? []);
      return items.length === 0 ? undefined : items;
    }
    if (!isJsonObject(value)) return undefined;
    const members = pickFrom(value, Object.keys(value), path);
    return members.length === 0 ? undefined : Object.fromEntries(members);
  };
  const pickFrom = (holder: JsonObject, keys: readonly string[], path: readonly string[]) =>
    keys.flatMap((key) => {
      const member = pick(holder[key] ?? null, [...path, key]);
      return member === undefined ? [] : [[key, member] as const];
    });
  const keys = Object.keys(object).filter((key) => !NOT_LOOKED_INTO.has(key));
  return Object.fromEntries(pickFrom(object, keys, []));
}

/** Members that hold more than a value. */
function nested(object: JsonObject): readonly (readonly [string, Json])[] {
  return Object.entries(object).filter(([, member]) => typeof member === 'object' && member !== null);
}

/** What is called a template and has containers of whatever form is one, and its form is then a mistake. */
function isTemplate(value: Json, path: FieldPath): value is JsonObject {
  if (!isJsonObject(value) || !isJsonObject(value.spec)) return false;
  const lists = [value.spec.containers, value.spec.initContainers];
  if (lists.some((list) => Array.isArray(list))) return true;
  const key = path.at(-1);
  return typeof key === 'string' && /template$/i.test(key) && lists.some((list) => list !== undefined && list !== null);
}

function tellsApart(list: readonly Json[], key: string): boolean {
  const names = list.map((item) => (isJsonObject(item) ? item[key] : undefined));
  return names.every((name) => typeof name === 'string' && name !== '') && new Set(names).size === names.length;
}

function elementOf(item: Json, name: string | undefined, index: number): PathElement {
  const is = name === undefined || !isJsonObject(item) ? undefined : item[name];
  return name === undefined || typeof is !== 'string' ? String(index) : { key: name, is };
}

/** Without its names an item could not be found again. */
function named(item: Json, picked: unknown): unknown {
  if (picked === undefined || !isJsonObject(item)) return picked;
  const names = NAMES.filter((key) => typeof item[key] === 'string').map((key) => [key, item[key]]);
  return { ...Object.fromEntries(names), ...picked };
}
