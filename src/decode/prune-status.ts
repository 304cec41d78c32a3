/** The parts of a status that checks and rollouts read; the rest changes often, is large, or both. */
import { isJsonObject } from '../kube/path.ts';
import { withoutUser } from './images.ts';
import { mapMembers, pick } from './map.ts';
import { refusalIn } from './refusal.ts';

type Status = Readonly<Record<string, unknown>>;

const CONTAINER_STATUSES = ['containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses'] as const;
const CONTAINER_STATUS = ['name', 'user', 'imageID', 'restartCount', 'ready'] as const;
const COUNTS = [
  'observedGeneration',
  'replicas',
  'readyReplicas',
  'updatedReplicas',
  'availableReplicas',
  'unavailableReplicas',
  'currentNumberScheduled',
  'desiredNumberScheduled',
  'numberAvailable',
  'numberMisscheduled',
  'numberReady',
  'numberUnavailable',
  'updatedNumberScheduled',
  'active',
  'succeeded',
  'failed',
] as const;

export function conditionsOf({ conditions }: Status): Status {
  return Array.isArray(conditions) ? { conditions: conditions.filter(isJsonObject).map(condition) } : {};
}

/** How far a workload's controller has come. */
export function progressOf(status: Status): Status {
  return { ...pick(status, COUNTS), ...conditionsOf(status) };
}

export function podStatus(status: Status): Status {
  const kept: Record<string, unknown> = { ...pick(status, ['phase', 'podIPs']) };
  for (const key of CONTAINER_STATUSES) {
    const list = status[key];
    if (Array.isArray(list)) kept[key] = list.filter(isJsonObject).map(containerStatus);
  }
  return kept;
}

function containerStatus(status: Status): Status {
  const reason = waitingReason(status.state);
  const kept = mapMembers(pick(status, CONTAINER_STATUS), (key, member) =>
    key === 'imageID' ? withoutUser(member) : member,
  );
  return reason === undefined ? kept : { ...kept, state: { waiting: { reason } } };
}

function waitingReason(state: unknown): unknown {
  if (!isJsonObject(state) || !isJsonObject(state.waiting)) return undefined;
  return state.waiting.reason;
}

/** Without the times and the message, which change without meaning; but why pods are refused is kept. */
function condition(value: Status): Status {
  const kept = pick(value, ['type', 'status', 'reason']);
  const refusal = value.type === 'ReplicaFailure' ? refusalIn(value.message) : undefined;
  return refusal === undefined ? kept : { ...kept, message: refusal };
}
