/** What the published package of the client tells about the API: members of its models, paths of its resources. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Attribute {
  /** As it is on the wire. */
  readonly baseName: string;
  /** `string`, `V1Container`, `Array<V1Container>`, `{ [key: string]: string; }` ... */
  readonly type: string;
  /** `int32`, `date-time`, `byte` ... or ''. */
  readonly format: string;
}
export interface Model {
  readonly name: string;
  readonly attributes: readonly Attribute[];
  /** Names of the members that its type does not let go. */
  readonly required: ReadonlySet<string>;
}
export interface Resource {
  /** The model of one object. */
  readonly model: string;
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly namespaced: boolean;
}
export interface Client {
  /** Of Kubernetes, as `1.36`. */
  readonly release: string;
  readonly resources: ReadonlyMap<string, Resource>;
  /** `undefined` for what is no model: `string`, `Date` ... */
  model(name: string): Promise<Model | undefined>;
}

export function openClient(root: string): Client {
  const generated = join(root, 'node_modules', '@kubernetes', 'client-node', 'dist', 'gen');
  const models = join(generated, 'models');
  const names = new Set(
    readdirSync(models).flatMap((file) => (file.endsWith('.d.ts') ? [file.slice(0, -'.d.ts'.length)] : [])),
  );
  return {
    release: /OpenAPI spec version: release-(\S+)/.exec(readFileSync(join(models, 'V1Pod.js'), 'utf8'))?.[1] ?? '',
    resources: readResources(join(generated, 'apis')),
    model: async (name) => (names.has(name) ? readModel(models, name) : undefined),
  };
}

interface ModelModule {
  readonly [name: string]: { readonly attributeTypeMap: readonly Attribute[] } | undefined;
}

async function readModel(folder: string, name: string): Promise<Model> {
  const module = (await import(pathToFileURL(join(folder, `${name}.js`)).href)) as ModelModule;
  const attributes = module[name]?.attributeTypeMap;
  if (attributes === undefined) throw new TypeError(`the client has no model ${name}`);
  const declared = readFileSync(join(folder, `${name}.d.ts`), 'utf8');
  const required = [...declared.matchAll(/^ {4}'([^']+)': /gm)].flatMap(([, member]) => member ?? []);
  return { name, attributes, required: new Set(required) };
}

const PATH = /localVarPath = '\/apis?\/([^']+)'/;
const BODY = /ObjectSerializer\.serialize\(body, "(\w+)"/;

/** By model. What is created is posted to its collection. */
function readResources(folder: string): ReadonlyMap<string, Resource> {
  const found = new Map<string, Resource>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('Api.js')))
    for (const method of readFileSync(join(folder, file), 'utf8').split(/^ {4}async /m)) {
      const path = PATH.exec(method)?.[1];
      const model = BODY.exec(method)?.[1];
      if (!method.startsWith('create') || path === undefined || model === undefined) continue;
      const resource = resourceAt(path, model);
      if (resource !== undefined) found.set(model, resource);
    }
  return found;
}

/** `v1/namespaces/{namespace}/pods`, `apps/v1/namespaces/{namespace}/deployments`, `v1/nodes`; not of subresources. */
function resourceAt(path: string, model: string): Resource | undefined {
  const parts = path.split('/');
  const group = /^v\d/.test(parts[0] ?? '') ? '' : (parts.shift() ?? '');
  const [version = '', ...rest] = parts;
  const namespaced = rest[1] === '{namespace}';
  const [plural, ...more] = namespaced ? rest.slice(2) : rest;
  if (plural === undefined || more.length > 0) return undefined;
  return { model, group, version, plural, namespaced };
}
