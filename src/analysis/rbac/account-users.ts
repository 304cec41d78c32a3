/** Which workloads run as which ServiceAccount. */
import { defineFact, may, type Workload } from '../../plugin-api/index.ts';
import type { AccountRef } from './subjects.ts';

export interface AccountUsers {
  of(account: AccountRef): readonly Workload[];
}

/** As far as workloads were read. Every pod runs as some account: as `default` where it names none. */
export const accountUsers = defineFact({
  name: 'users of accounts',
  scope: 'cluster',
  reads: [may('Workload')],
  derive(view): AccountUsers {
    const byAccount = Map.groupBy(view.own('Workload').value, ({ ref, pod }) =>
      keyOf({ namespace: ref.namespace ?? '', name: pod.serviceAccountName || 'default' }),
    );
    return { of: (account) => byAccount.get(keyOf(account)) ?? [] };
  },
});

function keyOf({ namespace, name }: AccountRef): string {
  return `${namespace}/${name}`;
}
