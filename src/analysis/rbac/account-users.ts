/** Which workloads run as which ServiceAccount. */

import type { AccountRef } from '../../kube/accounts.ts';
import { defineLookup, defineQuestions, may, type Workload } from '../../plugin-api/index.ts';

export interface AccountUsers {
  of(account: AccountRef): readonly Workload[];
}

/** Every pod runs as some account: as `default` where it names none. */
const workloadsByAccount = defineLookup({
  name: 'workloads by account',
  reads: [may('Workload')],
  keysOf: ({ ref, pod }) => [keyOf({ namespace: ref.namespace ?? '', name: accountName(pod) })],
});

/** As far as workloads were read; read only where those of every namespace were, as an account may be of any. */
export const accountUsers = defineQuestions({
  name: 'users of accounts',
  reads: [may.fact(workloadsByAccount), may.all('Workload')],
  answering: (view): AccountUsers => ({ of: (account) => view.derive(workloadsByAccount).value.at(keyOf(account)) }),
});

/** `serviceAccount` is its former name, which the API server still takes and fills in. */
export function accountName({ serviceAccountName, serviceAccount }: Workload['pod']): string {
  return serviceAccountName || serviceAccount || 'default';
}

function keyOf({ namespace, name }: AccountRef): string {
  return `${namespace}/${name}`;
}
