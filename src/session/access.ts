/** Who holds which rights, as far as it was read: what the lockout guard judges by. */
import { isReadable } from '../engine/index.ts';
import type { Inventory } from '../inventory/index.ts';
import type { AccessFacts } from '../remediation/index.ts';

export function accessFacts(inventory: Inventory): AccessFacts {
  const entries = inventory.coverageEntries().filter(({ coverage }) => isReadable(coverage.state));
  const readable = new Set(entries.map(({ kind }) => kind as string));
  const unread = (['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'] as const).filter(
    // Roles of namespaces that were not asked for cannot be lowered by a change in those that were.
    (kind) => !readable.has(kind),
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
      ...(isReadable(accounts.state)
        ? { accountExists: ({ namespace, name }) => inventory.get('ServiceAccount', name, namespace) !== undefined }
        : {}),
    },
    ...(unread.length === 0
      ? {}
      : { unreadable: `Whose rights this lowers cannot be told: ${unread.join(', ')} objects could not be read.` }),
  };
}
