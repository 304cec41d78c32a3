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
      keyOf({ namespace: ref.namespace ?? '', name: accountName(pod) }),
    );
    return { of: (account) => byAccount.get(keyOf(account)) ?? [] };
  },
});

/** `serviceAccount` is its former name, which the API server still takes and fills in. */
function accountName({ serviceAccountName, serviceAccount }: Workload['pod']): string {
  return serviceAccountName || serviceAccount || 'default';
}

function keyOf({ namespace, name }: AccountRef): string {
  return `${namespace}/${name}`;
}
