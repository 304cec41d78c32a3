/** The shape of the objects of each kind, compiled from the generated types when it is first asked for. */
import type { Kind } from '../../../plugin-api/index.ts';
import { listOf, mapOf, type Shape, simple, structure } from './shape.ts';
import { MODEL_OF, MODELS } from './shapes.generated.ts';
import { isSimple } from './simple-types.ts';

/**
 * `lenient`: what is required may be missing, as in a status that was written by hand or by an older server.
 * `custom`: ports may be, as where the controller of a custom kind chooses the port.
 */
type Demands = 'strict' | 'custom' | 'lenient';

const COMPILED: Readonly<Record<Demands, Map<string, Shape>>> = {
  strict: new Map(),
  custom: new Map(),
  lenient: new Map(),
};
const WITH_PORT: ReadonlySet<string> = new Set([
  'V1ContainerPort',
  'V1GRPCAction',
  'V1HTTPGetAction',
  'V1TCPSocketAction',
]);

/** Some custom kinds have templates of init containers only. */
const POD_OF_ANY_CONTAINERS = compileMembers('V1PodSpec', 'custom', []);
export const CUSTOM_TEMPLATE = structure(
  new Map([
    ['metadata', shapeOf('V1ObjectMeta', 'strict')],
    ['spec', POD_OF_ANY_CONTAINERS],
  ]),
  ['spec'],
);
const CUSTOM_OBJECT = structure(new Map([['metadata', shapeOf('V1ObjectMeta', 'strict')]]), ['metadata']);

export function shapeOfKind(kind: Kind): Shape {
  return kind === 'CustomWorkload' ? CUSTOM_OBJECT : shapeOf(MODEL_OF[kind], 'strict');
}

/** `V1Container[]`, `string{}`, `int32`: what is in it, then how it is held. */
function shapeOf(type: string, demands: Demands): Shape {
  if (type.endsWith('[]')) return listOf(shapeOf(type.slice(0, -2), demands));
  if (type.endsWith('{}')) return mapOf(shapeOf(type.slice(0, -2), demands));
  if (isSimple(type)) return simple(type);
  const known = COMPILED[demands].get(type);
  if (known !== undefined) return known;
  const shape = compile(type, demands);
  COMPILED[demands].set(type, shape);
  return shape;
}

/** Members are compiled with the first value: models may hold themselves, and most are never met. */
function compile(model: string, demands: Demands): Shape {
  let shape: Shape | undefined;
  return (value) => {
    shape ??= compileMembers(model, demands, requiredOf(model, demands));
    return shape(value);
  };
}

function requiredOf(model: string, demands: Demands): readonly string[] {
  if (demands === 'lenient' || (demands === 'custom' && WITH_PORT.has(model))) return [];
  return MODELS[model]?.required ?? [];
}

function compileMembers(model: string, demands: Demands, required: readonly string[]): Shape {
  const members = Object.entries(MODELS[model]?.members ?? {}).map(
    ([key, type]) => [key, shapeOf(type, key === 'status' ? 'lenient' : demands)] as const,
  );
  return structure(new Map(members), required);
}
