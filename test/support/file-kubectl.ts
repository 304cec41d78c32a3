/** As much of kubectl as an undo script asks for, on objects in the file OBJECTS, by resource and namespace. */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { PatchOperation } from '../../src/kube/json-patch.ts';
import { isJsonObject } from '../../src/kube/path.ts';
import type { Json } from '../../src/plugin-api/index.ts';
import { patched } from './json-patch.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    context: { type: 'string' },
    namespace: { type: 'string', short: 'n' },
    output: { type: 'string', short: 'o' },
    type: { type: 'string' },
    'dry-run': { type: 'string' },
    'patch-file': { type: 'string' },
    'field-manager': { type: 'string' },
    'ignore-not-found': { type: 'boolean' },
  },
});
const [verb = '', ...names] = positionals;
const file = process.env.OBJECTS ?? '';
const objects = new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Json>));
const key = [values.namespace ?? '', ...names].join('/');
const found = objects.get(key);

if (found === undefined && values['ignore-not-found'] !== true) fail(`Error from server (NotFound): ${key}`);
else if (verb === 'get' && found !== undefined)
  process.stdout.write(values.output === 'name' ? key : String(at(found, ['metadata', 'uid'])));
else if (verb === 'delete') objects.delete(key);
else if (verb === 'patch' && found !== undefined) patch(found);
if (values['dry-run'] === undefined) writeFileSync(file, JSON.stringify(Object.fromEntries(objects)));

function patch(object: Json): void {
  const operations = JSON.parse(readFileSync(values['patch-file'] ?? '', 'utf8')) as readonly PatchOperation[];
  try {
    objects.set(key, patched(object, operations) as Json);
  } catch (error) {
    fail(`The request is invalid: ${error instanceof Error ? error.message : ''}`);
  }
}

function at(value: Json | undefined, places: readonly string[]): Json | undefined {
  return places.reduce<Json | undefined>((inner, place) => {
    if (Array.isArray(inner)) return inner[Number(place)];
    return isJsonObject(inner) ? inner[place] : undefined;
  }, value);
}

function fail(text: string): never {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
