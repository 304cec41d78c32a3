/** Schemas of what the control plane of the tests does not serve. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import type { ExampleDocument, ExampleObject } from './read.ts';

const SCHEMAS = join(import.meta.dirname, 'schemas');
const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });

/** Files that are no objects, by what they hold. */
const SHAPES: readonly { readonly schema: string; readonly fits: (value: unknown) => boolean }[] = [
  { schema: 'falco-rules', fits: (value) => Array.isArray(value) && value.some((each) => has(each, 'rule')) },
  { schema: 'kured-values', fits: (value) => has(value, 'configuration') && has(value, 'nodeSelector') },
  { schema: 'aws-policy', fits: (value) => has(value, 'Statement') },
  { schema: 'github-workflow', fits: (value) => has(value, 'jobs') && has(value, 'on') },
];

export function schemaOf({ value }: ExampleObject): string | undefined {
  return known(`${value.apiVersion.replace('/', '_')}_${value.kind}`);
}

/** Of a document that is no object. */
export function shapeOf({ value }: ExampleDocument): string | undefined {
  const shape = SHAPES.find(({ fits }) => fits(value));
  return shape === undefined ? undefined : known(shape.schema);
}

/** What is wrong with the value, a line each. */
export function problemsOf(schema: string, value: unknown): readonly string[] {
  const validate = ajv.getSchema(schema) ?? ajv.compile({ $id: schema, ...read(schema) });
  if (validate(value) === true) return [];
  return ((validate.errors ?? []) as ErrorObject[]).map(
    ({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
  );
}

function known(schema: string): string | undefined {
  return existsSync(join(SCHEMAS, `${schema}.json`)) ? schema : undefined;
}

function read(schema: string): object {
  return JSON.parse(readFileSync(join(SCHEMAS, `${schema}.json`), 'utf8')) as object;
}

function has(value: unknown, name: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name);
}
