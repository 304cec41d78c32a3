/** Lists of objects, as kubectl tells them. */
import { kindOf } from '../../../kube/kinds.ts';
import type { Json, JsonObject } from '../../../plugin-api/index.ts';
import type { Way } from '../yaml/way.ts';

const LIST = 'List';

/** What has items is a list for kubectl, whatever its kind is called; a list of a known kind may go without. */
export function listItems({ apiVersion, kind, items }: JsonObject): readonly Json[] | undefined {
  if (typeof kind !== 'string') return undefined;
  if (Array.isArray(items)) return items;
  if (items !== undefined && items !== null) return undefined;
  if (items === null || kind === LIST) return [];
  const isListOfKnown = kind.endsWith(LIST) && kindOf(String(apiVersion), kind.slice(0, -LIST.length)) !== undefined;
  return isListOfKnown ? [] : undefined;
}

/** Items of typed lists do not repeat their type. */
export function itemType({ apiVersion, kind }: JsonObject): JsonObject | undefined {
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || kind === LIST || !kind.endsWith(LIST))
    return undefined;
  return { apiVersion, kind: kind.slice(0, -LIST.length) };
}

/** Where `listItems` finds none. */
export function isBrokenList({ kind, items }: JsonObject): boolean {
  return typeof kind === 'string' && items !== undefined;
}

export function at(items: readonly number[]): string {
  return items.length === 0 ? '' : `${placeOf(items)}: `;
}

export function placeOf(items: readonly number[]): string {
  return items.map((index) => `items[${index}]`).join('.');
}

export function wayTo(items: readonly number[]): Way {
  return items.flatMap((index) => ['items', index]);
}
