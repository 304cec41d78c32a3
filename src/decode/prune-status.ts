/** The parts of a status that checks and rollouts read; the rest changes often, is large, or both. */
import { isJsonObject } from '../kube/path.ts';

type Record_ = Readonly<Record<string, unknown>>;

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

export function pruneStatus(kind: string, status: unknown): unknown {
  if (!isJsonObject(status)) return undefined;
  switch (kind) {
    case 'Pod':
      return podStatus(status);
    case 'Node':
      return pick(status, ['nodeInfo', 'addresses']);
    case 'Namespace':
      return pick(status, ['phase']);
    case 'Service':
      return pick(status, ['loadBalancer']);
    case 'CronJob':
      return {};
    default: {
      const conditions = status.conditions;
      if (!Array.isArray(conditions)) return pick(status, COUNTS);
      return { ...pick(status, COUNTS), conditions: conditions.filter(isJsonObject).map(condition) };
    }
  }
}

function podStatus(status: Record_): Record_ {
  const kept: Record<string, unknown> = { ...pick(status, ['phase']) };
  for (const key of CONTAINER_STATUSES) {
    const list = status[key];
    if (Array.isArray(list)) kept[key] = list.filter(isJsonObject).map(containerStatus);
  }
  return kept;
}

function containerStatus(status: Record_): Record_ {
  const reason = waitingReason(status.state);
  const kept = pick(status, CONTAINER_STATUS);
  return reason === undefined ? kept : { ...kept, state: { waiting: { reason } } };
}

function waitingReason(state: unknown): unknown {
  if (!isJsonObject(state) || !isJsonObject(state.waiting)) return undefined;
  return state.waiting.reason;
}

/** Without the times and the message, which change without meaning. */
function condition(value: Record_): Record_ {
  return pick(value, ['type', 'status', 'reason']);
}

function pick(object: Record_, keys: readonly string[]): Record_ {
  const picked: Record<string, unknown> = {};
  for (const key of keys) if (object[key] !== undefined) picked[key] = object[key];
  return picked;
}
