import { resourceName } from '../../model/kinds.ts';
import type { RunSummary } from '../../model/plan.ts';
import { type Column, formatTable } from '../../report/table.ts';
import type { Run } from '../command.ts';
import { withSession } from '../compose.ts';
import { EXIT } from '../exit.ts';
import { chooseFormat } from '../format.ts';

const COLUMNS: readonly Column<RunSummary>[] = [
  { header: 'RUN', cell: ({ run }) => run },
  { header: 'KIND', cell: ({ kind, undoes }) => (undoes === undefined ? kind : `${kind} of ${undoes}`) },
  { header: 'AT', cell: ({ at }) => at },
  { header: 'CHANGES', cell: ({ steps }) => String(steps.length) },
  { header: 'STATE', cell: stateOf },
  { header: 'CONTEXT', cell: ({ cluster }) => cluster.context },
  { header: 'OBJECTS', cell: ({ steps }) => steps.map(({ ref }) => resourceName(ref)).join(',') },
];

export const run: Run = async (invocation) => {
  const { flags, io, program } = invocation;
  const format = chooseFormat(flags, program, ['table', 'wide', 'json', 'yaml', 'name']);
  const runs = await withSession(invocation, { mayWrite: true }, ({ session }) => session.commands.history());
  if (format === 'json' || format === 'yaml') {
    const { printDocument } = await import('../document.ts');
    io.out(printDocument(runs, format));
    return EXIT.ok;
  }
  if (format === 'name') io.out(runs.map(({ run }) => `${run}\n`).join(''));
  else
    io.out(
      formatTable(format === 'wide' ? COLUMNS : COLUMNS.slice(0, -1), runs, { hasHeader: !flags.isOn('no-headers') }),
    );
  if (runs.length === 0) io.note('No run has changed anything here.');
  return EXIT.ok;
};

/** `applied`, or what differs from it: `3 applied, 1 failed`. */
function stateOf({ steps }: RunSummary): string {
  const counts = new Map<string, number>();
  for (const { state } of steps) counts.set(state, (counts.get(state) ?? 0) + 1);
  const [only] = counts.keys();
  if (counts.size === 1 && only !== undefined) return only;
  return [...counts].map(([state, amount]) => `${amount} ${state}`).join(', ');
}
