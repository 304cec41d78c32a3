/** Ways through the values of a document, with indexes: for places in its text, which keys alone do not tell. */
import { isJsonObject, keyedIndex } from '../../../kube/path.ts';
import type { FieldPath, Json } from '../../../plugin-api/index.ts';

export type Way = readonly (string | number)[];

/** The same way as a path with merge keys, as far as it leads. */
export function wayOf(root: Json, path: FieldPath): Way {
  const way: (string | number)[] = [];
  let value: Json = root;
  for (const element of path) {
    const step: string | number =
      typeof element === 'string' ? element : Array.isArray(value) ? keyedIndex(value, element.key, element.is) : -1;
    way.push(step);
    if (typeof step === 'number') value = (Array.isArray(value) ? (value as Json[])[step] : undefined) ?? null;
    else value = (isJsonObject(value) ? value[step] : undefined) ?? null;
  }
  return way;
}
