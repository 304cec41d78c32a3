/** Resources of custom kinds: an object says its kind, a request the plural of it. */
import type { ObjectRef, ResourceName } from '../plugin-api/index.ts';
import { groupOf } from './kinds.ts';

/** As apimachinery guesses the resource of a kind (`meta.UnsafeGuessKindToResource`). */
export function guessedResource({ apiVersion, kind }: Pick<ObjectRef, 'apiVersion' | 'kind'>): ResourceName {
  const singular = kind.toLowerCase();
  return `${plural(singular)}.${groupOf(apiVersion)}`;
}

function plural(singular: string): string {
  if (singular === 'endpoints') return singular;
  if (singular.endsWith('s')) return `${singular}es`;
  if (singular.endsWith('y')) return `${singular.slice(0, -1)}ies`;
  return `${singular}s`;
}
