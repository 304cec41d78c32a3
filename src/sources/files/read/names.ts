/** Whether the names of an object can be names. */
import { isJsonObject } from '../../../kube/path.ts';
import { UNPLACED } from '../../../kube/unplaced.ts';
import type { JsonObject } from '../../../plugin-api/index.ts';
import type { Way } from '../yaml/way.ts';

/** A namespace is a DNS label; what else names an object may hold nothing that means something in a path. */
const NAMESPACE = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const NAME = /^(?!\.{1,2}$)(?!.*\{\{)[^/%]{1,253}$/;

/** What is wrong, and where in the object. */
export function nameProblem({ metadata }: JsonObject): { readonly text: string; readonly way: Way } | undefined {
  const { name, namespace } = isJsonObject(metadata) ? metadata : {};
  if (typeof name !== 'string' || name === '') return { text: '.metadata.name is missing', way: ['metadata', 'name'] };
  for (const [key, value, pattern] of [
    ['name', name, NAME],
    ['namespace', namespace, NAMESPACE],
  ] as const) {
    if (typeof value !== 'string' || value === UNPLACED || pattern.test(value)) continue;
    const what = value.includes('{{') ? 'is a template that was not rendered' : `is not a valid ${key}`;
    return { text: `.metadata.${key} ${what}`, way: ['metadata', key] };
  }
  return undefined;
}
