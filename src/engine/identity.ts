/** By what findings and decisions are known again, over restarts and whatever else is read. */
import type { Inventory } from '../inventory/index.ts';
import { refKey, withoutFile } from '../kube/refs.ts';
import type { ObjectRef } from '../plugin-api/index.ts';

/**
 * Of manifests the file counts, whether or not another defines the same object: a copy that comes takes nobody's identity.
 * What is joined of several files has that of its world.
 */
export function identityOf(ref: ObjectRef, inventory: Inventory): string {
  const within = inventory.factsOf(withoutFile(ref))?.origin?.within;
  const isOwn = ref.file === undefined || within?.startsWith(`${ref.file}/`) === true;
  return refKey(isOwn && within !== undefined ? { ...ref, file: within } : ref);
}
