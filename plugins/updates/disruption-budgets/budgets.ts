/** What budgets allow of the pods of one workload. */
import {
  count,
  type Edit,
  type KindMap,
  type LabelSelector,
  matchesLabels,
  nameSome,
  type network,
  type Proposal,
  plan,
  refOf,
  type Seen,
  type Violation,
  type Workload,
} from 'kubectl-harden/plugin-api';

type Budget = KindMap['PodDisruptionBudget'];

const LOWERED = { severity: 'low', severityReason: 'lowered: nodes can be emptied' } as const;

/** A selector that is not there selects nothing, one that is empty everything. */
function selecting({ podLabels }: Workload, budgets: readonly Budget[]): readonly Budget[] {
  return budgets.filter(({ spec }) => spec?.selector !== undefined && matchesLabels(spec.selector, podLabels));
}

function replicasOf({ object, pods }: Workload): number {
  const { replicas } = (object as { readonly spec?: { readonly replicas?: number } }).spec ?? {};
  return replicas ?? Math.max(1, pods.length);
}

/** The eviction of a pod that two budgets select is refused. */
export function clashing(workload: Workload, budgets: readonly Budget[]): readonly Violation[] {
  const names = selecting(workload, budgets).map(({ metadata }) => metadata.name);
  if (names.length < 2) return [];
  return [
    {
      message: `Several budgets select its pods, and none can be moved: ${nameSome(names)}.`,
      key: 'several',
      value: names,
    },
  ];
}

export function blocking(workload: Workload, budgets: readonly Budget[]): readonly Violation[] {
  const replicas = replicasOf(workload);
  if (replicas === 0) return [];
  return selecting(workload, budgets)
    .filter((budget) => allowed(budget, replicas) === 0)
    .map((budget) => {
      const ref = refOf(budget);
      const field = budget.spec?.maxUnavailable === undefined ? 'minAvailable' : 'maxUnavailable';
      return {
        message: `Budget ${ref.name} lets no pod of ${workload.ref.name} go (${count(replicas, 'replica')}): their nodes cannot be emptied.`,
        at: ref,
        path: ['spec', field],
        key: workload.ref.name,
        proposal: {
          readiness: 'review',
          reason:
            replicas === 1
              ? 'It is away while its one pod moves.'
              : 'Whether it needs all of its pods at any time is not visible here.',
          changes: [{ op: 'edit', target: ref, edits: opened(field) }],
        },
      };
    });
}

function opened(field: string): readonly Edit[] {
  return [
    ...(field === 'minAvailable' ? [{ op: 'unset' as const, path: ['spec', field] }] : []),
    { op: 'set', path: ['spec', 'maxUnavailable'], value: 1 },
  ];
}

/** How many pods may go when all are well; a share is rounded up, as the disruption controller does. */
function allowed({ spec }: Budget, replicas: number): number {
  const { maxUnavailable, minAvailable } = spec ?? {};
  if (maxUnavailable !== undefined) return Math.min(replicas, amount(maxUnavailable, replicas));
  return Math.max(0, replicas - amount(minAvailable ?? 1, replicas));
}

function amount(value: unknown, replicas: number): number {
  const share = typeof value === 'string' ? /^(\d+)%$/.exec(value)?.[1] : undefined;
  return share === undefined ? Number(value) : Math.ceil((Number(share) * replicas) / 100);
}

interface Neighbours {
  readonly budgets: Seen<readonly Budget[]>;
  readonly workloads: Seen<network.SelectedPods>;
  readonly isCluster: boolean;
}

export function missing(workload: Workload, neighbours: Neighbours): readonly Violation[] {
  const { budgets } = neighbours;
  const replicas = replicasOf(workload);
  if (replicas < 2 || selecting(workload, budgets.value).length > 0) return [];
  const proposal = ofItsOwn(workload, neighbours);
  return [
    {
      message: `No budget is for its ${replicas} pods: all of them may go when nodes are emptied.`,
      key: 'missing',
      ...LOWERED,
      confidence: budgets.isWhole ? 'direct' : 'inferred',
      ...(proposal === undefined ? {} : { proposal }),
    },
  ];
}

/** A budget by the selector of the workload; `undefined`: it has none. */
function ofItsOwn(workload: Workload, neighbours: Neighbours): Proposal | undefined {
  const { ref, object } = workload;
  const { selector } = (object as { readonly spec?: { readonly selector?: LabelSelector } }).spec ?? {};
  if (selector === undefined || Object.keys(selector.matchLabels ?? {}).length === 0) return undefined;
  if (neighbours.budgets.value.some(({ metadata }) => metadata.name === ref.name))
    return plan(`PodDisruptionBudget ${ref.namespace}/${ref.name} is there already and selects something else.`);
  const others = sharing(workload, selector, neighbours);
  if (others.length > 0)
    return plan(`Its selector fits pods of others as well, which another budget may select: ${nameSome(others)}.`);
  const budget = {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: ref.name, namespace: ref.namespace ?? '' },
    spec: { maxUnavailable: 1, selector: selector as never, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
  };
  const { budgets, workloads, isCluster } = neighbours;
  if (isCluster && !workloads.isWhole) return plan(OTHERS_UNSEEN);
  const doubt = !budgets.isWhole ? BUDGETS_UNSEEN : workloads.isWhole ? undefined : OTHERS_UNSEEN;
  return {
    readiness: doubt === undefined ? 'ready' : 'review',
    reason: doubt ?? 'A budget keeps no pod from starting, and lets one go at a time.',
    changes: [{ op: 'ensure', object: budget }],
    caveats: ['Nodes take longer to be emptied: one pod of it after the other is moved.'],
  };
}

const BUDGETS_UNSEEN = 'Whether another one selects its pods is not visible here.';
const OTHERS_UNSEEN = 'Whether its selector fits pods of others as well is not visible here.';

/** A pod that two budgets select cannot be moved at all. */
function sharing({ ref }: Workload, selector: LabelSelector, { workloads }: Neighbours): readonly string[] {
  return workloads.value
    .by(selector)
    .filter((each) => each.ref.name !== ref.name && each.ref.kind !== 'PodTemplate')
    .map((each) => `${each.ref.kind} ${each.ref.name}`);
}
