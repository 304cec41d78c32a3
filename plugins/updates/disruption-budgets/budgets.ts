/** What budgets allow of the pods of one workload. */
import {
  count,
  type Edit,
  type KindMap,
  matchesLabels,
  nameSome,
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

export function missing(workload: Workload, budgets: Seen<readonly Budget[]>): readonly Violation[] {
  const { ref, object } = workload;
  const replicas = replicasOf(workload);
  if (replicas < 2 || selecting(workload, budgets.value).length > 0) return [];
  const { selector } = (object as { readonly spec?: { readonly selector?: unknown } }).spec ?? {};
  const budget = {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: ref.name, namespace: ref.namespace ?? '' },
    spec: { maxUnavailable: 1, selector: selector as never, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
  };
  const isLabelled =
    Object.keys((selector as { readonly matchLabels?: object } | undefined)?.matchLabels ?? {}).length > 0;
  return [
    {
      message: `No budget is for its ${replicas} pods: all of them may go when nodes are emptied.`,
      key: 'missing',
      ...LOWERED,
      confidence: budgets.isWhole ? 'direct' : 'inferred',
      ...(isLabelled
        ? {
            proposal: {
              readiness: budgets.isWhole ? 'ready' : 'review',
              reason: budgets.isWhole
                ? 'A budget keeps no pod from starting, and lets one go at a time.'
                : 'Whether another one selects its pods is not visible here.',
              changes: [{ op: 'ensure', object: budget }],
              caveats: ['Nodes take longer to be emptied: one pod of it after the other is moved.'],
            } as const,
          }
        : {}),
    },
  ];
}
