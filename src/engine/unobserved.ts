/** Objects as they are right after a write, before any controller has seen it. Pure. */
import type { Inventory } from '../inventory/index.ts';
import { deepEqual } from '../kube/canonical.ts';
import { isJsonObject } from '../kube/path.ts';
import { refOf } from '../kube/refs.ts';
import type { SourceEvent } from '../model/ports.ts';
import type { KubeObject } from '../plugin-api/index.ts';

type Specified = KubeObject & { readonly spec?: unknown; readonly status?: unknown };

/**
 * The answer to a dry run, and what is computed here, may carry the status of before the change: that rollout is over,
 * the one that the change begins is not.
 */
function unobserved(object: Specified, current: Specified | undefined): KubeObject {
  const { status, metadata } = object;
  if (current === undefined || !isJsonObject(status) || status.observedGeneration === undefined) return object;
  if (deepEqual(object.spec, current.spec)) return object;
  const generation = Math.max(1, (metadata as { readonly generation?: number }).generation ?? 1);
  const changed = { ...metadata, generation };
  return { ...object, metadata: changed, status: { ...status, observedGeneration: generation - 1 } } as KubeObject;
}

/** What the source would tell if the object were stored. */
export function changeTo(object: KubeObject, inventory: Inventory): Upsert {
  const ref = refOf(object);
  const facts = inventory.factsOf(ref);
  const item = { object: unobserved(object, inventory.find(ref)), ...(facts === undefined ? {} : { facts }) };
  return { type: 'upsert', kind: inventory.kindOf(ref), items: [item] };
}

type Upsert = Extract<SourceEvent, { readonly type: 'upsert' }>;
