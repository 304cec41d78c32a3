/** Who holds which rights, as far as it was read: what the lockout guard judges by. */

import { type AccountRef, gitOpsAccountsOf, isLabelledGitOps } from '../analysis/rbac/index.ts';
import { createInventory, type Inventory } from '../inventory/index.ts';
import { RBAC_KINDS } from '../kube/rbac.ts';
import { isReadable } from '../model/coverage.ts';
import type { KindRequest, Source } from '../model/ports.ts';
import type { AccessFacts } from '../remediation/index.ts';

/**
 * `namespaces`: the named ones of the scan; then only what is in them can be changed, and only they have to be read.
 * `rights`: where roles and bindings are looked up.
 */
export function accessFacts(inventory: Inventory, namespaces: readonly string[], rights = inventory): AccessFacts {
  const scopes = namespaces.length === 0 ? [undefined] : namespaces;
  const unread = RBAC_KINDS.filter((kind) =>
    scopes.some((namespace) => !isReadable(rights.coverage(kind, namespace).state)),
  );
  const identity = inventory.evidence('Identity').value;
  const accounts = inventory.coverage('ServiceAccount');
  const log = inventory.evidence('AuditLog').value;
  return {
    objects: {
      roles: rights.list('Role'),
      clusterRoles: rights.list('ClusterRole'),
      roleBindings: rights.list('RoleBinding'),
      clusterRoleBindings: rights.list('ClusterRoleBinding'),
    },
    guarded: {
      ...(identity === undefined ? {} : { caller: identity }),
      gitops: gitOpsAccounts(inventory),
      ...(isReadable(accounts.state)
        ? { accountExists: ({ namespace, name }) => inventory.get('ServiceAccount', name, namespace) !== undefined }
        : {}),
    },
    ...(log === undefined ? {} : { log }),
    ...(unread.length === 0
      ? {}
      : { unreadable: `Whose rights this lowers is unknown: ${unread.join(', ')} objects could not be read.` }),
  };
}

/** Roles and bindings as they are now; who is to be guarded is known from the scan. */
export async function accessNow(
  source: Source,
  { inventory, namespaces, kinds }: Scanned,
  signal: AbortSignal,
): Promise<AccessFacts> {
  const rights = createInventory();
  const asked = kinds.filter(({ kind }) => (RBAC_KINDS as readonly string[]).includes(kind));
  const options = { kinds: asked, evidence: [], namespaces, watch: false };
  for await (const event of source.stream(options, signal)) {
    if (event.type === 'upsert' || event.type === 'retain' || event.type === 'coverage') rights.apply(event);
  }
  return accessFacts(inventory, namespaces, rights);
}

interface Scanned {
  readonly inventory: Inventory;
  readonly namespaces: readonly string[];
  /** As the scan has asked for them. */
  readonly kinds: readonly KindRequest[];
}

/** As far as workloads and accounts were read; others are known by their names only. */
function gitOpsAccounts(inventory: Inventory): readonly AccountRef[] {
  const labelled = inventory
    .list('ServiceAccount')
    .filter(({ metadata }) => isLabelledGitOps(metadata.labels))
    .map(({ metadata: { namespace = '', name } }) => ({ namespace, name }));
  return [...gitOpsAccountsOf(inventory.workloads()), ...labelled];
}
