/** A quota and defaults for one namespace. */
import { count, type KindMap, type Proposal, plan } from 'kubectl-harden/plugin-api';

export interface QuotaInputs {
  readonly memory?: string;
}

/** Rollouts start new pods before the old ones end. */
const HEADROOM = 1.5;
const LEAST_PODS = 10;

const BOUNDS = /^(pods|count\/pods|((requests|limits)\.)?(cpu|memory))$/;

/** Of all pods: not of some classes of them, and not of load balancers or claims alone. */
export function boundsPods({ spec }: KindMap['ResourceQuota']): boolean {
  const isOfSome = (spec?.scopes ?? []).length > 0 || spec?.scopeSelector !== undefined;
  return !isOfSome && Object.keys(spec?.hard ?? {}).some((name) => BOUNDS.test(name));
}

/** The client calls it otherwise. */
interface Wire {
  readonly default?: Readonly<Record<string, unknown>>;
}

/** What may be taken at most is the limit of containers that name none. */
export function limitsMemory({ spec }: KindMap['LimitRange']): boolean {
  return (spec?.limits ?? []).some(
    (item) => item.type === 'Container' && ((item as Wire).default?.memory ?? item.max?.memory) !== undefined,
  );
}

export function limitPods(namespace: string, pods: readonly KindMap['Pod'][] | undefined): Proposal {
  if (pods === undefined) return plan('How many pods it runs is not known.');
  const running = pods.filter(({ status }) => status?.phase !== 'Succeeded' && status?.phase !== 'Failed').length;
  const most = Math.max(LEAST_PODS, Math.ceil(running * HEADROOM));
  const object = {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'harden-pods', namespace },
    spec: { hard: { pods: String(most) } },
  };
  return {
    readiness: 'review',
    reason: `It runs ${count(running, 'pod')} now: how many it runs at its peak is not visible here.`,
    changes: [{ op: 'ensure', object }],
    caveats: [`With ${most} pods that have not ended no other is admitted in ${namespace}.`],
  };
}

export function limitContainers(namespace: string, { memory }: QuotaInputs): Proposal {
  if (memory === undefined)
    return plan('How much memory its containers use is not read: the largest decides about the default.', {
      needs: ['memory'],
    });
  const object = {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'harden-defaults', namespace },
    spec: { limits: [{ type: 'Container', default: { memory }, defaultRequest: { memory } }] },
  };
  return {
    readiness: 'review',
    reason: `Whether containers that say nothing get by on ${memory} is not visible here.`,
    changes: [{ op: 'ensure', object }],
    caveats: ['It holds for pods that start from then on: what takes more memory is ended.'],
  };
}
