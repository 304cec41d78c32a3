/** What stands behind a decision: the way of a right, or the connections of a namespace. Computed when a screen asks. */
import { reachability } from '../../analysis/network-policy/index.ts';
import { rightsPicture } from '../../analysis/rbac/index.ts';
import type { Engine } from '../../engine/index.ts';
import type { Inventory } from '../../inventory/index.ts';
import { refOf } from '../../kube/refs.ts';
import type { Decision } from '../../model/decision.ts';
import type { Detail } from '../../model/detail.ts';
import { EditError, fieldChangesOf, withFieldChanges } from '../../model/edits.ts';
import type { Change, KindMap, KubeObject, ObjectRef } from '../../plugin-api/index.ts';
import { accessDetail } from './access.ts';
import { networkDetail } from './network.ts';

const RIGHTS: ReadonlySet<string> = new Set([
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'ServiceAccount',
]);

/** Undefined where the object itself says all that there is. */
export function detailOf(decision: Decision, engine: Engine, inventory: Inventory): Detail | undefined {
  const { findings, subject } = decision;
  if (findings.some(({ check }) => check.startsWith('network/'))) {
    const namespace = subject.kind === 'Namespace' ? subject.name : subject.namespace;
    if (namespace !== undefined) return connections(decision, namespace, engine, inventory);
  }
  const isAboutRights = [subject, ...findings.map((each) => each.subject)].some(({ kind }) => RIGHTS.has(kind));
  return isAboutRights ? accessDetail(decision, engine.ask(rightsPicture)) : undefined;
}

function connections(decision: Decision, namespace: string, engine: Engine, inventory: Inventory): Detail {
  const policies = inventory.list('NetworkPolicy');
  const after = afterChange(decision, inventory);
  const now = engine.ask(reachability);
  if (after === undefined) return networkDetail(namespace, { now, policies, policiesLater: policies });
  const { stored, removed } = after;
  const isGone = new Set(removed.map(keyOf));
  const changed = stored.filter((each): each is KindMap['NetworkPolicy'] => each.kind === 'NetworkPolicy');
  for (const each of changed) isGone.add(keyOf(refOf(each)));
  const policiesLater = [...policies.filter((each) => !isGone.has(keyOf(refOf(each)))), ...changed];
  return networkDetail(namespace, { now, later: engine.ask(reachability, stored, removed), policies, policiesLater });
}

function keyOf({ kind, namespace, name }: ObjectRef): string {
  return `${kind} ${namespace} ${name}`;
}

interface After {
  readonly stored: readonly KubeObject[];
  readonly removed: readonly ObjectRef[];
}

/** By the first variant; undefined where there is none, or where it does not fit the objects any more. */
function afterChange({ variants: [first] }: Decision, inventory: Inventory): After | undefined {
  if (first === undefined || first.changes.length === 0) return undefined;
  try {
    return {
      stored: first.changes.flatMap((change) => storedBy(change, inventory)),
      removed: first.changes.flatMap((change) => (change.op === 'delete' ? [change.target] : [])),
    };
  } catch (error) {
    if (error instanceof EditError) return undefined;
    throw error;
  }
}

function storedBy(change: Change, inventory: Inventory): readonly KubeObject[] {
  if (change.op === 'ensure') return [change.object as unknown as KubeObject];
  const object = change.op === 'edit' ? inventory.find(change.target) : undefined;
  if (object === undefined || change.op !== 'edit') return [];
  return [withFieldChanges(object, fieldChangesOf(object, change.edits))];
}
