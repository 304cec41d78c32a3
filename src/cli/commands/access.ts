import {
  accessOf,
  describeRule,
  type EscalationPath,
  type Held,
  MASTERS,
  type RightsPicture,
  type Rule,
  type Step,
  type Subject,
  type SubjectAccess,
  subjectKey,
  subjectLabel,
} from '../../analysis/rbac/index.ts';
import { type Table, tableOf } from '../../report/output.ts';
import type { Column } from '../../report/table.ts';
import { count } from '../../text/words.ts';
import type { Run } from '../args/command.ts';
import { CliError, EXIT } from '../exit.ts';
import { readRights, tellSight } from '../rights/read.ts';
import { type GrantUse, spanTexts, USE_COLUMNS, useBy, useRows } from '../rights/use.ts';
import { printOutput } from '../terminal/print-output.ts';

export const run: Run = async (invocation) => {
  const { operands, flags, io, program } = invocation;
  const subject = subjectOf(operands[0] ?? '', program);
  const picture = await readRights(invocation);
  const namespaces = flags.list('namespace');
  const all = accessOf(picture.access, subject, picture.served);
  const isThere = ({ namespace }: { readonly namespace: string | null }) =>
    namespaces.length === 0 || namespace === null || namespaces.includes(namespace);
  const found: SubjectAccess = {
    ...all,
    grants: all.grants.filter(isThere),
    capabilities: all.capabilities.filter(isThere),
  };
  const path = picture.escalations.from(subjectKey(subject));
  const used = useBy(subject, found, picture);
  const tables = [flags.isOn('paths') ? tableOf(STEPS, path?.steps ?? []) : grantsTable(subject, found, used)];
  await printOutput(
    { overview: () => tables, details: () => tables, document: () => documentOf(subject, found, path, used) },
    { flags, io },
  );
  if (flags.isOn('paths')) io.note(pathLine(path, subject, picture));
  tellWho(subject, found, picture, io.note);
  if (picture.log !== undefined) for (const text of spanTexts(picture.log)) io.note(text);
  return tellSight(picture, invocation);
};

const SHAPE = 'User:NAME, Group:NAME or ServiceAccount:NAMESPACE/NAME';

/** Throws on what is no subject. */
function subjectOf(text: string, program: string): Subject {
  const colon = text.indexOf(':');
  const [kind, name] = [text.slice(0, colon), text.slice(colon + 1)];
  const [namespace, account, ...more] = name.split('/');
  if (colon > 0 && name !== '' && (kind === 'User' || kind === 'Group')) return { kind, name };
  if (kind === 'ServiceAccount' && namespace && account && more.length === 0) return { kind, namespace, name: account };
  throw new CliError(
    EXIT.usage,
    `access takes ${SHAPE}, not ${JSON.stringify(text)}`,
    `See '${program} access --help' for usage.`,
  );
}

/** What no binding says of the subject. */
function tellWho(
  subject: Subject,
  { grants }: SubjectAccess,
  { accounts, isCluster, gaps }: RightsPicture,
  note: (text: string) => void,
): void {
  const { kind, name, namespace } = subject;
  if (kind === 'Group' && name === MASTERS) note(`Members of ${MASTERS} may do everything: no binding limits them.`);
  if (kind === 'User' && !name.startsWith('system:'))
    note('Further groups of a user are known to the identity provider only: ask for each with Group:NAME.');
  const isThere = accounts.some(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
  if (kind === 'ServiceAccount' && isCluster && accounts.length > 0 && !isThere)
    note(`ServiceAccount ${namespace}/${name} does not exist: whoever creates it holds what is granted to it.`);
  if (grants.length === 0 && gaps.length === 0) note('Nothing is granted to it by RBAC.');
}

/** One table of what is granted, or of what of it was used. */
function grantsTable(subject: Subject, { grants }: SubjectAccess, used: readonly GrantUse[] | undefined): Table {
  if (used !== undefined)
    return tableOf(
      USE_COLUMNS,
      used.flatMap((each) => useRows(each, subject)),
    );
  return tableOf(
    COLUMNS,
    grants.flatMap((held) => rowsOf(held, subject)),
  );
}

interface Row {
  readonly where: string;
  readonly allows: string;
  readonly through: string;
  readonly as: string;
}

const COLUMNS: readonly Column<Row>[] = [
  { header: 'WHERE', cell: ({ where }) => where },
  { header: 'ALLOWED', cell: ({ allows }) => allows },
  { header: 'THROUGH', cell: ({ through }) => through },
  { header: 'AS', cell: ({ as }) => as },
];

function rowsOf({ namespace, as, binding, role, rules }: Held, subject: Subject): readonly Row[] {
  const through = `${binding.kind} ${binding.name}, ${role.kind} ${role.name}`;
  return rules.map((rule: Rule) => ({
    where: namespace ?? '<all namespaces>',
    allows: describeRule(rule),
    through,
    as: as === subjectKey(subject) ? 'itself' : as,
  }));
}

const STEPS: readonly Column<Step>[] = [
  { header: 'WHO', cell: ({ from }) => from },
  { header: 'DOES', cell: ({ text }) => text },
  { header: 'BECOMES', cell: ({ to }) => to },
  {
    header: 'THROUGH',
    cell: (step) =>
      grantsOf(step)
        .map(({ binding }) => `${binding.kind} ${binding.name}`)
        .join(', '),
  },
  {
    header: 'ROLE',
    cell: (step) =>
      grantsOf(step)
        .map(({ role }) => `${role.kind} ${role.name}`)
        .join(', '),
  },
];

/** A step may take several. */
function grantsOf({ via, also = [] }: Step): readonly NonNullable<Step['via']>[] {
  return via === undefined ? [] : [via, ...also];
}

/** The way in a sentence, and what ends most ways of all subjects. */
function pathLine(path: EscalationPath | undefined, subject: Subject, { escalations }: RightsPicture): string {
  const name = subjectLabel(subject);
  if (path === undefined) return `No way is known from ${name} to all rights or to a node.`;
  const target = path.target === 'node' ? 'a node' : 'all rights';
  const cut = escalations.bestCut(escalations.subjects.filter((each) => each.startsWith('ServiceAccount:')));
  const best =
    cut === undefined ? '' : ` Without ${cut.binding} ${count(cut.cut, 'ServiceAccount')} would have no way at all.`;
  return `${name} gets to ${target} in ${count(path.steps, 'step')}.${best}`;
}

function documentOf(
  subject: Subject,
  { identity, grants, capabilities }: SubjectAccess,
  path: EscalationPath | undefined,
  used: readonly GrantUse[] | undefined,
): object {
  const { kind, name, namespace = null } = subject;
  const compared = used === undefined ? grants : used.map(({ held, use }) => ({ ...held, ...use }));
  return { subject: { kind, namespace, name }, identity, grants: compared, capabilities, path: path ?? null };
}
