import type { PlanPreview } from '../../model/plan.ts';
import { resultLine } from '../../report/result-line.ts';
import { printable, printableLines } from '../../text/printable.ts';
import { count } from '../../text/words.ts';
import type { Invocation, Run } from '../args/command.ts';
import { type Opened, readOnce, withSession } from '../compose/compose.ts';
import { exitCodeOf, printResults } from '../compose/run-plan.ts';
import { CliError, EXIT, type ExitCode } from '../exit.ts';
import { askConsent, demandWriting, placeOf, questionFor } from '../terminal/consent.ts';
import { showDiff } from '../terminal/diff-text.ts';
import { withoutReader } from '../terminal/io.ts';

export const run: Run = (invocation) =>
  withSession(invocation, { mayWrite: true }, async (opened) => {
    const { complete } = await readOnce(opened, invocation);
    const code = await undo(opened, invocation);
    const isFine = code === EXIT.ok || code === EXIT.pending;
    return isFine && !complete ? EXIT.incomplete : code;
  });

async function undo(opened: Opened, invocation: Invocation): Promise<ExitCode> {
  const { operands, flags, io, signal } = invocation;
  const { commands, store } = opened.session;
  const preview = await commands.previewUndo(operands[0], undefined, signal);
  const changes = preview.steps.filter(({ effect }) => effect !== 'unchanged');
  if (preview.refused.length > 0) return refuse(preview, invocation);
  for (const caveat of preview.caveats) io.note(caveat);
  if (changes.length === 0) return EXIT.ok;
  showDiff(preview, io);
  if (flags.text('dry-run') === 'server') {
    for (const step of changes) io.out(`${resultLine(step, { isUndo: true, dryRun: step.verified })}\n`);
    return EXIT.pending;
  }
  await demandWriting(opened, preview.cluster.context, invocation);
  const place = opened.type === 'live' ? ` on ${placeOf(opened, preview)}` : '';
  const consent = await askConsent(
    preview,
    questionFor('Undo', preview, `of run ${preview.undoes ?? ''}${place}`),
    invocation,
  );
  if (consent === undefined) throw new CliError(EXIT.refused, 'no consent: nothing was changed');
  const end = printResults(store, preview, (line) => io.out(`${line}\n`), { isUndo: true });
  const result = await withoutReader(() => commands.undo(preview, consent, signal));
  end();
  if (result.error !== undefined) io.error(result.error);
  else io.note(`Undone: ${count(changes.length, 'object is', 'objects are')} as before run ${preview.undoes ?? ''}.`);
  signal.throwIfAborted();
  return exitCodeOf(result);
}

/** Somebody changed what the run had written: their diff is shown, and nothing is taken back. */
function refuse({ refused }: PlanPreview, { io }: Invocation): ExitCode {
  for (const { title, reason, diff } of refused) {
    io.error(`not undone: ${title}: ${reason}`);
    if (diff !== undefined && diff !== '') io.out(`# ${printable(title)}\n${printableLines(diff)}\n`);
  }
  io.err('Nothing was changed. In the walk, z undoes the changes of a run one by one.\n');
  return EXIT.refused;
}
