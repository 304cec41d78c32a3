/**
 * Objects of typed kinds, held to the members and types of their models, status included: a misspelt member shows nothing.
 * What a model requires may be left out: fixtures hold what they show.
 */
import { kindOf } from '../../../src/kube/kinds.ts';
import type { KubeObject } from '../../../src/plugin-api/index.ts';
import { MODEL_OF, MODELS } from '../../../src/sources/files/read/shapes.generated.ts';
import { isSimple, SIMPLE } from '../../../src/sources/files/read/simple-types.ts';

/** `.spec.ingresClassName is no member of V1IngressSpec`; of kinds that are not in the table nothing is known. */
export function memberProblem(object: KubeObject): string | undefined {
  const kind = kindOf(object.apiVersion, object.kind);
  return kind === undefined ? undefined : valueProblem(object, MODEL_OF[kind], '');
}

/** `at`: where the value is, for the sentence. */
export function valueProblem(value: unknown, type: string, at: string): string | undefined {
  if (value === null) return undefined;
  if (type.endsWith('[]')) {
    if (!Array.isArray(value)) return `${at} must be a list`;
    return firstOf(value.entries(), ([index, item]) => valueProblem(item, type.slice(0, -2), `${at}[${index}]`));
  }
  if (isSimple(type)) return SIMPLE[type].is(value) ? undefined : `${at} must be ${SIMPLE[type].name}`;
  if (typeof value !== 'object' || Array.isArray(value)) return `${at} must be a map`;
  const members = Object.entries(value);
  if (type.endsWith('{}'))
    return firstOf(members, ([key, member]) => valueProblem(member, type.slice(0, -2), `${at}.${key}`));
  const known = MODELS[type]?.members ?? {};
  return firstOf(members, ([key, member]) => {
    const path = `${at}.${key}`;
    const memberType = Object.hasOwn(known, key) ? known[key] : undefined;
    return memberType === undefined ? `${path} is no member of ${type}` : valueProblem(member, memberType, path);
  });
}

function firstOf<T>(values: Iterable<T>, problem: (value: T) => string | undefined): string | undefined {
  for (const value of values) {
    const found = problem(value);
    if (found !== undefined) return found;
  }
  return undefined;
}
