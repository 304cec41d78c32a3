/** What is kept of the objects of each kind: the place to look at when a check needs more. */
import type { TypedKind } from '../kube/kinds.ts';
import { isJsonObject } from '../kube/path.ts';
import { pick } from './map.ts';
import { definitionSpec, optionNames, requestSpec, volumeSpec, withoutBulk } from './prune-body.ts';
import { EVENT } from './prune-event.ts';
import { pruneSpec } from './prune-spec.ts';
import { conditionsOf, podStatus, progressOf } from './prune-status.ts';

type Prune = (value: unknown) => unknown;
type Status = Readonly<Record<string, unknown>>;

/** Members by name; those that are not named are kept without bulk, unless `rest` says otherwise; of a status its conditions. */
interface Kept {
  readonly members?: Readonly<Record<string, Prune>>;
  readonly rest?: 'dropped';
  readonly status?: (status: Status) => Status;
}

const WORKLOAD: Kept = { members: { spec: pruneSpec }, status: progressOf };

const KEPT: Readonly<Partial<Record<TypedKind, Kept>>> = {
  Namespace: { status: only('phase') },
  Node: { status: only('nodeInfo', 'addresses', 'runtimeHandlers') },
  Pod: { members: { spec: pruneSpec }, status: podStatus },
  Service: { status: only('loadBalancer') },
  ReplicationController: WORKLOAD,
  PodTemplate: { members: { template: pruneSpec } },
  Deployment: WORKLOAD,
  ReplicaSet: WORKLOAD,
  StatefulSet: WORKLOAD,
  DaemonSet: WORKLOAD,
  Job: WORKLOAD,
  CronJob: { members: { spec: pruneSpec }, status: only('lastSuccessfulTime') },
  PersistentVolume: { members: { spec: volumeSpec } },
  StorageClass: { members: { mountOptions: optionNames } },
  CertificateSigningRequest: { members: { spec: requestSpec } },
  CustomResourceDefinition: { members: { spec: definitionSpec } },
  Event: { members: EVENT, rest: 'dropped' },
};

/** Of no kind, whatever is written in a manifest. */
const NEVER: ReadonlySet<string> = new Set(['data', 'stringData', 'binaryData']);

/** What is left of a member of an object, but for its type and metadata; `undefined` when it goes. */
export function prunedMember(kind: TypedKind, key: string, member: unknown): unknown {
  if (NEVER.has(key)) return undefined;
  const kept = KEPT[kind];
  if (key === 'status') return isJsonObject(member) ? (kept?.status ?? conditionsOf)(member) : undefined;
  const prune = kept?.members?.[key];
  if (prune === undefined) return kept?.rest === 'dropped' ? undefined : withoutBulk(member);
  return prune(member);
}

function only(...keys: readonly string[]): (status: Status) => Status {
  return (status) => pick(status, keys);
}
