/** What somebody holds, compared with what an audit log says that it did. */
import {
  describeRule,
  type Held,
  type RightsPicture,
  type Subject,
  type SubjectAccess,
  subjectKey,
} from '../../analysis/rbac/index.ts';
import { type HeldUse, heldUse, logTitle, usesBySubject } from '../../analysis/use/index.ts';
import type { AuditLog } from '../../plugin-api/index.ts';
import type { Column } from '../../report/table.ts';
import { count, grouped } from '../../text/words.ts';

export interface GrantUse {
  readonly held: Held;
  readonly use: HeldUse;
}

/** `undefined`: no log was given. */
export function useBy(
  subject: Subject,
  { grants }: SubjectAccess,
  { log }: RightsPicture,
): readonly GrantUse[] | undefined {
  if (log === undefined) return undefined;
  const uses = usesBySubject(log, subject);
  return grants.map((held) => ({ held, use: heldUse(held, uses) }));
}

interface Row {
  readonly where: string;
  readonly is: 'used' | 'unused';
  readonly rights: string;
  readonly through: string;
  readonly as: string;
}

export const USE_COLUMNS: readonly Column<Row>[] = [
  { header: 'WHERE', cell: ({ where }) => where },
  { header: 'USE', cell: ({ is }) => is },
  { header: 'RIGHTS', cell: ({ rights }) => rights },
  { header: 'THROUGH', cell: ({ through }) => through },
  { header: 'AS', cell: ({ as }) => as },
];

export function useRows({ held, use }: GrantUse, subject: Subject): readonly Row[] {
  const { namespace, as, binding, role } = held;
  const row = (is: Row['is'], rights: string): Row => ({
    where: namespace ?? '<all namespaces>',
    is,
    rights,
    through: `${binding.kind} ${binding.name}, ${role.kind} ${role.name}`,
    as: as === subjectKey(subject) ? 'itself' : as,
  });
  return [
    ...use.used.map((rule) => row('used', describeRule(rule))),
    ...use.unused.map((rule) => row('unused', describeRule(rule))),
  ];
}

/** How much the answer rests on. */
export function spanTexts(log: AuditLog): readonly string[] {
  const { requests, denied } = log;
  return [`${logTitle(log)}: ${grouped(requests)} requests, ${count(denied, 'was', 'were')} denied, which is no use.`];
}
