/** By which member the API server tells the items of a list apart, as its OpenAPI document says. */
import type { TypedKind } from '../../../src/kube/kinds.ts';
import { apiVersionOf, groupOf, KINDS, TYPED_KINDS } from '../../../src/kube/kinds.ts';
import { MODEL_OF, MODELS } from '../../../src/sources/files/read/shapes.generated.ts';

interface Schema {
  readonly $ref?: string;
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly 'x-kubernetes-patch-merge-key'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-group-version-kind'?: readonly {
    readonly group: string;
    readonly version: string;
    readonly kind: string;
  }[];
}
/** `GET /openapi/v2`. */
export interface OpenApi {
  readonly definitions: Readonly<Record<string, Schema>>;
}

/** Merge keys by model and member, sorted. Throws where the server and the client do not know the same kinds. */
export function mergeKeysIn({ definitions }: OpenApi): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const found = new Map<string, Readonly<Record<string, string>>>();
  const visit = (model: string, schema: Schema | undefined): void => {
    const shape = MODELS[model];
    if (shape === undefined || found.has(model)) return;
    const properties = schema?.properties ?? {};
    const keys = Object.keys(shape.members).flatMap((member) => {
      const key = mergeKey(properties[member]);
      return key === undefined ? [] : [[member, key] as const];
    });
    found.set(model, Object.fromEntries(keys));
    for (const [member, type] of Object.entries(shape.members))
      visit(type.replace(/(\[\]|\{\})+$/, ''), definitions[referred(properties[member])]);
  };
  for (const kind of TYPED_KINDS) visit(MODEL_OF[kind], definitionOf(kind, definitions));
  return Object.fromEntries([...found].filter(([, keys]) => Object.keys(keys).length > 0).sort(byName));
}

/** What a strategic merge takes; a list by several members has one of them there, or none. */
function mergeKey(schema: Schema | undefined): string | undefined {
  const [key, ...more] = schema?.['x-kubernetes-list-map-keys'] ?? [];
  return schema?.['x-kubernetes-patch-merge-key'] ?? (more.length === 0 ? key : undefined);
}

/** The name of the model of a member, of its items or of the values of its map. */
function referred(schema: Schema | undefined): string {
  const inner = schema?.items ?? schema?.additionalProperties;
  return inner === undefined ? (schema?.$ref ?? '').replace('#/definitions/', '') : referred(inner);
}

function definitionOf(name: TypedKind, definitions: OpenApi['definitions']): Schema {
  const { kind, ...info } = KINDS[name];
  const apiVersion = apiVersionOf(info);
  const found = Object.values(definitions).find((schema) =>
    schema['x-kubernetes-group-version-kind']?.some(
      (each) => each.kind === kind && apiVersionOf(each) === apiVersion && each.group === groupOf(apiVersion),
    ),
  );
  if (found === undefined) throw new Error(`the API server describes no ${apiVersion} ${kind}`);
  return found;
}

function byName([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : 1;
}
