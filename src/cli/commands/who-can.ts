import { type Allowed, type Question, type Through, type Where, whoCan } from '../../analysis/rbac/index.ts';
import { tableOf } from '../../report/output.ts';
import type { Column } from '../../report/table.ts';
import type { Run } from '../args/command.ts';
import type { Flags } from '../args/parse.ts';
import { CliError, EXIT } from '../exit.ts';
import { type Asked, questionOf } from '../rights/question.ts';
import { readRights, tellSight } from '../rights/read.ts';
import { printOutput } from '../terminal/print-output.ts';

export const run: Run = async (invocation) => {
  const { operands, flags, io, program } = invocation;
  const [verb, target] = operands;
  if (verb === undefined || target === undefined)
    throw new CliError(EXIT.usage, 'who-can takes a verb and a resource', `See '${program} who-can --help' for usage.`);
  if (flags.list('namespace').length > 0 && flags.isOn('all-namespaces'))
    throw new CliError(EXIT.usage, '--namespace and --all-namespaces exclude each other');
  const picture = await readRights(invocation);
  const asked = questionOf(verb, target, flags.text('subresource'), picture);
  const found = whoCan(picture.access, asked.question, whereOf(asked, flags));
  const isWide = (each: Allowed) => each.via.length > 0;
  await printOutput(
    {
      overview: () => [tableOf(COLUMNS, found.filter(isWide).flatMap(rowsOf))],
      details: () => [tableOf(COLUMNS, found.filter(isWide).flatMap(rowsOf))],
      names: () => found.map(nameOf),
      document: () => found,
    },
    { flags, io },
  );
  io.note('Members of the group system:masters may do everything: no binding says so, and none takes it away.');
  if (asked.hint !== undefined) io.note(asked.hint);
  return tellSight(picture, invocation);
};

/** A request for one Namespace object counts as made in it. What else has no namespace only cluster-wide grants allow. */
function whereOf({ question, isClusterScoped }: Asked, flags: Flags): Where {
  const name = isNamespace(question) ? question.name : undefined;
  if (name !== undefined) return [name];
  if (isClusterScoped) return 'cluster';
  const namespaces = flags.list('namespace');
  return namespaces.length > 0 ? namespaces : 'all';
}

function isNamespace(question: Question): question is Extract<Question, { readonly resource: string }> {
  return 'resource' in question && question.group === '' && question.resource === 'namespaces';
}

interface Row extends Through {
  readonly name: string;
}

const COLUMNS: readonly Column<Row>[] = [
  { header: 'WHO', cell: ({ name }) => name },
  { header: 'WHERE', cell: ({ binding }) => binding.namespace ?? '<all namespaces>' },
  { header: 'THROUGH', cell: ({ binding }) => `${binding.kind} ${binding.name}` },
  { header: 'ROLE', cell: ({ role }) => `${role.kind} ${role.name}` },
];

function rowsOf(each: Allowed): readonly Row[] {
  return each.via.map((via) => ({ ...via, name: nameOf(each) }));
}

/** As `access` takes it. */
function nameOf({ subject: { kind, namespace, name } }: Allowed): string {
  return `${kind}:${namespace === null ? '' : `${namespace}/`}${name}`;
}
