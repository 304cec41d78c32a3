/** What a lookup indexes, in the parts that changes are told of: an object, or the workloads of a namespace. */
import type { ChangedObjects, Inventory } from '../../inventory/index.ts';
import { refKey, refOf } from '../../kube/refs.ts';
import type { KubeObject, Listable, ObjectRef, Workload } from '../../plugin-api/index.ts';
import { compareText } from '../../text/words.ts';
import { listCell, objectCell } from './cells.ts';
import { isJoined } from './reads.ts';

export type Item = KubeObject | Workload;

export interface Part {
  readonly id: string;
  readonly items: readonly Item[];
}

export function allParts(inventory: Inventory, what: Listable): readonly Part[] {
  if (isJoined(what)) return inventory.namespaceNames().map((name) => joinedPart(inventory, what, name));
  return inventory.list(what).map((object): Part => {
    const { namespace = '', name } = object.metadata;
    return { id: objectCell(what, namespace, name), items: [object] };
  });
}

export function partsOf(inventory: Inventory, what: Listable, changed: ChangedObjects): readonly Part[] {
  if (isJoined(what)) return [joinedPart(inventory, what, changed.namespace)];
  const namespace = what === 'Namespace' ? '' : changed.namespace;
  return [...new Set(changed.names)].map((name) => {
    const object = inventory.get(what, name, namespace);
    return { id: objectCell(what, namespace, name), items: object === undefined ? [] : [object] };
  });
}

function joinedPart(inventory: Inventory, what: 'Workload' | 'IdleWorkload', namespace: string): Part {
  const items = what === 'Workload' ? inventory.workloads(namespace) : inventory.idleWorkloads(namespace);
  return { id: listCell(what, namespace), items };
}

export function namespaceOf(item: Item): string | undefined {
  return 'pods' in item ? item.ref.namespace : item.metadata.namespace;
}

/** By namespace and name, those outside of namespaces first. */
export function compareItems(left: Item, right: Item): number {
  const [one, other] = [placeOf(left), placeOf(right)];
  return (
    compareText(one.namespace ?? '', other.namespace ?? '') ||
    compareText(one.name, other.name) ||
    compareText(refKey(refOfItem(left)), refKey(refOfItem(right)))
  );
}

function placeOf(item: Item): { readonly namespace?: string; readonly name: string } {
  return 'pods' in item ? item.ref : item.metadata;
}

function refOfItem(item: Item): ObjectRef {
  return 'pods' in item ? item.ref : refOf(item);
}
