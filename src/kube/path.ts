/** Field paths as text, and reading a value at one. */
import type { FieldPath, Json, JsonObject } from '../plugin-api/index.ts';

const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** As the API server writes paths: `.spec.template.spec.containers[name="a"].securityContext.privileged`. */
export function formatPath(path: FieldPath): string {
  return path
    .map((element) => {
      if (typeof element !== 'string') return `[${element.key}=${JSON.stringify(element.is)}]`;
      return PLAIN.test(element) ? `.${element}` : `[${JSON.stringify(element)}]`;
    })
    .join('');
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a list holds; of what is no list nothing. */
export function itemsIn(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** Index of the item whose merge key has the value, or -1. Ports are numbers in objects, and text in paths. */
export function keyedIndex(list: readonly Json[], key: string, is: string): number {
  return list.findIndex((item) => {
    const value = isJsonObject(item) && Object.hasOwn(item, key) ? item[key] : undefined;
    return value === is || (typeof value === 'number' && String(value) === is);
  });
}

/** The value at a path; `undefined` where any step is missing. */
export function valueAt(root: unknown, path: FieldPath): Json | undefined {
  let current = root as Json | undefined;
  for (const element of path) {
    if (typeof element === 'string') {
      if (!isJsonObject(current)) return undefined;
      current = Object.hasOwn(current, element) ? current[element] : undefined;
    } else {
      if (!Array.isArray(current)) return undefined;
      current = current[keyedIndex(current, element.key, element.is)];
    }
  }
  return current;
}
