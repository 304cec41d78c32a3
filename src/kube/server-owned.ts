/** What the API server gives out and keeps: it is no decision of people, and no new object can bring it along. Pure. */
import type { JsonObject, KubeObject } from '../plugin-api/index.ts';
import { isJsonObject } from './path.ts';

/** Members of metadata that every write may change. */
export const SERVER_OWNED: ReadonlySet<string> = new Set([
  'creationTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
]);

/** Set when it is being deleted: that tells two objects apart, and is nothing to create one with. */
const DELETION: ReadonlySet<string> = new Set(['deletionGracePeriodSeconds', 'deletionTimestamp']);

/** As it can be created again: without status and what the server gives out. */
export function recreatable(object: KubeObject): KubeObject {
  const { status: _status, ...rest } = object as unknown as JsonObject;
  const metadata = isJsonObject(rest.metadata) ? rest.metadata : {};
  const kept = Object.entries(metadata).filter(([key]) => !SERVER_OWNED.has(key) && !DELETION.has(key));
  return { ...rest, metadata: Object.fromEntries(kept) } as unknown as KubeObject;
}
