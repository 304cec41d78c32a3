/** What happens to pods when the template of a workload is changed. Pure. */
import type { KubeObject } from '../plugin-api/index.ts';
import { valueAt } from './path.ts';

export type Rollout =
  /** The owner replaces its pods; how many is not always known. */
  | { readonly kind: 'rolls'; readonly pods?: number }
  /** Pods that are made later get the change, those that run keep what they have. */
  | { readonly kind: 'later' };

const LATER: Readonly<Record<string, true>> = { CronJob: true, ReplicaSet: true, ReplicationController: true };

export function rolloutOf(kind: string, object: KubeObject | undefined): Rollout {
  const isHeld =
    valueAt(object, ['spec', 'paused']) === true || valueAt(object, ['spec', 'updateStrategy', 'type']) === 'OnDelete';
  if (LATER[kind] === true || isHeld) return { kind: 'later' };
  const pods = kind === 'DaemonSet' ? valueAt(object, ['status', 'desiredNumberScheduled']) : replicas(object);
  return typeof pods === 'number' ? { kind: 'rolls', pods } : { kind: 'rolls' };
}

/** How a new template reaches the pods, in sentences, where that is not the usual rolling update. `name`: for people. */
export function rolloutCaveats(kind: string, name: string, object: KubeObject): readonly string[] {
  switch (kind) {
    case 'Deployment':
      if (valueAt(object, ['spec', 'paused']) === true)
        return [`${name} is paused: its pods change when it is resumed.`];
      if (replicas(object) === 0) return [atZero(name)];
      return valueAt(object, ['spec', 'strategy', 'type']) === 'Recreate' ? [allAtOnce(name)] : [];
    case 'StatefulSet':
      return statefulCaveats(name, object);
    case 'DaemonSet':
      return isOnDelete(object) ? [onDelete(name)] : [];
    case 'ReplicaSet':
    case 'ReplicationController':
      return [`Running pods of ${name} stay as they are until they are deleted.`];
    case 'CronJob':
      return [`${name} shows at its next run whether it still works.`];
    default:
      return [];
  }
}

/** `Recreate` is served from 1.37 on, and `maxUnavailable` is heeded without being asked to. */
function statefulCaveats(name: string, object: KubeObject): readonly string[] {
  if (replicas(object) === 0) return [atZero(name)];
  if (isOnDelete(object)) return [onDelete(name)];
  if (replicas(object) === 1) return [`${name} has one replica: it is away while it restarts.`];
  if (valueAt(object, ['spec', 'updateStrategy', 'type']) === 'Recreate') return [allAtOnce(name)];
  const away = valueAt(object, ['spec', 'updateStrategy', 'rollingUpdate', 'maxUnavailable']) ?? 1;
  return away === 1 ? [] : [`Pods of ${name} may be away at the same time: ${away}.`];
}

function isOnDelete(object: KubeObject): boolean {
  return valueAt(object, ['spec', 'updateStrategy', 'type']) === 'OnDelete';
}

/** By hand, or by an autoscaler, which may go down to none from 1.37 on. */
function atZero(name: string): string {
  return `${name} is scaled to zero: whether it works shows when it is scaled up.`;
}

function allAtOnce(name: string): string {
  return `All pods of ${name} stop before new ones start.`;
}

function onDelete(name: string): string {
  return `Pods of ${name} change when they are deleted.`;
}

/** One where the object does not say, as its API does. */
function replicas(object: KubeObject | undefined): unknown {
  const wanted = valueAt(object, ['spec', 'replicas']);
  return wanted === undefined && object?.apiVersion === 'apps/v1' ? 1 : wanted;
}
