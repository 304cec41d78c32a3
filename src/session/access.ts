/** Who holds which rights, as far as it was read: what the lockout guard judges by. */

import { type AccountRef, gitOpsAccountsOf, isLabelledGitOps } from '../analysis/rbac/index.ts';
import type { Inventory } from '../inventory/index.ts';
import { RBAC_KINDS } from '../kube/rbac.ts';
import { isReadable } from '../model/coverage.ts';
import type { AccessFacts } from '../remediation/index.ts';

/** `namespaces`: the named ones of the scan; then only what is in them can be changed, and only they have to be read. */
export function accessFacts(inventory: Inventory, namespaces: readonly string[]): AccessFacts {
  const scopes = namespaces.length === 0 ? [undefined] : namespaces;
  const unread = RBAC_KINDS.filter((kind) =>
    scopes.some((namespace) => !isReadable(inventory.coverage(kind, namespace).state)),
  );
  const identity = inventory.evidence('Identity').value;
  const accounts = inventory.coverage('ServiceAccount');
  return {
    objects: {
      roles: inventory.list('Role'),
      clusterRoles: inventory.list('ClusterRole'),
      roleBindings: inventory.list('RoleBinding'),
      clusterRoleBindings: inventory.list('ClusterRoleBinding'),
    },
    guarded: {
      ...(identity === undefined ? {} : { caller: identity }),
      gitops: gitOpsAccounts(inventory),
      ...(isReadable(accounts.state)
        ? { accountExists: ({ namespace, name }) => inventory.get('ServiceAccount', name, namespace) !== undefined }
        : {}),
    },
    ...(unread.length === 0
      ? {}
      : { unreadable: `Whose rights this lowers is unknown: ${unread.join(', ')} objects could not be read.` }),
  };
}

/** As far as workloads and accounts were read; others are known by their names only. */
function gitOpsAccounts(inventory: Inventory): readonly AccountRef[] {
  const labelled = inventory
    .list('ServiceAccount')
    .filter(({ metadata }) => isLabelledGitOps(metadata.labels))
    .map(({ metadata: { namespace = '', name } }) => ({ namespace, name }));
  return [...gitOpsAccountsOf(inventory.workloads()), ...labelled];
}
