/** Whether the names of an object can be names. */
import { isJsonObject } from '../../../kube/path.ts';
import type { JsonObject } from '../../../plugin-api/index.ts';

/** A namespace is a DNS label; what else names an object may hold nothing that means something in a path. */
const NAMESPACE = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const NAME = /^(?!\.{1,2}$)(?!.*\{\{)[^/%]{1,253}$/;

export function nameProblem({ metadata }: JsonObject): string | undefined {
  const { name, namespace } = isJsonObject(metadata) ? metadata : {};
  if (typeof name !== 'string' || name === '') return '.metadata.name is missing';
  for (const [key, value, pattern] of [
    ['name', name, NAME],
    ['namespace', namespace, NAMESPACE],
  ] as const) {
    if (typeof value !== 'string' || pattern.test(value)) continue;
    const what = value.includes('{{') ? 'is a template that was not rendered' : `is not a valid ${key}`;
    return `.metadata.${key} ${what}`;
  }
  return undefined;
}
