/** Why pods of a DaemonSet are not placed on a node: what its controller goes by. */
import { type KindMap, matchesLabels } from 'kubectl-harden/plugin-api';
import type { PodSpec } from './agents.ts';

export type Node = KindMap['Node'];
type Toleration = NonNullable<PodSpec['tolerations']>[number];
type Taint = NonNullable<NonNullable<Node['spec']>['taints']>[number];
type Term = NonNullable<
  NonNullable<NonNullable<PodSpec['affinity']>['nodeAffinity']>['requiredDuringSchedulingIgnoredDuringExecution']
>['nodeSelectorTerms'][number];
type Requirement = NonNullable<Term['matchExpressions']>[number];

export interface Obstacle {
  /** Below the pod spec. */
  readonly field: 'nodeName' | 'nodeSelector' | 'affinity' | 'tolerations';
  /** Goes on after the names of the nodes: "taint dedicated=db:NoSchedule is not tolerated". */
  readonly text: string;
}

/** What every pod of a DaemonSet tolerates. A cordoned node is `unschedulable`. */
const ALWAYS_TOLERATED: readonly Toleration[] = [
  ...['not-ready', 'unreachable'].map((name) => tolerated(name, 'NoExecute')),
  ...['disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable'].map((name) => tolerated(name, 'NoSchedule')),
];

function tolerated(name: string, effect: string): Toleration {
  return { key: `node.kubernetes.io/${name}`, operator: 'Exists', effect };
}

/** `undefined`: it is placed there. */
export function obstacleOn(node: Node, pod: PodSpec): Obstacle | undefined {
  const { name, labels = {} } = node.metadata;
  if (pod.nodeName && pod.nodeName !== name) return { field: 'nodeName', text: `nodeName is ${pod.nodeName}` };
  const { nodeSelector = {} } = pod;
  if (!matchesLabels({ matchLabels: nodeSelector }, labels)) {
    const wanted = Object.entries(nodeSelector).map(([key, value]) => `${key}=${value}`);
    return { field: 'nodeSelector', text: `nodeSelector asks for ${wanted.join(', ')}` };
  }
  const required = pod.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (required !== undefined && !required.nodeSelectorTerms.some((term) => isMet(term, node)))
    return { field: 'affinity', text: 'the node affinity asks for other nodes' };
  const taint = node.spec?.taints?.find((each) => repels(each, pod));
  return taint === undefined ? undefined : { field: 'tolerations', text: `taint ${named(taint)} is not tolerated` };
}

function repels(taint: Taint, pod: PodSpec): boolean {
  if (taint.effect === 'PreferNoSchedule') return false;
  const network = pod.hostNetwork === true ? [tolerated('network-unavailable', 'NoSchedule')] : [];
  return ![...ALWAYS_TOLERATED, ...network, ...(pod.tolerations ?? [])].some((each) => tolerates(each, taint));
}

function tolerates({ key, operator = 'Equal', value = '', effect }: Toleration, taint: Taint): boolean {
  if (effect && effect !== taint.effect) return false;
  if (key && key !== taint.key) return false;
  if (operator === 'Exists') return true;
  return operator === 'Equal' && Boolean(key) && value === (taint.value ?? '');
}

function named({ key, value, effect }: Taint): string {
  return `${key}${value ? `=${value}` : ''}:${effect}`;
}

/** A term that asks for nothing selects no node. */
function isMet({ matchExpressions = [], matchFields = [] }: Term, { metadata }: Node): boolean {
  if (matchExpressions.length + matchFields.length === 0) return false;
  const fields = { 'metadata.name': metadata.name };
  return (
    matchExpressions.every((each) => meets(each, metadata.labels ?? {})) &&
    matchFields.every((each) => meets(each, fields))
  );
}

function meets(requirement: Requirement, labels: Readonly<Record<string, string>>): boolean {
  const { key, operator, values = [] } = requirement;
  if (operator !== 'Gt' && operator !== 'Lt') return matchesLabels({ matchExpressions: [requirement] }, labels);
  const has = Number.parseInt(labels[key] ?? '', 10);
  const bound = Number.parseInt(values[0] ?? '', 10);
  return operator === 'Gt' ? has > bound : has < bound;
}
