/** From the models of the client to shapes: every model that the typed kinds are made of. */
import type { Client, Model } from './client.ts';
import { MAY_LACK, QUANTITIES } from './typed.ts';

/** `required` in the order of the members. */
export interface ModelShape {
  readonly members: Readonly<Record<string, string>>;
  readonly required: readonly string[];
}

/** Structures that are empty rather than absent for the API server, so what they demand is demanded without them. */
const ALWAYS_THERE: readonly string[] = ['spec', 'template'];

/** Shapes by the name of their model, sorted. */
export async function shapesOf(client: Client, roots: readonly string[]): Promise<ReadonlyMap<string, ModelShape>> {
  const models = await modelsBehind(client, roots);
  const names = [...models.keys()].sort();
  return new Map(names.map((name) => [name, shapeOf(name, models)]));
}

async function modelsBehind(client: Client, roots: readonly string[]): Promise<ReadonlyMap<string, Model>> {
  const found = new Map<string, Model>();
  let next = [...roots];
  while (next.length > 0) {
    const read = (await Promise.all(next.map((name) => client.model(name)))).filter((model) => model !== undefined);
    for (const model of read) found.set(model.name, model);
    const named = read.flatMap(({ attributes }) => attributes.map(({ type }) => innermost(type)));
    next = [...new Set(named)].filter((name) => !found.has(name));
  }
  return found;
}

function shapeOf(name: string, models: ReadonlyMap<string, Model>): ModelShape {
  const attributes = models.get(name)?.attributes ?? [];
  const members = attributes.map(({ baseName, type, format }) => [
    baseName,
    shortType(type, QUANTITIES[name]?.includes(baseName) === true ? 'quantity' : format),
  ]);
  return { members: Object.fromEntries(members), required: requiredOf(name, models) };
}

function requiredOf(name: string, models: ReadonlyMap<string, Model>): readonly string[] {
  const model = models.get(name);
  if (model === undefined) return [];
  return model.attributes.flatMap(({ baseName, type }) => {
    if (MAY_LACK[name]?.includes(baseName) === true) return [];
    const isNeeded = model.required.has(baseName) || isRoot(model, baseName);
    return isNeeded || (ALWAYS_THERE.includes(baseName) && requiredOf(type, models).length > 0) ? [baseName] : [];
  });
}

/** Every object has metadata, whatever its type says. */
function isRoot({ attributes }: Model, baseName: string): boolean {
  return baseName === 'metadata' && attributes.some((attribute) => attribute.baseName === 'apiVersion');
}

const LIST = /^Array<(.*)>$/;
const MAP = /^\{ \[key: string\]: (.*); \}$/;

function innermost(type: string): string {
  const inner = LIST.exec(type)?.[1] ?? MAP.exec(type)?.[1];
  return inner === undefined ? type : innermost(inner);
}

/** `V1Container[]`, `string{}`, `int32`: what is in it, then how it is held. */
function shortType(type: string, format: string): string {
  const [, item] = LIST.exec(type) ?? [];
  if (item !== undefined) return `${shortType(item, format)}[]`;
  const [, value] = MAP.exec(type) ?? [];
  if (value !== undefined) return `${shortType(value, format)}{}`;
  if (type === 'number') return format;
  if (type === 'string' && format !== '') return format;
  return NAMES[type] ?? type;
}

const NAMES: Readonly<Record<string, string>> = {
  Date: 'time',
  V1MicroTime: 'time',
  IntOrString: 'int-or-string',
};
