/** An audit log by who asked: the users that a subject of a binding means. */
import type { AuditLog, AuditUser } from '../../plugin-api/index.ts';
import { accountIdentity, accountOf, MASTERS, type Subject } from '../rbac/index.ts';

interface Index {
  readonly byName: ReadonlyMap<string, readonly AuditUser[]>;
  readonly byGroup: ReadonlyMap<string, readonly AuditUser[]>;
}

const indexes = new WeakMap<AuditLog, Index>();

/** Members of system:masters need no role: what they did is no use of any. */
export function usersBehind(log: AuditLog, subject: Subject, bindingNamespace?: string): readonly AuditUser[] {
  const { byName, byGroup } = indexOf(log);
  if (subject.kind === 'Group') return byGroup.get(subject.name) ?? [];
  const account = accountOf(subject, bindingNamespace);
  const name = account === undefined ? subject.name : accountIdentity(account).username;
  return byName.get(name) ?? [];
}

function indexOf(log: AuditLog): Index {
  const found = indexes.get(log) ?? indexed(log);
  indexes.set(log, found);
  return found;
}

function indexed({ users }: AuditLog): Index {
  const bound = users.filter(({ groups }) => !groups.includes(MASTERS));
  const byGroup = new Map<string, AuditUser[]>();
  for (const user of bound)
    for (const group of new Set(user.groups)) {
      const known = byGroup.get(group);
      if (known === undefined) byGroup.set(group, [user]);
      else known.push(user);
    }
  return { byName: Map.groupBy(bound, ({ username }) => username), byGroup };
}
