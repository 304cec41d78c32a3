/** Accounts that nothing but known components of the platform uses. */
import { may, platform, rbac, tables, type View } from 'kubectl-harden/plugin-api';
import { ACCOUNT_READS, accountState } from './shared.ts';

/** With the table of platform components. */
export const HOLDER_USE_READS = [...ACCOUNT_READS, may.fact(rbac.accountUsers)] as const;
export type HolderUseView = View<(typeof HOLDER_USE_READS)[number]>;

/** In a namespace that Kubernetes keeps for itself, and there; or used by nothing but known components. */
export function isOfPlatform(account: rbac.AccountRef, view: HolderUseView): boolean {
  if (platform.isReservedNamespace(account.namespace)) return accountState(account, view) === 'there';
  const users = view.derive(rbac.accountUsers);
  const rows = view.table(tables.platformComponents);
  const all = users.value.of(account);
  return users.isWhole && all.length > 0 && all.every((each) => platform.componentOf(each, rows) !== undefined);
}
