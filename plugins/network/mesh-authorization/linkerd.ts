/** With Linkerd a Server refuses, for its pods, every caller that no policy allows. */
import { type CustomObject, type LabelSelector, matchesLabels, type Workload } from 'kubectl-harden/plugin-api';

export const SERVERS = 'servers.policy.linkerd.io';

type Server = CustomObject & {
  readonly spec?: { readonly podSelector?: LabelSelector; readonly accessPolicy?: string };
};

/** Policies for access other than deny let callers in that nobody has named. */
export function isServed({ podLabels }: Workload, servers: readonly CustomObject[]): boolean {
  const selecting = (servers as readonly Server[]).filter(
    ({ spec }) => spec?.podSelector !== undefined && matchesLabels(spec.podSelector, podLabels),
  );
  return selecting.length > 0 && selecting.every(({ spec }) => (spec?.accessPolicy ?? 'deny') === 'deny');
}
