/** Policies of other kinds may isolate too: what their default denials say, and what is not seen of them. */
import { type Evidence, may, network, type View } from 'kubectl-harden/plugin-api';

/** Served by some plugins, and not read. */
const UNREAD: readonly (readonly [group: string, resource: string])[] = [
  ['policy.networking.k8s.io', 'adminnetworkpolicies'],
  ['crd.antrea.io', 'networkpolicies'],
  ['crd.antrea.io', 'clusternetworkpolicies'],
];

export const OTHER_READS = [may('Discovery'), may.fact(network.otherDenials)] as const;

export interface OtherPolicies {
  /** The whole namespace refuses by default: inferred, for what else they allow is not judged. */
  readonly denial?: Evidence;
  /** Why nothing can be said without them. */
  readonly unread?: string;
  /** What else may isolate pods. */
  readonly doubt?: Evidence;
}

export function otherPolicies(
  view: View<(typeof OTHER_READS)[number]>,
  namespace: string,
  directions: readonly network.Direction[],
): OtherPolicies {
  const { denialOf, maybeIn, unreadOf } = view.derive(network.otherDenials).value;
  const denial = directions.map((direction) => denialOf(namespace, direction)).find((each) => each !== undefined);
  if (denial !== undefined) return { denial: denial.evidence };
  const unread = directions.map((direction) => unreadOf(namespace, direction)).find((each) => each !== undefined);
  if (unread !== undefined) return { unread };
  const maybe = directions.map((direction) => maybeIn(namespace, direction)).find((each) => each !== undefined);
  const doubt = maybe ?? servedUnread(view);
  return doubt === undefined ? {} : { doubt };
}

function servedUnread(view: View<(typeof OTHER_READS)[number]>): Evidence | undefined {
  const { value, coverage } = view.evidence('Discovery');
  const source = 'GET /apis';
  if (value === undefined && coverage.state !== 'absent')
    return {
      text: `Whether other kinds of policies are served is unknown: ${coverage.reason ?? coverage.state}.`,
      source,
    };
  const found = UNREAD.filter(([group, resource]) =>
    (value ?? []).some((each) => each.group === group && each.resource === resource),
  ).map(([group, resource]) => `${resource}.${group}`);
  if (found.length === 0) return undefined;
  return {
    text: `${found.join(' and ')} are served here as well and were not read: they may isolate pods too.`,
    source,
  };
}
