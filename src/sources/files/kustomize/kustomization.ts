/** A kustomization: how its file is called, and which other files it names for which use. Nothing is read here. */
import { basename } from 'node:path';
import { isJsonObject, itemsIn } from '../../../kube/path.ts';
import type { Json, JsonObject } from '../../../plugin-api/index.ts';
import { shownRemote } from './remote.ts';

/** In the order in which kustomize looks for them; more than one in a folder is an error there. */
export const KUSTOMIZATION_FILES: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

export function isKustomizationFile(path: string): boolean {
  return KUSTOMIZATION_FILES.includes(basename(path));
}

const API_GROUP = 'kustomize.config.k8s.io/';
const KINDS: ReadonlySet<string> = new Set(['Kustomization', 'Component']);

/** By what it says of itself; Flux has a kind of the same name in a group of its own. */
export function saysKustomization(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  const { apiVersion, kind } = value;
  return typeof apiVersion === 'string' && apiVersion.startsWith(API_GROUP) && KINDS.has(String(kind));
}

/**
 * objects: their objects are taken in. component: a folder that is laid over. plugin: what generates, changes or tests
 * objects. patch: laid over an object. data: anything else that is read.
 */
export type Use = 'objects' | 'component' | 'plugin' | 'patch' | 'data';

export interface Reference {
  /** As `patches[].path`, for messages. */
  readonly field: string;
  readonly path: string;
  readonly use: Use;
}

/** What a kustomization names, as far as it can be told. */
export interface References {
  readonly named: readonly Reference[];
  /** Configurations of plugins that are written in place. */
  readonly inline: readonly string[];
  /** Charts to be rendered by helm. */
  readonly charts: readonly string[];
}

/** kustomize reads its keys whatever their case: nothing is missed for that. */
export function membersOf(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key.toLowerCase(), value]));
}

export function referencesOf(kustomization: JsonObject): References {
  const members = membersOf(kustomization);
  const plugins = ['generators', 'transformers', 'validators'].flatMap((field) => inListAt(members, field, 'plugin'));
  const named = [
    ...inListAt(members, 'resources', 'objects'),
    ...inListAt(members, 'bases', 'objects'),
    ...inListAt(members, 'components', 'component'),
    ...plugins.filter(({ path }) => !isInline(path)),
    ...patchesIn(members),
    ...inListAt(members, 'crds', 'data'),
    ...inListAt(members, 'configurations', 'data'),
    ...pathsIn(members, 'replacements', 'data'),
    ...pathsIn({ openapi: [members.openapi ?? null] }, 'openapi', 'data'),
    ...['configmapgenerator', 'secretgenerator'].flatMap((field) => generatorFiles(members, field)),
    ...chartFiles(members),
  ];
  const inline = plugins.filter(({ path }) => isInline(path)).map(({ path }) => path);
  return { named, inline, charts: chartsIn(members) };
}

/** What a plugin is told may name files under any of these keys. */
const FILE_KEYS: ReadonlySet<string> = new Set(['path', 'paths', 'file', 'files', 'env', 'envs', 'crds', 'resources']);

/** Files that the configuration of a plugin names. */
export function referencesOfPlugin(value: Json, key = ''): readonly Reference[] {
  if (typeof value === 'string')
    return FILE_KEYS.has(key) ? [{ field: key, path: fileOf(value), use: key === 'path' ? 'patch' : 'data' }] : [];
  if (Array.isArray(value)) return value.flatMap((item: Json) => referencesOfPlugin(item, key));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => referencesOfPlugin(member, name.toLowerCase()));
}

/** Written in place of a path, a plugin or a patch has several lines. */
export function isInline(text: string): boolean {
  return text.includes('\n') || /^\s*[{[]/.test(text);
}

function patchesIn(members: JsonObject): readonly Reference[] {
  const merges = ['patchesstrategicmerge', 'patches'].flatMap((field) => inListAt(members, field, 'patch'));
  return [
    ...merges.filter(({ path }) => !isInline(path)),
    ...pathsIn(members, 'patches', 'patch'),
    ...pathsIn(members, 'patchesjson6902', 'patch'),
  ];
}

const FIELDS: Readonly<Record<string, string>> = {
  patchesstrategicmerge: 'patchesStrategicMerge',
  patchesjson6902: 'patchesJson6902',
  configmapgenerator: 'configMapGenerator',
  secretgenerator: 'secretGenerator',
  helmcharts: 'helmCharts',
  helmchartinflationgenerator: 'helmChartInflationGenerator',
};

function shownField(field: string): string {
  return FIELDS[field] ?? field;
}

/** A list of paths. */
function inListAt(members: JsonObject, field: string, use: Use): readonly Reference[] {
  return itemsIn(members[field]).flatMap((path) =>
    typeof path === 'string' ? [{ field: shownField(field), path, use }] : [],
  );
}

/** A list of objects with a path. */
function pathsIn(members: JsonObject, field: string, use: Use): readonly Reference[] {
  return itemsIn(members[field]).flatMap((item) => {
    const path = isJsonObject(item) ? membersOf(item).path : undefined;
    return typeof path === 'string' && path !== '' ? [{ field: `${shownField(field)}[].path`, path, use }] : [];
  });
}

function generatorFiles(members: JsonObject, field: string): readonly Reference[] {
  return itemsIn(members[field]).flatMap((item) => {
    if (!isJsonObject(item)) return [];
    const own = membersOf(item);
    const env = typeof own.env === 'string' ? [own.env] : [];
    return [...itemsIn(own.files), ...itemsIn(own.envs), ...env].flatMap((file) =>
      typeof file === 'string' ? [{ field: shownField(field), path: fileOf(file), use: 'data' as const }] : [],
    );
  });
}

/** `KEY=FILE` or `FILE`. */
function fileOf(text: string): string {
  return /^[^=/:]*=(.*)$/s.exec(text)?.[1] ?? text;
}

function chartFiles(members: JsonObject): readonly Reference[] {
  return chartsAt(members).flatMap(({ field, chart }) => {
    const { valuesfile, additionalvaluesfiles, values } = chart;
    const more = itemsIn(additionalvaluesfiles);
    return [valuesfile, values, ...more].flatMap((path) =>
      typeof path === 'string' && !isInline(path) ? [{ field, path, use: 'data' as const }] : [],
    );
  });
}

function chartsIn(members: JsonObject): readonly string[] {
  return chartsAt(members).map(({ field, chart }) => {
    const name = [chart.repo ?? chart.chartrepourl, chart.name ?? chart.chartname];
    const parts = name.flatMap((part) => (typeof part === 'string' && part !== '' ? [shownRemote(part)] : []));
    return `${field}: ${parts.join(' ')}`;
  });
}

function chartsAt(members: JsonObject): readonly { readonly field: string; readonly chart: JsonObject }[] {
  return ['helmcharts', 'helmchartinflationgenerator'].flatMap((field) =>
    itemsIn(members[field]).flatMap((item) =>
      isJsonObject(item) ? [{ field: shownField(field), chart: membersOf(item) }] : [],
    ),
  );
}
