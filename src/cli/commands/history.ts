import { resourceName } from '../../kube/refs.ts';
import type { RunSummary } from '../../model/plan.ts';
import { runStateText } from '../../model/runs/state.ts';
import { tableOf } from '../../report/output.ts';
import type { Column } from '../../report/table.ts';
import { printable } from '../../text/printable.ts';
import type { Invocation, Run } from '../args/command.ts';
import { withSession } from '../compose/compose.ts';
import { ownStateFolder } from '../compose/state-folder.ts';
import { EXIT } from '../exit.ts';
import { printOutput } from '../terminal/print-output.ts';

const COLUMNS: readonly Column<RunSummary>[] = [
  { header: 'RUN', cell: ({ run }) => run },
  { header: 'KIND', cell: ({ kind, undoes }) => (undoes === undefined ? kind : `${kind} of ${undoes}`) },
  { header: 'AT', cell: ({ at }) => at },
  { header: 'CHANGES', cell: ({ planned }) => String(planned) },
  { header: 'STATE', cell: runStateText },
  { header: 'CONTEXT', cell: ({ cluster }) => cluster.context || cluster.server },
];
const OBJECTS: Column<RunSummary> = {
  header: 'OBJECTS',
  cell: ({ steps }) => steps.map(({ ref }) => resourceName(ref)).join(','),
};

export const run: Run = async (invocation) => {
  const { io } = invocation;
  const { runs, isAnyLost } = await runsOf(invocation);
  const output = {
    overview: () => [tableOf(COLUMNS, runs)],
    details: () => [tableOf([...COLUMNS, OBJECTS], runs)],
    names: () => runs.map(({ run }) => run),
    document: () => runs,
  };
  await printOutput(output, invocation);
  for (const { damage } of runs) if (damage !== undefined) io.warn(damage);
  if (runs.length === 0 && !isAnyLost) io.note('No run has changed anything here.');
  return EXIT.ok;
};

interface Listed {
  readonly runs: readonly RunSummary[];
  /** Runs that no list can name were told of. */
  readonly isAnyLost: boolean;
}

/** Of the place that the flags name; of every place where the cluster does not say which one it is. */
async function runsOf(invocation: Invocation): Promise<Listed> {
  const { flags, io } = invocation;
  const journal = { stateFolder: ownStateFolder(io.env, true) };
  const { history, lostRuns } = await import('../../remediation/index.ts');
  const lost = lostRuns(journal);
  const isAnyLost = lost.length > 0;
  for (const { text } of lost) io.warn(text);
  try {
    const runs = await withSession(invocation, { mayWrite: true }, ({ session }) => session.commands.history());
    return { runs, isAnyLost };
  } catch (error) {
    const isNamed = flags.list('filename').length > 0 || flags.text('sample') !== undefined;
    const isUnanswered = error instanceof Error && UNANSWERED.has(error.name);
    if (isNamed || !isUnanswered) throw error;
    io.note(`No cluster was asked: ${printable(error.message)} Runs of every place are listed.`);
    return { runs: await history(journal), isAnyLost };
  }
}

const UNANSWERED: ReadonlySet<string> = new Set(['LiveError', 'ApiError', 'TargetError']);
